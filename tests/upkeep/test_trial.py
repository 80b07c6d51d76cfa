"""The runner of the data tests: what fails, what is unreadable, what was covered."""

from __future__ import annotations

from copy import deepcopy

import pytest

from vatscheck.law.book import Law
from vatscheck.law.compile import DATA
from vatscheck.upkeep.cases import Point
from vatscheck.upkeep.trial import Seen, trial
from vatscheck.upkeep.written import Written, written_in

EVERY = [
    test for test in written_in(DATA) if test.file == "routes/pilot-2024.tests.toml"
]


def test_results_come_in_the_order_of_the_tests_however_many_work(
    law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vatscheck.upkeep.trial.SMALL", 2)
    alone, together = trial(law, EVERY), trial(law, EVERY, workers=2)
    assert alone == together
    assert [result.id for result in alone.results] == [t.case["id"] for t in EVERY]
    assert not any(result.failed for result in alone.results)


def test_a_wrong_expectation_fails_with_what_was_found(law: Law) -> None:
    test = deepcopy(EVERY[0])
    test.case["expect"][0]["status"] = "licensable"
    test.case["expect"][1]["service"] = "dns"
    (result,) = trial(law, [test]).results
    assert result.failed
    assert result.points == (
        Point("idc", "status", "not_licensable", "licensable"),
        Point("dns", "service", "-", "dns"),
    )


def test_an_unknown_name_in_a_test_is_a_problem_of_that_test(law: Law) -> None:
    test = deepcopy(EVERY[0])
    test.case["profile"]["registration"]["place"] = "atlantis"
    (result,) = trial(law, [test]).results
    assert result.failed
    assert [problem.key for problem in result.problems] == ["registration.place"]


def coverage(law: Law, tests: list[Written]) -> dict[tuple[str, str], Seen]:
    return {seen[:2]: seen for seen in trial(law, tests).coverage}


def test_coverage_counts_true_false_unknown_and_what_never_was(law: Law) -> None:
    key = ("pilot-2024", "registered-within")
    assert coverage(law, [])[key].never == ("true", "false", "unknown")
    seen = coverage(law, EVERY)[key]
    assert seen.never == ()
    assert min(seen.true, seen.false, seen.unknown) > 0


def test_a_check_that_nobody_can_fail_need_not_be_seen_false(law: Law) -> None:
    seen = coverage(law, EVERY)["pilot-2024", "foreign-at-most"]
    assert seen.false == 0
    assert seen.never == ()
    company = coverage(law, EVERY)["company-only", "not-company"]
    assert "unknown" not in company.never
