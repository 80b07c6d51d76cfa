"""What the law models and what it does not: services, places, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.laws.records import span_text
from vatscheck.answers.opening import opening
from vatscheck.answers.shapes import CLOSED, Head, Names
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.law.book import Law
from vatscheck.upkeep import extent
from vatscheck.words.catalogue import Lang, chinese, word
from vatscheck.words.days import long_day
from vatscheck.words.pieces import join, series


@with_config(CLOSED)
class Span(TypedDict):
    """Days from the first to the last, both inclusive."""

    from_: Annotated[str, Field(alias="from")]
    """The first day (YYYY-MM-DD)."""
    to: str | None
    """The last day, null = still."""


@with_config(CLOSED)
class Modelled(TypedDict):
    """Where and when one kind of route is open for a service."""

    service: str
    """The service, by id."""
    kind: str
    """The kind of route: `domestic`, `national`, `area` ..."""
    area: str | None
    """The area in which it is open, null = anywhere."""
    spans: list[Span]
    """The days on which it is open."""
    routes: list[str]
    """The routes, by id."""


@with_config(CLOSED)
class Area(TypedDict):
    """An area that rules tell apart."""

    id: str
    """Its id."""
    places: int
    """How many places lie in it on the day verified."""
    spans: list[Span]
    """The days on which it has any."""


@with_config(CLOSED)
class Silent(TypedDict):
    """Days on which the law has no route for a service."""

    service: str
    """The service, by id."""
    spans: list[Span]
    """The days."""


@with_config(CLOSED)
class CoverageDocument(Head):
    """`law coverage`: for what there are rules, and for what there are none."""

    schema: Literal["vatscheck/law-coverage/1"]
    """The kind of this document and its number."""
    starts: str
    """The first day that the law covers."""
    modelled: list[Modelled]
    """Where and when each service has a way, by service."""
    areas: list[Area]
    """The areas that rules tell apart."""
    silent: list[Silent]
    """The services that are modelled, on days on which they are not."""
    not_modelled: list[str]
    """The services that are not modelled at all, by id."""
    names: NotRequired[Names]
    """The names of the services and areas, in the language of the run."""


def modelled(law: Law, found: extent.Coverage, lang: Lang) -> Document:
    """Return what is modelled of a law."""

    def spans(of: Iterable[extent.Span]) -> list[dict[str, Any]]:
        return [{"from": first, "to": last} for first, last in of]

    data = {
        **head("law-coverage", law),
        "starts": law.head.starts,
        "modelled": [
            {
                "service": item.service,
                "kind": item.kind,
                "area": item.area,
                "spans": spans(item.spans),
                "routes": list(item.routes),
            }
            for item in found.extents
        ],
        "areas": [
            {"id": reach.area, "places": reach.places, "spans": spans(reach.spans)}
            for reach in found.areas
        ],
        "silent": [
            {"service": silence.service, "spans": spans([silence.span])}
            for silence in found.silences
        ],
        "not_modelled": list(found.unread),
        "names": _names(law, found, lang),
    }
    return Document(data, lang, lay)


def _names(law: Law, found: extent.Coverage, lang: Lang) -> dict[str, dict[str, str]]:
    modelled = (item.service for item in found.extents)
    silent = (item.service for item in found.silences)
    ids = dict.fromkeys((*modelled, *silent, *found.unread))
    services = (law.services[id] for id in ids)
    zh = chinese(lang)
    return {
        "services": {
            item.id: (item.label_zh if zh else item.label)
            or (item.zh if zh else item.en)
            for item in services
        },
        "areas": {area.id: area.zh if zh else area.en for area in law.areas.values()},
    }


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return a table of services and ways, the areas, and what is not modelled."""
    title = word("law-extent-title", lang)
    since = word("law-extent", lang, start=long_day(data["starts"], lang))
    blocks: list[Block] = [*opening(title, data, lang), Paragraph(line(since)), Gap()]
    blocks += [_table(data, lang, title), Gap()]
    blocks.append(Heading(line(word("law-extent-areas", lang))))
    blocks += [_areas(data, lang), Paragraph(line(word("law-extent-rest", lang)))]
    blocks += [Gap(), Heading(line(word("law-extent-silent", lang)))]
    blocks += [Paragraph(line(text), 2, 2) for text in _silent(data, lang)]
    return Page(title, lang, tuple(blocks))


def _table(data: Mapping[str, Any], lang: Lang, title: str) -> Table:
    """A row for each kind of way; a service is named in its first row."""
    names, rows = data["names"], []
    for service, items in groupby(data["modelled"], key=lambda item: item["service"]):
        name = names["services"][service]
        for item in items:
            area = names["areas"].get(item["area"]) or word("anywhere", lang)
            kind = word(f"law-kind-{item['kind']}", lang)
            days = _spans(item["spans"], lang)
            rows.append((line(Run(name)), line(kind), line(area), line(days)))
            name = ""
    heads = (
        word(f"law-extent-{key}", lang) for key in ("service", "way", "in", "days")
    )
    return Table(tuple(Column(head) for head in heads), tuple(rows), title)


def _areas(data: Mapping[str, Any], lang: Lang) -> Table:
    names = data["names"]["areas"]
    rows = (
        (
            line(names[area["id"]]),
            line(str(area["places"])),
            line(_spans(area["spans"], lang)),
        )
        for area in data["areas"]
    )
    heads = (word(f"law-extent-{key}", lang) for key in ("area", "places", "days"))
    columns = tuple(Column(head) for head in heads)
    return Table(columns, tuple(rows), word("law-extent-areas", lang))


def _silent(data: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    names = data["names"]["services"]
    for silence in data["silent"]:
        yield f"{names[silence['service']]}: {_spans(silence['spans'], lang)}"
    if data["not_modelled"]:
        yield join((names[id] for id in data["not_modelled"]), lang)


def _spans(spans: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    return series((span_text(s["from"], s["to"], lang) for s in spans), lang)
