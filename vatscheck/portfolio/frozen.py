"""Raw data of a profile that can be looked up: equal values, and only they, are equal.

A table is a tuple of pairs of key and value, a number the bytes of its text: Python
takes `1`, `1.0` and `true` for the same, and a binary fraction is no decimal.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal, InvalidOperation
from marshal import dumps
from typing import Any

from vatscheck.profile.problems import Loc, Problem, ProfileError

Pairs = tuple[tuple[str, Any], ...]
"""A table as it was written, with a key that stands twice."""
PLAIN = 2
"""The form of Python's own bytes in which equal values are written alike."""
LONGEST = 4_000
"""How many digits of a whole number are read as such: beyond it is no sum of money."""


def frozen(value: Any) -> Any:
    """Return raw data of dictionaries, lists and numbers in the form that is looked up."""
    if isinstance(value, Mapping):
        return tuple((key, frozen(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return [frozen(inner) for inner in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value).encode()
    return value


def thawed(value: Any, loc: Loc = ()) -> Any:
    """Return frozen data as dictionaries, lists and exact numbers; `null` is left out.

    Raises `ProfileError` for a key that stands twice, and for a number without end.
    """
    if isinstance(value, tuple):
        return _table(value, loc)
    if isinstance(value, list):
        return [thawed(inner, (*loc, at)) for at, inner in enumerate(value)]
    return _number(value, loc) if isinstance(value, bytes) else value


def _table(pairs: Pairs, loc: Loc) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            problem = Problem("twice", (*loc, key), {"found": key})
            raise ProfileError("", [problem])
        found[key] = thawed(value, (*loc, key))
    return {key: value for key, value in found.items() if value is not None}


def _number(text: bytes, loc: Loc) -> int | Decimal:
    try:
        if len(text) < LONGEST and not set(text) & set(b".eE"):
            return int(text)
        return Decimal(text.decode())
    except (InvalidOperation, ValueError):
        parts = {"found": text[:LONGEST].decode()}
        raise ProfileError("", [Problem("number-form", loc, parts)]) from None


def key(value: Any) -> Hashable:
    """Return frozen data in a form that can be looked up: as bytes, all types kept."""
    try:
        return dumps(value, PLAIN)
    except ValueError:  # a day, which only a profile in TOML has
        return _hashable(value)


def _hashable(value: Any) -> Hashable:
    """Frozen data with its lists as tuples that no table is equal to."""
    if isinstance(value, list):
        return ("[", *map(_hashable, value))
    if isinstance(value, tuple):
        return tuple(map(_hashable, value))
    return value if isinstance(value, str) else (type(value).__name__, value)


def bare(owners: Any) -> Any:
    """Return frozen owners without their names, which no rule reads.

    Of what is no list of tables, and of a name that is no text, nothing is left out.
    """
    if owners.__class__ is not list:
        return owners
    found = []
    for owner in owners:
        rest = owner
        if owner.__class__ is tuple:
            for at, (name, value) in enumerate(owner):
                if name == "name" and value.__class__ is str:
                    rest = owner[:at] + owner[at + 1 :]
                    break
            for at, (name, value) in enumerate(rest):
                if name == "owners":
                    rest = (*rest[:at], (name, bare(value)), *rest[at + 1 :])
        found.append(rest)
    return found
