"""Profiles that must be refused: file, line, column, key, and what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import PROFILES, run
from vatscheck.engine.names import Names
from vatscheck.law.book import load_law
from vatscheck.profile.load import load
from vatscheck.profile.problems import ProfileError

BAD = Path(__file__).parent / "bad"
FILES = sorted(BAD.glob("*.toml"))
NAMES = Names(load_law())
POSITION = re.compile(r"^\w[^:]*\.toml(:\d+:\d+)?:( [\x21-\x7e]+: )?")


def refused(path: Path, lang: str = "en") -> str:
    """Return what the command says about a bad profile, without its folder."""
    ran = run("assess", path, "--lang", lang)
    assert ran.code == 2
    assert ran.out == ""
    return ran.err.replace(f"{path.parent}/", "")


def test_there_are_enough_and_each_has_its_message() -> None:
    expected = {path.name.removesuffix(".expected.txt") for path in BAD.glob("*.txt")}
    assert {path.stem for path in FILES} == expected
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_message_is_the_expected_one(path: Path) -> None:
    beside = path.with_suffix(".expected.txt")
    assert refused(path) == beside.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_same_places_are_named_in_chinese(path: Path) -> None:
    english, chinese = refused(path).splitlines(), refused(path, "zh").splitlines()
    assert len(english) == len(chinese)
    for one, other in zip(english[:-1], chinese[:-1], strict=True):
        places = POSITION.match(one), POSITION.match(other)
        assert places[0] and places[1]
        assert places[0][0] == places[1][0]
        assert re.search("[\u4e00-\u9fff]", other)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_no_control_character_reaches_the_terminal(path: Path) -> None:
    assert all(c.isprintable() or c == "\n" for c in refused(path))


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    ran = run("assess", tmp_path)
    assert ran.code == 2
    assert "this is a folder" in ran.err


GOOD = (PROFILES / "tesla.toml").read_text(encoding="utf-8")
SLIPS = ["“", "％", "\x00", "\x1b[31m", "[[", "]", "{", '"', "'", "=", "，", "#", "\\"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(GOOD) - 1),
            st.integers(0, 12),
            st.sampled_from(["", *SLIPS, "true", "[]", "-1", "1e400", "1979-05-27"]),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=200)
def test_a_mutilated_profile_is_read_or_refused(
    changes: list[tuple[int, int, str]],
) -> None:
    """Nothing but a profile or a list of problems, each with a line, ever comes out."""
    text = GOOD
    for at, length, put in changes:
        text = text[:at] + put + text[at + length :]
    try:
        load(text.encode(), "x.toml", NAMES.settle)
    except ProfileError as error:
        assert error.problems
        assert all(p.line >= 1 and p.column >= 1 for p in error.problems)
