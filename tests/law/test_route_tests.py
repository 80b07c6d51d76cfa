"""The data tests beside the law records: that they hold, and that none is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cases import load_cases, wrong
from vatscheck.law.book import Law, load_law
from vatscheck.law.compile import DATA
from vatscheck.law.models import Route

FILES = sorted(DATA.rglob("*.tests.toml"))
EVERY = [test for path in FILES for test in load_cases(path, "test")]
LAW = load_law()
YES = {"licensable", "conditional"}


@pytest.mark.parametrize("test", EVERY, ids=[test["id"] for test in EVERY])
def test_beside_the_record(law: Law, test: dict[str, Any]) -> None:
    assert wrong(law, test) == [], test["title"]


def test_every_test_has_an_id_of_its_own() -> None:
    ids = [test["id"] for test in EVERY]
    assert len(set(ids)) == len(ids)


def of_route(id: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The tests of a route: day, its expected outcome, and the expectation."""
    return [
        (str(test["as_of"]), expect["routes"][id], expect)
        for test in EVERY
        if test.get("route") == id
        for expect in test["expect"]
        if id in expect.get("routes", {})
    ]


@pytest.mark.parametrize("id", LAW.routes)
def test_a_route_has_its_yes_its_no_and_its_unknown(id: str) -> None:
    outcomes = {outcome for _, outcome, _ in of_route(id)}
    assert outcomes & YES
    assert "not_licensable" in outcomes
    if not always_known(LAW.routes[id]):
        assert "undetermined" in outcomes
    refused = [e for _, outcome, e in of_route(id) if outcome == "not_licensable"]
    assert any(e.get("failing", {}).get(id) for e in refused)


def always_known(route: Route) -> bool:
    """Whether no fact that a route reads can be open: it takes any share, anywhere."""
    return all(
        use.check == "foreign-at-most" and use.value == 100
        for version in route.version
        for use in version.when
    )


def boundary_days(route: Route) -> set[str]:
    """The first day of each version and the day before, the last and the day after."""
    days: set[str] = set()
    for version in route.version:
        first = date.fromisoformat(version.from_)
        days |= {first.isoformat(), (first - timedelta(days=1)).isoformat()}
        if version.to:
            last = date.fromisoformat(version.to)
            days |= {last.isoformat(), (last + timedelta(days=1)).isoformat()}
    return {day for day in days if day >= LAW.head.starts}


@pytest.mark.parametrize("id", LAW.routes)
def test_a_route_is_tested_on_both_sides_of_every_boundary(id: str) -> None:
    tested = {day for day, _, _ in of_route(id)}
    assert boundary_days(LAW.routes[id]) <= tested


@pytest.mark.parametrize("id", LAW.routes)
def test_a_route_with_a_cap_is_tested_at_it_under_and_over(id: str) -> None:
    route = LAW.routes[id]
    caps = {
        use.value
        for version in route.version
        for use in version.when
        if use.check == "foreign-at-most" and use.value < 100
    }
    if not caps:
        return
    shares = {
        float(owner["share"])
        for test in EVERY
        if test.get("route") == id
        for owner in test["profile"].get("owners", ())
        if isinstance(owner.get("share"), int | float)
        or hasattr(owner.get("share"), "as_tuple")
        if owner.get("jurisdiction") != "CN"
    }
    cap = max(caps)
    assert cap in shares
    assert any(cap - 1 < share < cap for share in shares)
    assert any(cap < share < cap + 1 for share in shares)


@pytest.mark.parametrize("id", LAW.prohibitions)
def test_a_prohibition_refuses_spares_and_asks(id: str) -> None:
    mine = [test for test in EVERY if test.get("prohibition") == id]
    expects = [expect for test in mine for expect in test["expect"]]
    failing = [
        check
        for expect in expects
        for checks in expect.get("failing", {}).values()
        for check in checks
    ]
    assert id in failing
    assert any(expect["status"] in YES for expect in expects)
    days = {str(test["as_of"]) for test in mine}
    rule = LAW.prohibitions[id]
    if rule.from_ > LAW.head.starts:
        first = date.fromisoformat(rule.from_)
        assert {rule.from_, (first - timedelta(days=1)).isoformat()} <= days
