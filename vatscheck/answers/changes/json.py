"""The difference as a JSON document: `vatscheck/whatif/1` or `vatscheck/compare/1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vatscheck.answers.changes.difference import VALUES, Change, ServiceChange, cited
from vatscheck.answers.changes.interface import Compared
from vatscheck.answers.document import head
from vatscheck.answers.interface import Page
from vatscheck.formats.json import written
from vatscheck.law.book import Law


def render(compared: Compared, law: Law, page: Page) -> str:
    """Return the document as text."""
    found = compared.difference
    cites = list(dict.fromkeys(cited(found.services, whole=True)))
    edits: dict[str, Any] = {}
    if compared.edits is not None:
        edits = {"set": list(compared.edits.set), "unset": list(compared.edits.unset)}
    document = {
        **head(compared.name, law),
        **edits,
        "before": _side(compared.before),
        "after": _side(compared.after),
        "same": not found.services,
        "same_language": compared.texts,
        "services": [_service(item) for item in found.services],
        "instruments": [item._asdict() for item in found.instruments],
        "citations": {
            "before": _citations(compared.before, cites),
            "after": _citations(compared.after, cites),
        },
    }
    return written(document)


def _side(document: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer is about, without what it says."""
    keys = ("tool", "law", "as_of", "profile", "ownership")
    return {key: document[key] for key in keys}


def _citations(document: Mapping[str, Any], cites: Iterable[str]) -> dict[str, Any]:
    known = document["citations"]
    return {cite: known[cite] for cite in cites if cite in known}


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
