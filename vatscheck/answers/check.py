"""What checking profiles found: which are in order, and every error of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.errors import described
from vatscheck.answers.opening import opening, overlaid
from vatscheck.answers.shapes import CLOSED, Head, Problem
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Listing,
    Page,
    Paragraph,
    line,
)
from vatscheck.law.book import Law
from vatscheck.profile import models
from vatscheck.profile.problems import Problem as Found
from vatscheck.words.catalogue import Lang, word


@with_config(CLOSED)
class File(TypedDict):
    """One file."""

    file: str
    """The file as it was named; `-` = standard input."""
    ok: bool
    """Whether it can be judged."""
    name: str | None
    """The company, null = the file is not in order."""
    services: int | None
    """How many services it names, null = the file is not in order."""
    owners: int | None
    """How many direct holders it names, null = the file is not in order."""
    problems: list[Problem]
    """Every error, in the order of the file."""


@with_config(CLOSED)
class Checked(Head):
    """`check`: every file that was checked."""

    schema: Literal["vatscheck/check/1"]
    """The kind of this document and its number."""
    ok: bool
    """Whether all files can be judged."""
    files: list[File]
    """The files in the order in which they were named."""


class Reading(NamedTuple):
    """A file that was checked: its profile, or what is wrong with it."""

    file: str
    profile: models.Profile | None
    problems: Sequence[Found]


def check(files: Sequence[Reading], law: Law, lang: Lang) -> Document:
    """Return which files are in order, and the errors of those that are not."""
    data = {
        **head("check", law),
        "ok": not any(item.problems for item in files),
        "files": [_file(item, lang) for item in files],
    }
    return Document(data, lang, lay)


def _file(item: Reading, lang: Lang) -> dict[str, Any]:
    profile = item.profile
    return {
        "file": item.file,
        "ok": profile is not None,
        "name": profile.name if profile else None,
        "services": len(profile.services) if profile else None,
        "owners": len(profile.owners or ()) if profile else None,
        "problems": [described(problem, lang) for problem in item.problems],
    }


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the files as a page: what is in order, then each other file with its errors."""
    title = word("check-title", lang)
    right = (Paragraph(line(said)) for said in _sound(data, lang))
    blocks = (*opening(title, data, lang), Gap(), *right)
    wrong = (block for item in data["files"] for block in _wrong(item, lang))
    return Page(title, lang, (*blocks, *wrong))


def sound(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return only the files that are in order, as a terminal is told them.

    Each is one line, however long its path: other programs read it line by line.
    """
    rows = (Paragraph(line(said), style="row") for said in _sound(data, lang))
    blocks = (*overlaid(data["law"], lang), *rows)
    return Page(word("check-title", lang), lang, blocks)


def _sound(data: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    for item in data["files"]:
        if item["ok"]:
            parts = {key: item[key] for key in ("file", "name", "services", "owners")}
            yield word("check-ok", lang, **parts)


def _wrong(item: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    if not item["problems"]:
        return
    yield Heading(line(item["file"]))
    yield Listing(tuple(("-", line(_said(p, lang))) for p in item["problems"]))


def _said(problem: Mapping[str, Any], lang: Lang) -> str:
    """An error with its place, where it has one."""
    parts = {"line": problem["line"], "column": problem["column"]}
    place = word("check-at", lang, **parts) if problem["line"] else ""
    key = word("check-key", lang, key=problem["key"]) if problem["key"] else ""
    return f"{place}{key}{problem['text']}"
