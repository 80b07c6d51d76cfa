"""Profiles that must be refused: file, line, column, key, and what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import PROFILES, run
from vatscheck.law.book import load_law
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
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


def test_a_folder_without_a_profile_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path) == (
        f"no profile (*.toml) is found in {tmp_path.name} (exit 2)\n"
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "profil.toml") == (
        "profil.toml: no such file: check the name and the folder\n"
        "not judged: 1 mistake in profil.toml (exit 2)\n"
    )


def test_all_errors_of_all_files_are_told(tmp_path: Path) -> None:
    ran = run("assess", BAD / "share-101.toml", tmp_path / "a.toml", BAD / "gbk.toml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.why == "not judged: 3 mistakes in 3 files (exit 2)"


@pytest.mark.parametrize(("levels", "placed"), [(40, True), (500, True), (1000, False)])
def test_many_levels_by_headers_are_refused(levels: int, placed: bool) -> None:
    """A thousand levels are more than 1 MB of headers: such a file is not parsed."""
    headers = "".join(f"[[owners{'.owners' * depth}]]\n" for depth in range(levels))
    with pytest.raises(ProfileError) as refusal:
        load(f"schema = 1\nname = 'X'\n{headers}".encode(), "x.toml", settler(NAMES))
    assert all(bool(problem.line) == placed for problem in refusal.value.problems)


# --- fuzzing -----------------------------------------------------------------

GOOD = [path.read_text(encoding="utf-8") for path in sorted(PROFILES.glob("*.toml"))]
SLIPS = ["“", "％", "\x00", "\x1b[31m", "[[", "]", "{", '"', "'", "=", "，", "#", "\\"]
SLIPS += ["", "\n", "\r", "\u2028", "\ufeff", "true", "[]", "-1", "1e400", "1979-05-27"]
SLIPS += ["1e99999999999999999999", "9" * 5000, "owners.owners"]
KEYS = ["schema", "name", "services", "products", "owners", "registration", "share"]
KEYS += ["min", "id", "serves", "content", "places", "kind", "", "a b", "中"]
VALUES: list[Any] = [True, 0, -1, 101, 10**30, 0.5, float("nan"), "", "50%", "CN", "UK"]
VALUES += ["suzhou", "none", "\x00\x1b", [], {}, [[]], [{}], ["ircs", 5], {"min": 5}]
VALUES += [{"min": 50, "max": 40}, date(2024, 1, 1), [{"share": 60}, {"share": 50}]]
AT = st.integers(0, 5000)


def read_or_refused(text: str) -> None:
    """Nothing but a profile or a list of problems, each with a line, ever comes out."""
    try:
        load(text.encode(), "x.toml", settler(NAMES))
    except ProfileError as error:
        assert error.problems
        assert all(p.line >= 1 and p.column >= 1 for p in error.problems)


def tables(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every table of a profile."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    for item in data if isinstance(data, list) else ():
        yield from tables(item)


@given(
    st.sampled_from(GOOD),
    st.lists(st.tuples(AT, st.integers(0, 12), st.sampled_from(SLIPS)), max_size=4),
)
@settings(max_examples=200)
def test_a_mutilated_profile_is_read_or_refused(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    for place, length, put in changes:
        at = place % len(text)
        text = text[:at] + put + text[at + length :]
    read_or_refused(text)


@given(
    st.sampled_from(GOOD),
    st.lists(
        st.tuples(
            AT, AT, st.sampled_from(KEYS), st.booleans(), st.sampled_from(VALUES)
        ),
        min_size=1,
        max_size=5,
    ),
)
@settings(max_examples=200)
def test_a_profile_with_other_types_is_read_or_refused(
    text: str, changes: list[tuple[int, int, str, bool, Any]]
) -> None:
    data = tomllib.loads(text)
    for table_at, key_at, fresh, keep, value in changes:
        every = list(tables(data))
        table = every[table_at % len(every)]
        keys = list(table) or [fresh]
        table[keys[key_at % len(keys)] if keep else fresh] = deepcopy(value)
    read_or_refused(tomli_w.dumps(data))
