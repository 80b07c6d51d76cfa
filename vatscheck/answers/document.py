"""What every JSON document has: its head, exact numbers, and how it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic_core import to_json

from vatscheck import __version__
from vatscheck.answers.overlay import overlay_object
from vatscheck.formats import inert
from vatscheck.law.book import Law, Source


def head(schema: str, law: Law) -> dict[str, Any]:
    """Return the first keys of a document: its schema, the tool, the law it rests on."""
    found = law.head
    return {
        "schema": f"vatscheck/{schema}/1",
        "tool": __version__,
        "law": {
            "version": found.version,
            "digest": found.digest,
            "verified_on": found.verified_on,
            **overlay_object(law),
        },
    }


def plain(value: Any) -> Any:
    """Return a value with exact decimals as JSON numbers: whole ones without a point."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def citation(source: Source) -> dict[str, Any]:
    """Return an instrument as it is cited in a document."""
    item = source.instrument
    return {
        "title": item.title,
        "title_zh": item.title_zh,
        "number": item.number,
        "article": source.article,
        "issued": item.issued,
        "in_force": [item.from_, item.to],
        "url": item.url,
        "grade": item.grade,
    }


def written(document: dict[str, Any], *, indent: bool = True) -> str:
    """Return a document as JSON text, indented or on one line."""
    return inert.json(to_json(document, indent=1 if indent else None).decode())
