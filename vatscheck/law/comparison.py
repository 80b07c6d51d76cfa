"""How a value is compared with what a rule wants: the only place where this is decided.

Every check of a route, a prohibition or a condition, and every test of a duty, compares
with one of these operators; which of them a fact may be compared with is part of the
law's own lint.
"""

from __future__ import annotations

from typing import Any

SHARES = ("at_most", "below", "above", "at_least")
LISTS = ("any_of", "none_of")
NUMBERS = (*SHARES, "is")


def holds(op: str, wanted: Any, value: Any) -> bool:
    """Return whether a known value meets what is wanted of it.

    Of several values one in the wanted list is enough for `any_of`. Numbers are exact:
    whole ones, decimals or fractions. Raises `ValueError` for an operator on places.
    """
    if op == "is":
        return bool(value == wanted)
    if op in LISTS:
        several = isinstance(value, list | tuple | frozenset)
        apart = set(value).isdisjoint(wanted) if several else value not in wanted
        return apart == (op == "none_of")
    if op in ("at_most", "above"):
        return bool(value <= wanted) == (op == "at_most")
    if op in ("below", "at_least"):
        return bool(value < wanted) == (op == "below")
    raise ValueError(f"{op} compares places, not single values")
