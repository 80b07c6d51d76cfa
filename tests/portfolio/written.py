"""A company as JSON with every digit of its decimals, as no encoder of Python has them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def written(data: Any) -> str:
    """Return raw data of a profile as JSON on one line."""
    if isinstance(data, dict):
        pairs = (f"{json.dumps(key)}:{written(value)}" for key, value in data.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(data, list):
        return "[" + ",".join(map(written, data)) + "]"
    if isinstance(data, Decimal):
        return str(data)
    return json.dumps(data, ensure_ascii=False)
