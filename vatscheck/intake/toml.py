"""A profile as TOML, from its data; or other owners in a profile that has comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

HEAD = "#:schema schema.json\n"
"""What tells an editor how a profile is built: the schema lies beside it."""
ORDER = ("schema", "name", "products", "registration", "servers", "owners", "services")
"""The order of the tables in a profile; facts and tasks come last."""


HEADER = re.compile(r"[ \t]*\[")
OWNERS = re.compile(r"[ \t]*\[\[[ \t]*owners[ \t]*(\.[^\]]*)?\]\]")
"""How the header of any table begins, and one of the owners' tables."""


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


def with_owners(text: str, owners: list[dict[str, Any]]) -> bytes:
    """Return a sound TOML text with other owners; all else stays, comments too."""
    fresh = _tables(owners)
    lines = text.splitlines(keepends=True)
    kept, at = [], None
    for block in _blocks(lines):
        if not OWNERS.match(block[0]):
            kept += block
            continue
        at = len(kept) if at is None else at
        kept += block[_last_key(block) :]
    changed = "".join([*kept[:at], *fresh, *kept[at:]]) if at is not None else text
    if _same(changed, text, fresh):
        return changed.encode()
    import tomlkit  # owners written in another way, or none at all yet

    document = tomlkit.parse(text)
    document["owners"] = tomlkit.parse("".join(fresh))["owners"]
    return tomlkit.dumps(document).encode()


def _same(changed: str, text: str, fresh: list[str]) -> bool:
    """Whether nothing but the owners has changed."""
    wanted = tomllib.loads(text) | tomllib.loads("".join(fresh))
    try:
        return tomllib.loads(changed) == wanted
    except tomllib.TOMLDecodeError:  # what looked like a table stood in a text
        return False


def _tables(owners: list[dict[str, Any]]) -> list[str]:
    """Owners as lines, one table each."""
    import tomli_w

    tables = [f"[[owners]]\n{tomli_w.dumps(_plain(owner))}" for owner in owners]
    return "\n".join(tables).splitlines(keepends=True)


def _blocks(lines: list[str]) -> list[list[str]]:
    """The lines of a file, a new block at every header."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if HEADER.match(line) and blocks[-1]:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _last_key(block: list[str]) -> int:
    """How many lines a table takes up to its last key; what follows are comments."""
    size = len(block)
    while size > 1 and (
        not block[size - 1].strip() or block[size - 1].lstrip()[0] == "#"
    ):
        size -= 1
    return size
