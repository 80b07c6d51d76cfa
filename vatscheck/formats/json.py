"""A document as JSON: exact numbers, equal bytes for equal input, a digest of its own."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from pydantic_core import to_json

from vatscheck.formats import inert


def plain(value: Any) -> Any:
    """Return a value with exact decimals as JSON numbers: whole ones without a point."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def written(document: dict[str, Any], *, indent: bool = True) -> str:
    """Return a document as JSON text, indented or on one line."""
    return inert.json(to_json(document, indent=1 if indent else None).decode())


def digest(document: dict[str, Any]) -> str:
    """Return `sha256:` and the hash of a document without its own `digest`.

    Hashed are its bytes as JSON with sorted keys and no blanks, in UTF-8.
    """
    found = {key: value for key, value in document.items() if key != "digest"}
    text = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
