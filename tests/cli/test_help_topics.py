"""The guide at a terminal: a page, the help of a command, the list of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.pages import blocks
from vatscheck.cli.help_topics import FOLDER
from vatscheck.formats.breaking import width
from vatscheck.words.catalogue import LANGS

PAGES = sorted(FOLDER.glob("*.md"))


def _kept(path: Path) -> set[str]:
    """The lines of the blocks of a page."""
    found = (line for block in blocks(path) for line in block.text.splitlines())
    return {line.rstrip() for line in found}


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_topic_the_pages_are_listed(lang: str) -> None:
    ran = run("help", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    rows = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")]
    assert sorted(rows) == [page.stem for page in PAGES]
    assert max(width(line, lang == "zh") for line in ran.out.splitlines()) <= 80


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_shown_without_its_signs(path: Path) -> None:
    ran = run("help", path.stem)
    assert (ran.code, ran.err) == (0, "")
    title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert title in ran.out
    assert "```" not in ran.out
    prose = [line for line in ran.out.splitlines() if line not in _kept(path)]
    assert not [line for line in prose if "**" in line or "](" in line]
    ran.out.encode("gbk")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_prose_fits_and_blocks_stand_as_they_are(path: Path) -> None:
    out = run("help", path.stem, width=60).out.splitlines()
    kept = _kept(path)
    assert kept <= set(out)
    assert max(width(line) for line in out if line not in kept) <= 60


def test_a_command_has_its_own_help() -> None:
    assert run("help", "assess").out == run("assess", "-h").out
    assert (
        run("help", "why", "--lang", "zh").out == run("why", "-h", "--lang", "zh").out
    )


def test_a_topic_that_there_is_none_of_is_refused() -> None:
    ran = run("help", "nothing")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("nothing: no page of the guide and no command; pages: ")
    assert ran.err.endswith("(exit 2)\n")
    assert "没有该页" in run("help", "nothing", "--lang", "zh").err
