"""How a value is compared with what a rule wants: the only place where this is decided.

Every check of a route, a prohibition or a condition, and every test of a duty, a paper,
a step or another way compares with one of these operators. The tables say which facts a
rule can read at all, and which operators may read them; the law that asks for anything
else is refused when it is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SHARES = ("at_most", "below", "above", "at_least")
LISTS = ("any_of", "none_of")
NUMBERS = (*SHARES, "is")

OPERATORS: Mapping[str, tuple[str, ...]] = {
    "yes-no": ("is",),
    "number": NUMBERS,
    "amount": NUMBERS,
    "share": SHARES,
    "one": ("is", *LISTS),
    "several": LISTS,
    "place": ("within", "outside"),
    "places": ("within", "outside", "beside"),
    "customers": ("reach", "any_of"),
}
"""Which operators may read a fact, by its kind.

A `number` is whole, an `amount` may have a fraction. A `share` may be known as a range
only, of which nothing can be said to be one value. Customers are areas, and words.
"""
CHECKED: Mapping[str, str] = {
    "registration.place": "place",
    "registration.legal_form": "one",
    "registration.listed": "yes-no",
    "registration.market": "one",
    "servers.places": "places",
    "services.serves": "customers",
    "services.content": "several",
    "ownership.foreign": "share",
    "ownership.listed_foreign": "share",
    "ownership.state": "share",
    "ownership.supplier": "share",
    "ownership.other_foreign": "share",
    "ownership.largest_chinese": "yes-no",
    "ownership.hkscc_only": "yes-no",
    "ownership.track_record": "one",
}
"""The kind of each fact that a check of a route, prohibition or condition can read.

Beside them it reads facts of `[facts]`, by their type, but for how shares are counted.
"""
TESTED: Mapping[str, str] = {
    "registration.place": "place",
    "registration.capital_cny": "amount",
    "registration.legal_form": "one",
    "servers.mainland": "yes-no",
    "services.id": "one",
    "services.coverage": "one",
    "services.content": "several",
    "ownership.foreign": "share",
    "ownership.state": "share",
    "route.area": "one",
}
"""The kind of each fact that a test of a duty, paper, step or other way can read.

Beside them it reads facts of `[facts]`, by their type.
"""
CERTIFIED = ("ownership.supplier", "ownership.other_foreign")
"""The facts that hang on whose certificates count: a check on them says `of`."""
SUPPLIERS = ("HK", "MO")
"""The homes of service suppliers (CEPA)."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "ownership.track_record": ("none", "failed", "proved", "unstated"),
    "services.serves": ("nationwide", "abroad", "foreign-invested-enterprises"),
}
"""What a check can compare with where no record of the law lists it."""
PLACED = ("within", "outside")
"""The operators that compare a place with an area."""
COUNTING = "facts.counting"
"""How shares are counted: read with the owners, never by itself."""


def kind_read(fact: str, type: str | None, *, checked: bool) -> str | None:
    """Return the kind of a fact as a check or a test reads it, none where it cannot.

    `type` is that of a fact of `[facts]`, `checked` whether a check reads it.
    """
    if fact.startswith("facts."):
        return None if checked and fact == COUNTING else type
    return (CHECKED if checked else TESTED).get(fact)


def readable(*, checked: bool) -> tuple[str, ...]:
    """Return the facts that a check, or else a test, can read."""
    return (*(CHECKED if checked else TESTED), "facts.*")


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
