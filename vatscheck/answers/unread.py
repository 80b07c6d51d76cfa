"""A profile that could not be judged, in the place of its answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document
from vatscheck.answers.errors import described, lines
from vatscheck.answers.origin import as_named
from vatscheck.answers.shapes import CLOSED, Problem
from vatscheck.formats.page import Page, Paragraph, line
from vatscheck.profile.problems import ProfileError
from vatscheck.words.catalogue import Lang


@with_config(CLOSED)
class Unread(TypedDict):
    """A profile that could not be judged (`vatscheck/error/1`)."""

    schema: Literal["vatscheck/error/1"]
    """The form of this document."""
    file: str
    """The file as named."""
    problems: list[Problem]
    """Everything that is wrong with it."""


def unread(error: ProfileError, path: str, lang: Lang) -> Document:
    """Return what is wrong with a profile as a document, in the place of its answer."""
    data: dict[str, Any] = {
        "schema": "vatscheck/error/1",
        "file": as_named(path),
        "problems": [described(problem, lang) for problem in error.problems],
    }
    told = lines(error.name, error.problems, lang)

    def page(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
        blocks = tuple(Paragraph(line(text)) for text in told)
        return Page(str(data["file"]), lang, blocks)

    return Document(data, lang, page)
