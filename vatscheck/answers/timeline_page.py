"""The days of a status as a page: those that are alike in one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from vatscheck.answers.asked_page import bracketed, nothing, opening, status, together
from vatscheck.answers.document import Detail
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.words.catalogue import Lang, word

NAME, DATE = 19, 13
"""How wide the columns of services and of days may become."""


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: the periods of each service, those of one status together."""
    year = data["starts"][:4]
    blocks = list(opening(data, lang, "timeline-title", "timeline-under", year=year))
    if not data["services"]:
        blocks += nothing(lang)
    elif detail.full:
        blocks += _whole(data, lang)
    else:
        blocks += [_table(data, lang), Gap()]
        blocks.append(Paragraph(line(word("timeline-full", lang))))
    return Page(data["profile"]["name"], lang, tuple(blocks))


def _table(data: Mapping[str, Any], lang: Lang) -> Table:
    rows: list[tuple[Line, ...]] = []
    for name, periods in _alike(data, lang):
        folded = _folded(periods, data["as_of"])
        for at, (days, told, several) in enumerate(folded):
            source = Run(bracketed(told["cited"], lang), "dim")
            when = _when(days, data["as_of"], lang)
            rows.append(
                (
                    line("" if at else name),
                    status(told["status"], lang),
                    when,
                    line(
                        _of_several(told, data, lang) if several else told["why"],
                        source,
                    ),
                )
            )
    columns = Column("", most=NAME), Column(""), Column("", most=DATE), Column("")
    return Table(columns, tuple(rows), word("timeline-caption", lang), heads=False)


Folded = tuple[tuple[str, str | None], dict[str, Any], bool]
"""The first and the last day of a status, the period by which it is told, and whether
others went before it or follow."""


def _of_several(told: Mapping[str, Any], data: Mapping[str, Any], lang: Lang) -> str:
    """Why a status holds in the period by which a longer run of it is told."""
    now = _holds(told["from"], told["to"], data["as_of"])
    return word("timeline-now" if now else "timeline-last", lang, why=told["why"])


def _folded(periods: list[dict[str, Any]], day: str) -> list[Folded]:
    """Return runs of one status, each told by its period of today, or the last of it."""
    found = []
    for _, run in groupby(periods, key=lambda period: period["status"]):
        same = list(run)
        told = next((p for p in same if _holds(p["from"], p["to"], day)), same[-1])
        found.append(((same[0]["from"], same[-1]["to"]), told, len(same) > 1))
    return found


def _alike(
    data: Mapping[str, Any], lang: Lang
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the services by name, those with the same history together."""
    found: dict[str, list[dict[str, Any]]] = {}
    for service in data["services"]:
        told = (
            [*days, p["status"], p["why"]]
            for days, p, _ in _folded(service["periods"], data["as_of"])
        )
        found.setdefault(str(list(told)), []).append(service)
    for services in found.values():
        names = together((service["label"] for service in services), lang)
        yield names, services[0]["periods"]


def _holds(start: str, end: str | None, day: str) -> bool:
    return start <= day <= (end or day)


def _when(days: tuple[str, str | None], today: str, lang: Lang) -> Line:
    """The days of a row; rows follow each other, so that an end is enough but today."""
    start, end = days
    if not _holds(start, end, today):
        if start > today:
            return line(word("timeline-from", lang, start=start))
        return line(word("timeline-to", lang, end=end))
    text = word("timeline-today", lang, start=start)
    if end is not None:
        text = word("timeline-until", lang, text=text, end=end)
    return line(Run(text, "strong"))


def _whole(data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield every period of every service with all that it rests on."""
    for service in data["services"]:
        yield Heading(line(service["label"]))
        rows = []
        for period in service["periods"]:
            days = word("from-to", lang, low=period["from"], high=period["to"])
            if period["to"] is None:
                days = word("timeline-since", lang, start=period["from"])
            now = _holds(period["from"], period["to"], data["as_of"])
            if period["from"] > data["as_of"]:
                days = word("timeline-future", lang, days=days)
            source = Run(bracketed(period["basis"], lang), "dim")
            rows.append(
                (
                    line(Run(days, "strong" if now else "")),
                    status(period["status"], lang),
                    line(period["why"], source),
                )
            )
        columns = Column("", most=24), Column(""), Column("")
        yield Table(columns, tuple(rows), service["label"], heads=False)
        yield Gap()
    yield Paragraph(line(word("timeline-legend", lang)))
