"""No record of the bundled law lacks a test, and every lack is found."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from vatscheck.answers.findings import sentence
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.compile import DATA
from vatscheck.upkeep.minimum import minimum
from vatscheck.upkeep.written import Written, written_in

EVERY = written_in(DATA)


def lacks(law: Law, tests: list[Written], id: str) -> list[str]:
    return [sentence(found, "en") for found in minimum(law, tests, {id})]


def without(key: str, id: str, keep: Any) -> list[Written]:
    """The tests that are not of a record, and those of it that are kept."""
    return [test for test in EVERY if test.case.get(key) != id or keep(test.case)]


def test_the_bundled_law_lacks_nothing(law: Law) -> None:
    assert minimum(law, EVERY) == []


def outcome(case: dict[str, Any], id: str) -> set[str]:
    return {expect.get("routes", {}).get(id) for expect in case["expect"]}


def test_a_route_without_tests(law: Law) -> None:
    found = lacks(law, [], "pilot-2024")
    assert [line.partition(":")[0] for line in found] == [
        "no test in which it leads to a yes",
        "no test in which it fails, with the check that fails",
        "no test in which it is undetermined",
        "no test on 2024-10-22",
        "no test on 2024-10-23",
    ]


@pytest.mark.parametrize(
    ("drop", "finding"),
    [
        ("conditional", "leads to a yes"),
        ("undetermined", "is undetermined"),
    ],
)
def test_an_outcome_that_is_not_tested(law: Law, drop: str, finding: str) -> None:
    id = "pilot-2024"
    tests = without("route", id, lambda case: drop not in outcome(case, id))
    assert any(finding in line for line in lacks(law, tests, id))


def test_a_cap_that_is_not_tested_on_both_sides(law: Law) -> None:
    def shares(case: dict[str, Any]) -> list[Any]:
        return [owner.get("share") for owner in case["profile"].get("owners", ())]

    id = "national-capped"
    odd = [
        ("at", lambda case: 50 not in shares(case)),
        ("under", lambda case: not any(49 < s < 50 for s in numbers(shares(case)))),
        ("over", lambda case: not any(50 < s < 51 for s in numbers(shares(case)))),
    ]
    words = {"at": "of 50, the cap", "under": "just under", "over": "just over"}
    for side, keep in odd:
        found = lacks(law, without("route", id, keep), id)
        assert any(words[side] in line for line in found), (side, found)


def numbers(values: list[Any]) -> list[Decimal]:
    return [Decimal(v) for v in values if isinstance(v, int | Decimal)]


def test_a_prohibition_without_tests(law: Law) -> None:
    found = lacks(law, [], "not-committed-cdn")
    assert [line.partition(":")[0] for line in found] == [
        "no test in which it refuses a route",
        "no test in which it leads to a yes",
        "no test on 2016-02-29",
        "no test on 2016-03-01",
    ]


@pytest.mark.parametrize(
    ("place", "finding"),
    [
        ("shanghai/ftz-waigaoqiao", "registered in gene-pilot-2024: add one"),
        ("shanghai/pudong", "not known whether the company is registered"),
        ("shanghai/xuhui", "registered outside gene-pilot-2024"),
    ],
)
def test_an_exception_is_tested_inside_outside_and_open(
    law: Law, place: str, finding: str
) -> None:
    id = "content-gene-tech"
    atlas = atlas_on(law, "2026-12-01")
    bit = atlas.area("gene-pilot-2024")
    stand = {bool(point & bit) for point in atlas.points(place)}

    def others(case: dict[str, Any]) -> bool:
        there = case["profile"]["registration"]["place"]
        return {bool(point & bit) for point in atlas.points(there)} != stand

    found = lacks(law, without("prohibition", id, others), id)
    assert any(finding in line for line in found)


def test_the_days_of_an_exception_are_tested(law: Law) -> None:
    id = "content-gene-tech"
    days = ("2024-09-07", "2024-09-08")
    tests = without("prohibition", id, lambda case: str(case["as_of"]) not in days)
    found = lacks(law, tests, id)
    assert [line.partition(":")[0] for line in found] == [
        "no test on 2024-09-07",
        "no test on 2024-09-08",
    ]


def test_a_duty_without_tests_and_without_its_threshold(law: Law) -> None:
    assert len(lacks(law, [], "data-classification")) == 3
    duty = next(
        duty
        for duty in law.duties.values()
        if any(
            t.op == "at_least" and t.fact.startswith("facts.")
            for tests in duty.when
            for t in tests
        )
    )
    assert lacks(law, EVERY, duty.id) == []
    tests = deepcopy(EVERY)
    for test in tests:
        if test.case.get("duty") == duty.id:
            test.case["profile"]["facts"] = {}
    assert any("a threshold is tested" in line for line in lacks(law, tests, duty.id))


@pytest.mark.parametrize(
    ("place", "finding"),
    [
        ("shanghai/ftz-waigaoqiao", "registered in ftz: add one"),
        ("shanghai/pudong", "not known whether the company is registered in ftz"),
        ("guizhou/guiyang", "registered outside ftz"),
    ],
)
def test_an_area_of_a_duty_is_tested_inside_outside_and_open(
    law: Law, place: str, finding: str
) -> None:
    id = "market-survey-ftz"

    def others(case: dict[str, Any]) -> bool:
        return bool(case["profile"]["registration"]["place"] != place)

    found = lacks(law, without("duty", id, others), id)
    assert any(finding in line for line in found)
