"""Whether rules read facts that they can read, and compare them with fitting values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.comparison import (
    CERTIFIED,
    LISTS,
    OPERATORS,
    SUPPLIERS,
    VALUES,
    kind_read,
    readable,
)
from vatscheck.law.duties import PLACE
from vatscheck.law.findings import Finding, Subject, subject
from vatscheck.law.models import Check, Use
from vatscheck.law.rules import readiness, tests, uses

REACHES = ("nationwide", "abroad", "foreign-invested-enterprises", "area:", "part:")
NO_CONTENT = "none"
"""The kind of content that a profile states where there is none: no rule can read it."""


def operators(law: Law) -> Iterator[Finding]:
    """Find facts that are read where they cannot be, and by operators that cannot.

    A check that no rule uses may word what a duty wants of a fact that only duties read.
    A duty that limits is judged once, whatever other places the answer is tried in.
    """
    for check in law.checks.values():
        checked = _reads(law, check.fact, checked=True)
        wording = not checked and _reads(law, check.fact, checked=False)
        about = subject(check)
        yield from _read(law, about, check.fact, check.op, checked=not wording)
        fact = law.facts.get(check.fact)
        if check.left_out and fact and fact.type != "yes-no":
            yield about.finding("lint-left-out", fact=check.fact)
    for about, use in uses(law):
        used = law.checks.get(use.check)
        if used and not _reads(law, used.fact, checked=True):
            yield from _read(law, about, used.fact, used.op, checked=True)
    for rule in readiness(law):
        for test in tests(rule):
            yield from _read(law, subject(rule), test.fact, test.op, checked=False)
    for duty in law.duties.values():
        if duty.limits and any(test.fact == PLACE for test in duty.tests):
            yield subject(duty).finding("lint-limits-by-place", fact=PLACE)


def _reads(law: Law, fact: str, *, checked: bool) -> bool:
    known = law.facts.get(fact)
    return bool(known and kind_read(fact, known.type, checked=checked))


def _read(
    law: Law, about: Subject, fact: str, op: str, *, checked: bool
) -> Iterator[Finding]:
    """An unknown fact, and one without its type, are found elsewhere."""
    if not _typed(law, fact):
        return
    kind = kind_read(fact, law.facts[fact].type, checked=checked)
    if kind is None:
        allowed = ", ".join(readable(checked=checked))
        parts = {"op": op, "fact": fact, "allowed": allowed}
        yield about.finding("lint-unread", **parts)
    elif op not in OPERATORS[kind]:
        parts = {"op": op, "fact": fact, "allowed": ", ".join(OPERATORS[kind])}
        yield about.finding("lint-operator", **parts)


def _typed(law: Law, fact: str) -> bool:
    known = law.facts.get(fact)
    return known is not None and bool(known.type or not fact.startswith("facts."))


def facts(law: Law) -> Iterator[Finding]:
    """Find facts without a type, without their values, or values without Chinese names."""
    for fact in law.facts.values():
        if not _typed(law, fact.id):
            yield subject(fact).finding("lint-fact-type")
        if fact.type in ("one", "several") and not fact.values:
            yield subject(fact).finding("lint-fact-values", type=fact.type)
        if fact.values and len(fact.values) != len(fact.chinese):
            yield subject(fact).finding("lint-value-names")


def values(law: Law) -> Iterator[Finding]:
    """Find values of the wrong kind, shares beyond 100, and reaches that are no reach."""
    for about, use in uses(law):
        check = law.checks.get(use.check)
        if check and (kind := _kind(law, check.fact, check.op, checked=True)):
            yield from _value(about, use.check, kind, check.op, use.value)
            yield from _suppliers(about, check, use)
    for rule in (*readiness(law), *law.provisos.values()):
        for test in tests(rule):
            if kind := _kind(law, test.fact, test.op, checked=False):
                yield from _value(subject(rule), test.fact, kind, test.op, test.value)
    for route in law.routes.values():
        for version in route.version:
            for limit in version.reach:
                if not limit.startswith(REACHES):
                    parts = {"found": limit, "allowed": ", ".join(REACHES)}
                    yield subject(route).finding("lint-reach", **parts)


def _kind(law: Law, fact: str, op: str, *, checked: bool) -> str | None:
    """The kind of a fact that an operator may read, none where that is refused anyway."""
    if not _typed(law, fact):
        return None
    kind = kind_read(fact, law.facts[fact].type, checked=checked)
    return kind if kind and op in OPERATORS[kind] else None


def _suppliers(about: Subject, check: Check, use: Use) -> Iterator[Finding]:
    """Whose certificates count has to be said where a check hangs on it, and only there."""
    if check.fact in CERTIFIED:
        if not use.of or not set(use.of) <= set(SUPPLIERS):
            homes = ", ".join(f'"{home}"' for home in SUPPLIERS)
            yield about.finding("lint-of", name=use.check, allowed=homes)
    elif use.of:
        yield about.finding("lint-no-of", name=use.check)


def _value(
    about: Subject, name: str, kind: str, op: str, value: Any
) -> Iterator[Finding]:
    """What a check or test compares with, against what its operator takes of a fact."""
    if op == "reach":
        wrong = "lint-wants-nothing" if value is not None else ""
    elif value is None:
        wrong = "lint-wants-value"
    elif op in LISTS:
        texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
        wrong = "" if texts and value else "lint-wants-list"
    else:
        wrong = WRONG[kind](value)
    if wrong:
        yield about.finding(wrong, name=name, found=value)


def _word(value: Any) -> str:
    return "" if isinstance(value, str) else "lint-wants-one"


def _yes_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "lint-wants-yes-no"


def _whole(value: Any) -> str:
    return "" if type(value) is int and value >= 0 else "lint-wants-whole"


def _amount(value: Any) -> str:
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not (number and Decimal(value).is_finite()):
        return "lint-wants-number"
    return "" if value >= 0 else "lint-wants-amount"


def _share(value: Any) -> str:
    wrong = _amount(value)
    beyond = wrong == "lint-wants-amount" or (not wrong and value > 100)
    return "lint-share" if beyond else wrong


WRONG = {
    "yes-no": _yes_no,
    "number": _whole,
    "amount": _amount,
    "share": _share,
    "one": _word,
    "place": _word,
    "places": _word,
}
"""What tells which sentence says that a single value does not fit a kind of fact."""


def listed(law: Law, fact: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the kind of record that lists the values of a fact, and them, if any does."""
    named = {
        "services.content": ("content", law.contents),
        "services.id": ("service", (*law.services, *law.products)),
        "route.area": ("area", law.areas),
    }
    if fact in named:
        kind, known = named[fact]
        return kind, tuple(id for id in known if (kind, id) != ("content", NO_CONTENT))
    words = VALUES.get(fact) or (law.facts[fact].values if fact in law.facts else ())
    return ("value", tuple(words)) if words else None
