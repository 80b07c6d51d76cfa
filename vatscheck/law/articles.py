"""How the articles of a text are numbered in each of its editions.

A revision that drops an article renumbers those behind it. A rule cites a provision by
the number of the newest edition that has it; what is printed is the number of the
edition in force on the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from pydantic import Field

from vatscheck.law.evidence import Evidence, Line, Slug

Number = Annotated[str, Field(pattern=r"^(\d+|\?)$")]
UNSEEN = "?"
"""The number of an article that is in an edition, but was not looked up."""
LOCATOR = re.compile(r"(Arts?\.?) (\d.*)")
DIGITS = re.compile(r"\d+")
POINT = re.compile(r"\([^)]*\)")
"""An item of an article, `(2)`, or a paragraph, `(para. 2)`: no article itself."""


class Articles(NamedTuple):
    """The numbers of the articles of a series, one row a provision.

    A row gives the number in each edition; no number = the edition lacks the provision,
    `?` = its number there is not known. `unchanged` = an article without a row has the
    same number in every edition.
    """

    id: Slug
    series: Slug
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    rows: Sequence[Mapping[Slug, Number]] = ()
    unchanged: bool = False

    def row(self, number: str, editions: Sequence[str]) -> Mapping[str, str] | None:
        """Return the provision that a number names: in the newest edition that has it.

        `editions` are those of the series, the newest first.
        """
        for edition in editions:
            for row in self.rows:
                if row.get(edition) == number:
                    return row
        return None


def numbers(locator: str) -> list[str]:
    """Return the numbers of the articles that a locator names, none if it names others."""
    found = LOCATOR.fullmatch(locator)
    return DIGITS.findall(POINT.sub("", found[2])) if found else []


def renumbered(
    locator: str, articles: Articles, edition: str, editions: Sequence[str]
) -> str:
    """Return a locator with the numbers of one edition; what has no row stays."""
    named = LOCATOR.fullmatch(locator)
    if not named:
        return locator
    points = [found.span() for found in POINT.finditer(named[2])]

    def number(found: re.Match[str]) -> str:
        if any(start < found.start() < end for start, end in points):
            return found[0]
        row = articles.row(found[0], editions) or {}
        there = row.get(edition, UNSEEN)
        return found[0] if there == UNSEEN else there

    return f"{named[1]} {DIGITS.sub(number, named[2])}"


def misnumbered(articles: Sequence[Articles]) -> Iterator[tuple[Articles, str, str]]:
    """Yield each number that two provisions of one edition share, with the edition."""
    for found in articles:
        seen: set[tuple[str, str]] = set()
        for row in found.rows:
            for edition, number in row.items():
                if number != UNSEEN and (edition, number) in seen:
                    yield found, edition, number
                seen.add((edition, number))
