"""Which tests a record must have beside it, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from vatscheck.engine.space import YES
from vatscheck.law.book import Law
from vatscheck.law.days import shifted
from vatscheck.law.findings import Finding, subject
from vatscheck.law.models import Check, Prohibition, Route, Use, in_force
from vatscheck.law.offers import Product, Proviso
from vatscheck.upkeep.duty_tests import (
    ACCESS,
    STANDS,
    Cases,
    of_duty,
    of_each_duty,
    stands,
    told_of_duties,
)
from vatscheck.upkeep.written import Written

SHARE = "foreign-at-most"
"""The check whose value is the cap of a route."""


def minimum(
    law: Law, tests: Sequence[Written], ids: set[str] | None = None
) -> list[Finding]:
    """Return which tests routes, prohibitions and duties lack; `ids` = only of these."""
    cases = [test.case for test in tests]
    found: list[Finding] = []
    for route in law.routes.values():
        found += _of_route(law, route, cases)
    for ban in law.prohibitions.values():
        found += _of_prohibition(ban, cases, law.head.starts)
        found += _of_exceptions(law, ban, cases)
    told = told_of_duties(cases)
    mine = of_each_duty(cases)
    for duty in law.duties.values():
        about = told.get(duty.id, []), mine.get(duty.id, [])
        found += of_duty(law, duty, *about)
    for product in law.products.values():
        found += _of_product(product, cases)
    for proviso in law.provisos.values():
        found += _of_proviso(proviso, cases, law.head.starts)
    return [finding for finding in found if ids is None or finding.id in ids]


def _of_route(law: Law, route: Route, cases: Cases) -> Iterator[Finding]:
    """A yes, a no with its check, an unknown, both sides of each boundary and cap."""
    about = subject(route)
    mine = [case for case in cases if case.get("route") == route.id]
    told = [
        (str(case["as_of"]), expect["routes"][route.id], expect)
        for case in mine
        for expect in case["expect"]
        if route.id in expect.get("routes", {})
    ]
    outcomes = {outcome for _, outcome, _ in told}
    if not outcomes & YES:
        yield about.finding("lint-no-yes")
    if not any(e.get("failing", {}).get(route.id) for _, _, e in told):
        yield about.finding("lint-no-no")
    if "undetermined" not in outcomes and not _always_known(law, route):
        yield about.finding("lint-no-unknown")
    days = {day for day, _, _ in told}
    for day in sorted(_boundaries(route, law.head.starts) - days):
        yield about.finding("lint-no-day-tested", day=day)
    yield from _of_cap(route, mine)


def _always_known(law: Law, route: Route) -> bool:
    """Whether no check of a route can be open, whatever a profile leaves out."""
    return all(
        _never_open(law.checks.get(use.check), use)
        for version in route.version
        for use in version.when
    )


def _never_open(check: Check | None, use: Use) -> bool:
    """Whether any share will do, or silence has one fixed reading."""
    if use.check == SHARE and use.value == 100:
        return True
    return check is not None and (check.left_out is not None or check.fact in ACCESS)


def _boundaries(route: Route, starts: str) -> set[str]:
    """The first day of each version and the day before, the last and the day after."""
    days: set[str] = set()
    for version in route.version:
        days |= {version.from_, shifted(version.from_, -1)}
        if version.to:
            days |= {version.to, shifted(version.to, 1)}
    return {day for day in days if day >= starts}


def _of_cap(route: Route, mine: Cases) -> Iterator[Finding]:
    """The greatest cap has to be tested at it, within one point under, and over it."""
    uses = [use for version in route.version for use in version.when]
    caps = [use.value for use in uses if use.check == SHARE and use.value < 100]
    if not caps:
        return
    cap = max(caps)
    shares = list(_foreign_shares(mine))
    tried = {
        "at": cap in shares,
        "under": any(cap - 1 < share < cap for share in shares),
        "over": any(cap < share < cap + 1 for share in shares),
    }
    for side, done in tried.items():
        if not done:
            yield subject(route).finding(f"lint-no-cap-{side}", cap=cap)


def _of_product(product: Product, cases: Cases) -> Iterator[Finding]:
    """What it needs is tested: by itself, or by the services that it opens into."""
    mine = [case for case in cases if case.get("product") == product.id]
    expects = [expect for case in mine for expect in case["expect"]]
    if product.need == "licence":
        told = {expect["service"] for expect in expects}
        wanted = set(product.services)
    else:
        told = {
            e["need"] for e in expects if e["service"] == product.id and "need" in e
        }
        wanted = {product.need}
    for need in sorted(wanted - told):
        yield subject(product).finding("lint-no-need", need=need)


def _of_proviso(proviso: Proviso, cases: Cases, starts: str) -> Iterator[Finding]:
    """It holds and spares, and both sides of its first and its last day."""
    about = subject(proviso)
    mine = [case for case in cases if case.get("proviso") == proviso.id]
    held, spared = (
        {
            str(case["as_of"])
            for case in mine
            for expect in case["expect"]
            if proviso.id in expect.get(key, ())
        }
        for key in ("provisos", "no_provisos")
    )
    days = {proviso.from_: held, shifted(proviso.from_, -1): spared}
    if proviso.to:
        days |= {proviso.to: held, shifted(proviso.to, 1): spared}
    for day, told in days.items():
        if day > starts and day not in told:
            yield about.finding("lint-no-day-tested", day=day)
    if not held:
        yield about.finding("lint-no-proviso")
    if not spared:
        yield about.finding("lint-no-sparing")


def _foreign_shares(mine: Cases) -> Iterator[Decimal]:
    for case in mine:
        for owner in case["profile"].get("owners", ()):
            share = owner.get("share")
            if owner.get("jurisdiction") != "CN" and isinstance(share, int | Decimal):
                yield Decimal(share)


def _of_prohibition(ban: Prohibition, cases: Cases, starts: str) -> Iterator[Finding]:
    """It refuses, it spares, and both sides of its start."""
    about = subject(ban)
    mine = _of_ban(ban, cases)
    expects = [expect for case in mine for expect in case["expect"]]
    failing = {
        check
        for expect in expects
        for checks in expect.get("failing", {}).values()
        for check in checks
    }
    if ban.id not in failing:
        yield about.finding("lint-no-refusal")
    if not any(expect.get("status") in YES for expect in expects):
        yield about.finding("lint-no-yes")
    days = {str(case["as_of"]) for case in mine}
    if ban.from_ > starts:
        for day in sorted({ban.from_, shifted(ban.from_, -1)} - days):
            yield about.finding("lint-no-day-tested", day=day)


def _of_ban(ban: Prohibition, cases: Cases) -> list[dict[str, Any]]:
    """The tests that are written for a prohibition."""
    return [case for case in cases if case.get("prohibition") == ban.id]


def _of_exceptions(law: Law, ban: Prohibition, cases: Cases) -> Iterator[Finding]:
    """Each area that it spares: inside, outside, not known, and both sides of its days."""
    about, mine = subject(ban), _of_ban(ban, cases)
    days = {str(case["as_of"]) for case in mine}
    for spared in ban.unless:
        stood = {
            stands(law, str(case["as_of"]), case["profile"], spared.area)
            for case in mine
            if in_force(spared, str(case["as_of"]))
        }
        for stand, lack in STANDS.items():
            if stand not in stood:
                yield about.finding(lack, area=spared.area)
        marks = {spared.from_, shifted(spared.from_, -1)}
        marks |= {spared.to, shifted(spared.to, 1)} if spared.to else set()
        for day in sorted(marks - days):
            yield about.finding("lint-no-day-tested", day=day)
