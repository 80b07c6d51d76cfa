"""Whether every check is given a value that it can compare with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.findings import Finding, Subject, subject
from vatscheck.law.models import Check, Use
from vatscheck.law.rules import readiness, uses

SHARES = ("at_most", "below", "above", "at_least")
LISTS = ("any_of", "none_of")
REACHES = ("nationwide", "abroad", "foreign-invested-enterprises", "area:", "part:")

NUMBERS = ("at_most", "below", "above", "at_least", "is")
COMPARES = {
    "registration.place": ("within", "outside"),
    "servers.places": ("within", "outside", "beside"),
    "services.serves": ("reach", "any_of"),
    "services.content": ("any_of", "none_of"),
    "ownership.": NUMBERS,
    "registration.capital_cny": NUMBERS,
    "registration.listed": ("is",),
    "registration.legal_form": ("is", "any_of", "none_of"),
    "facts.": ("is", "any_of"),
}
"""Which operators the engine can apply to a fact, by how its name begins."""


def operators(law: Law) -> Iterator[Finding]:
    """Find kinds of check whose operator does not suit their fact."""
    for check in law.checks.values():
        allowed = next((o for f, o in COMPARES.items() if check.fact.startswith(f)), ())
        if check.op not in allowed:
            parts = {"op": check.op, "fact": check.fact, "allowed": ", ".join(allowed)}
            yield subject(check).finding("lint-operator", **parts)


def value_names(law: Law) -> Iterator[Finding]:
    """Find facts whose values do not all have their Chinese name."""
    for fact in law.facts.values():
        if fact.values and len(fact.values) != len(fact.chinese):
            yield subject(fact).finding("lint-value-names")


def values(law: Law) -> Iterator[Finding]:
    """Find values of the wrong kind, shares beyond 100, and reaches that are no reach."""
    for about, use in uses(law):
        if use.check in law.checks:
            yield from _use(about, law.checks[use.check], use)
    for rule in (*readiness(law), *law.provisos.values()):
        for tests in (*rule.when, *getattr(rule, "met", ())):
            for test in tests:
                yield from _value(subject(rule), test.fact, test.op, test.value)
    for route in law.routes.values():
        for version in route.version:
            for limit in version.reach:
                if not limit.startswith(REACHES):
                    parts = {"found": limit, "allowed": ", ".join(REACHES)}
                    yield subject(route).finding("lint-reach", **parts)


def _use(about: Subject, check: Check, use: Use) -> Iterator[Finding]:
    found = list(_value(about, use.check, check.op, use.value))
    yield from found
    share = check.fact.startswith("ownership.") and check.op in SHARES
    if share and not found and not 0 <= use.value <= 100:
        yield about.finding("lint-share", name=use.check, found=use.value)


def _value(about: Subject, name: str, op: str, value: Any) -> Iterator[Finding]:
    """What a check or test compares with, against what its operator takes."""
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    number = number and Decimal(value).is_finite()
    if op in SHARES and not number:
        yield about.finding("lint-wants-number", name=name, found=value)
    elif op in LISTS and not (isinstance(value, list) and value):
        yield about.finding("lint-wants-list", name=name, found=value)
    elif op == "is" and value is None:
        yield about.finding("lint-wants-value", name=name)
