"""A firm's own records on top of a law: added ones, and ones in the place of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vatscheck.law.book import BUILT, Law, load_law
from vatscheck.law.layers import Overlay
from vatscheck.law.models import KINDS, Head
from vatscheck.law.rules import records


def overlaid(overlay: Overlay, found: Iterable[Any]) -> Law:
    """Return the bundled law with the records of an overlay put into it."""
    law = load_law(BUILT)
    law.overlay = overlay
    return _with(law, found)


def whole(head: Head, found: Iterable[Any]) -> Law:
    """Return a law that consists of these records and no others."""
    law = Law(f"head {_json(head)}".encode())
    return _with(law, found)


def _json(head: Head) -> str:
    import json

    return json.dumps(head)


def _with(law: Law, found: Iterable[Any]) -> Law:
    kinds = {record: kind for kind, record in KINDS.items()}
    for record in found:
        books: Any = records(law, kinds[type(record)])
        books.put(record)
    return law
