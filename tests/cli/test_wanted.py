"""How an answer is given: every form, one document or many, and none of them kept."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word

from vatscheck.answers.document import Detail, Document
from vatscheck.cli.wanted import NoSuchEnding, Wanted
from vatscheck.cli.writing import NotWritten
from vatscheck.formats.page import Heading, Page, Paragraph, line

FORMATS = ("table", "json", "jsonl", "markdown", "html")
"""The forms that a terminal or a pipe takes."""


def lay(data: dict[str, Any], lang: str, _: Detail) -> Page:
    blocks = Heading(line(data["name"])), Paragraph(line(data["text"]))
    return Page(data["name"], lang, blocks)


def document(name: str) -> Document:
    return Document({"name": name, "text": f"of {name}"}, "en", lay)


def wanted(format: str, *outputs: Path) -> Wanted:
    return Wanted(format, outputs, "en", [])


ONE = {
    "table": "A\nof A\n",
    "markdown": "## A\n\nof A\n",
    "json": '{\n "name": "A",\n "text": "of A"\n}\n',
    "jsonl": '{"name":"A","text":"of A"}\n',
}
TWO = {
    "table": "A\nof A\n\nB\nof B\n",
    "markdown": "## A\n\nof A\n\n## B\n\nof B\n",
    "json": '{"name":"A","text":"of A"}\n{"name":"B","text":"of B"}\n',
    "jsonl": '{"name":"A","text":"of A"}\n{"name":"B","text":"of B"}\n',
}
ENDINGS = {"table": "txt", "markdown": "md", "json": "json", "jsonl": "jsonl"}


@pytest.mark.parametrize("format", ONE)
def test_one_and_two_answers_on_the_screen_and_in_a_file(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"answer.{ENDINGS[format]}"
    for names, expected in (("A", ONE[format]), ("AB", TWO[format])):
        wanted(format).give(map(document, names))
        assert capsys.readouterr().out == expected
        wanted("table", path).give(map(document, names))
        assert path.read_text(encoding="utf-8") == expected
    wanted(format).give(document("A"))
    assert capsys.readouterr().out == ONE[format]


def test_a_page_of_its_own_holds_all_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html, word = tmp_path / "a.html", tmp_path / "a.docx"
    wanted("table", html, word).give(map(document, "AB"))
    text = html.read_text(encoding="utf-8")
    assert text.count("<html") == 1
    assert text.index("of A") < text.index("of B")
    assert [p.text for p in Word(str(word)).paragraphs if p.text][-1] == "of B"
    wanted("html").give(map(document, "AB"))
    assert capsys.readouterr().out == text


def test_every_form_of_one_run_says_the_same(tmp_path: Path) -> None:
    paths = [
        tmp_path / f"a.{ending}" for ending in ("json", "md", "txt", "docx", "html")
    ]
    wanted("table", *paths).give(map(document, "AB"))
    assert [json.loads(row)["name"] for row in paths[0].read_text().splitlines()] == [
        "A",
        "B",
    ]
    assert all(path.stat().st_size for path in paths)


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "html"])
@pytest.mark.parametrize("file", [False, True])
def test_an_answer_that_was_given_is_let_go(
    format: str, file: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alive: list[weakref.ref[Document]] = []
    most = 0

    def made() -> Iterator[Document]:
        nonlocal most
        for at in range(50):
            found = document(f"answer {at}")
            alive.append(weakref.ref(found))
            yield found
            del found
            gc.collect()
            most = max(most, sum(one() is not None for one in alive))

    outputs = [tmp_path / f"a.{ENDINGS[format]}"] if file else []
    gc.freeze()  # what other tests left is not searched fifty times
    wanted(format, *outputs).give(made())
    gc.unfreeze()
    assert len(alive) == 50
    assert most <= 2


def test_an_answer_is_printed_before_the_next_but_one_is_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[str] = []

    def made() -> Iterator[Document]:
        for name in "ABCD":
            seen.append(capsys.readouterr().out)
            yield document(name)

    wanted("table").give(made())
    assert seen == ["", "", "A\nof A\n\nB\nof B\n", "\nC\nof C\n"]


def test_a_failure_half_way_writes_no_file(tmp_path: Path) -> None:
    def made() -> Iterator[Document]:
        yield document("A")
        yield document("B")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        wanted("table", tmp_path / "a.txt", tmp_path / "a.docx").give(made())
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_known_before_anything_is_made(
    tmp_path: Path,
) -> None:
    def made() -> Iterator[Document]:
        raise AssertionError
        yield document("A")

    with pytest.raises(NoSuchEnding):
        wanted("table", tmp_path / "a.xyz").give(made())
    twice = tmp_path / "a.md"
    with pytest.raises(NotWritten, match="named twice"):
        wanted("table", twice, twice).give(made())
