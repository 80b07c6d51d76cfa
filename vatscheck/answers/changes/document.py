"""The difference as a document: `vatscheck/whatif/1` or `vatscheck/compare/1`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vatscheck.answers.changes.difference import (
    VALUES,
    Change,
    ServiceChange,
    cited,
)
from vatscheck.answers.changes.interface import Compared
from vatscheck.answers.changes.page import lay
from vatscheck.answers.document import Document, head
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, chinese
from vatscheck.words.citations import short


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
