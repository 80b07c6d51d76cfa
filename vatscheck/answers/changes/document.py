"""The difference as a document: `vatscheck/whatif/1` or `vatscheck/compare/1`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.assess_shapes import (
    Alternative,
    Ask,
    Check,
    Cure,
    Group,
    Missing,
    OpenQuestion,
    Ownership,
    Titled,
    Upcoming,
)
from vatscheck.answers.changes.difference import (
    VALUES,
    Change,
    Listed,
    ServiceChange,
    cited,
)
from vatscheck.answers.changes.interface import Compared
from vatscheck.answers.changes.page import lay
from vatscheck.answers.document import Document, head
from vatscheck.answers.shapes import (
    CLOSED,
    Citation,
    Head,
    Judged,
    Names,
    Reason,
    Status,
)
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, chinese
from vatscheck.words.citations import short

Item = (
    Missing
    | Upcoming
    | Alternative
    | Titled
    | Reason
    | Group
    | Ask
    | Cure
    | OpenQuestion
    | str
    | None
)
"""An item of one of the lists of an answer; null = it is not there."""


@with_config(CLOSED)
class Side(Judged):
    """What one of the two answers is about."""

    ownership: Ownership
    """The foreign share of the company, by both readings."""


@with_config(CLOSED)
class ValueChange(TypedDict):
    """A single value that differs."""

    key: Literal["status", "route", "cap", "reach", "confidence", "need", "barred"]
    """Where it stands in the assessment of a service."""
    before: str | float | Literal[True] | None
    """The value on the first side, null = none."""
    after: str | float | Literal[True] | None
    """The value on the second side, null = none."""


@with_config(CLOSED)
class ItemChange(TypedDict):
    """An item of a list that is on one side only, or differs."""

    list: Listed
    """The list of the assessment in which it stands."""
    id: str
    """What names it in its list."""
    before: Item
    """The item on the first side, null = it is not there."""
    after: Item
    """The item on the second side, null = it is not there."""


@with_config(CLOSED)
class CheckChange(TypedDict):
    """A check with another answer, or that asks for something else."""

    id: str
    """The check, or the prohibition, by id."""
    before: Check | None
    """The check on the first side, null = it is not made there."""
    after: Check | None
    """The check on the second side, null = it is not made there."""


@with_config(CLOSED)
class RouteChange(TypedDict):
    """A route that differs."""

    id: str
    """The route, by id."""
    before: Status | None
    """What it gives on the first side, null = it does not exist there."""
    after: Status | None
    """What it gives on the second side, null = it does not exist there."""
    decides: bool
    """Whether the answer, or one in `where`, hangs on it."""
    checks: list[CheckChange]
    """The checks of it that changed."""


@with_config(CLOSED)
class Changes(TypedDict):
    """What differs for a service."""

    service: str
    """The service or product, by id."""
    code: str
    """Its number in the Catalogue; empty for a product."""
    only: Literal["before", "after"] | None
    """The side that alone has it, null = both have."""
    status: tuple[Status | None, Status | None]
    """Its status on both sides."""
    values: list[ValueChange]
    """The single values that differ."""
    items: list[ItemChange]
    """The items of lists that differ."""
    routes: list[RouteChange]
    """The routes that differ."""


@with_config(CLOSED)
class Dated(TypedDict):
    """An instrument whose first or last day of force lies between the two days."""

    cite: str
    """The citation under which it is cited."""
    citation: Citation
    """The instrument."""
    day: str
    """The day (YYYY-MM-DD)."""
    began: bool
    """Whether it is its first day; else its last."""


@with_config(CLOSED)
class Citations(TypedDict):
    """The citations of both sides; a series may name another text on another day."""

    before: dict[str, Citation]
    """Those of the first side, by citation."""
    after: dict[str, Citation]
    """Those of the second side, by citation."""


@with_config(CLOSED)
class Both(Head):
    """What documents about a change share."""

    before: Side
    """What the first answer is about."""
    after: Side
    """What the second answer is about."""
    same: bool
    """Whether nothing differs."""
    same_language: bool
    """Whether both answers are in one language; else sentences are not compared."""
    services: list[Changes]
    """Every service for which something differs."""
    instruments: list[Dated]
    """The instruments that began or ended between the two days."""
    citations: Citations
    """The instruments that are cited."""
    names: NotRequired[Names]
    """The names of the services, routes and authorities that differ."""


@with_config(CLOSED)
class Compare(Both):
    """`compare`: what differs between two answers."""

    schema: Literal["vatscheck/compare/1"]
    """The kind of this document and its number."""


@with_config(CLOSED)
class Whatif(Both):
    """`whatif`: what changes in an answer with some keys of the profile set or left out."""

    schema: Literal["vatscheck/whatif/1"]
    """The kind of this document and its number."""
    set: list[str]
    """The keys that were set, `KEY=VALUE` as typed."""
    unset: list[str]
    """The keys that were left out, as typed."""


def change(compared: Compared, law: Law, lang: Lang) -> Document:
    """Return what differs between two answers."""
    found = compared.difference
    cites = list(dict.fromkeys(cited(found.services, whole=True)))
    edits: dict[str, Any] = {}
    if compared.edits is not None:
        edits = {"set": list(compared.edits.set), "unset": list(compared.edits.unset)}
    data = {
        **head(compared.name, law),
        **edits,
        "before": _side(compared.before),
        "after": _side(compared.after),
        "same": not found.services,
        "same_language": compared.texts,
        "services": [_service(item) for item in found.services],
        "instruments": [item._asdict() for item in found.instruments],
        "citations": {
            "before": _citations(compared.before, cites, law),
            "after": _citations(compared.after, cites, law),
        },
    }
    data["names"] = _names(data["services"], law, lang)
    return Document(data, lang, lay)


def _side(document: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer is about, without what it says."""
    keys = ("tool", "law", "as_of", "profile", "ownership")
    profile = {key: document["profile"][key] for key in ("name", "digest")}
    return {key: document[key] for key in keys} | {"profile": profile}


def _citations(
    document: Mapping[str, Any], cites: Iterable[str], law: Law
) -> dict[str, Any]:
    known = document["citations"]
    return {
        cite: known[cite] | _short(cite, document["as_of"], known[cite], law)
        for cite in cites
        if cite in known
    }


def _short(cite: str, day: str, found: Mapping[str, Any], law: Law) -> dict[str, str]:
    """The short names that an older answer lacks, if the law knows the same text."""
    if "short" in found:
        return {}
    source = law.source(cite, day)
    if source is None or source.instrument.title != found["title"]:
        return {}
    return {"short": short(source, "en"), "short_zh": short(source, "zh")}


def _service(found: ServiceChange) -> dict[str, Any]:
    return {
        "service": found.service,
        "code": found.code,
        "only": found.only,
        "status": list(found.status),
        "values": [
            {"key": c.about, "before": c.before, "after": c.after}
            for c in found.changes
            if c.about in VALUES
        ],
        "items": [
            {"list": c.about, "id": c.id, "before": c.before, "after": c.after}
            for c in found.changes
            if c.about not in VALUES
        ],
        "routes": [
            route._asdict() | {"checks": [_check(check) for check in route.checks]}
            for route in found.routes
        ],
    }


def _check(change: Change) -> dict[str, Any]:
    return {"id": change.id, "before": change.before, "after": change.after}


def _names(
    services: Iterable[Mapping[str, Any]], law: Law, lang: Lang
) -> dict[str, dict[str, str]]:
    """The names of everything that a page about the change speaks of."""
    found = list(services)
    spoken = {
        "services": (item["service"] for item in found),
        "routes": (id for item in found for id in _routes(item)),
        "authorities": (id for item in found for id in _asked(item)),
        "bans": (c["id"] for i in found for r in i["routes"] for c in r["checks"]),
    }
    books: dict[str, Mapping[str, Any]] = {
        "services": {**law.products, **law.services},
        "routes": law.routes,
        "authorities": law.authorities,
        "bans": law.prohibitions,
    }
    return {
        kind: {id: _name(books[kind][id], lang) for id in ids if id in books[kind]}
        for kind, ids in spoken.items()
    }


def _name(record: Any, lang: Lang) -> str:
    zh = chinese(lang)
    if hasattr(record, "en"):
        return str(record.zh if zh else record.en)
    return str(record.title_zh if zh else record.title)


def _routes(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (route["id"] for route in item["routes"])
    for cure in item["items"]:
        if cure["list"] == "cures":
            sides = filter(None, (cure["before"], cure["after"]))
            yield from (side["route"] for side in sides)
    for value in item["values"]:
        if value["key"] == "route":
            yield from filter(None, (value["before"], value["after"]))


def _asked(item: Mapping[str, Any]) -> Iterator[str]:
    for found in item["items"]:
        if found["list"] == "open_questions":
            sides = filter(None, (found["before"], found["after"]))
            yield from (side["ask"] for side in sides)
