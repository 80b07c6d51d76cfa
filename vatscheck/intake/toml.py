"""A profile as TOML, from its data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

HEAD = "#:schema schema.json\n"
"""What tells an editor how a profile is built: the schema lies beside it."""
ORDER = ("schema", "name", "products", "registration", "servers", "owners", "services")
"""The order of the tables in a profile; facts and tasks come last."""


def written(data: Mapping[str, Any], comment: str) -> bytes:
    """Return a profile's data as the bytes of a file that begins with a comment."""
    import tomli_w

    ordered = {key: data[key] for key in ORDER if key in data}
    text = tomli_w.dumps(_plain({**ordered, **data}))
    lines = "".join(f"# {line}\n" for line in comment.splitlines())
    return f"{HEAD}{lines}\n{text}".encode()


def _plain(value: Any) -> Any:
    """Whole numbers as integers, so that 50 is written as 50."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
