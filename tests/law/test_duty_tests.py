"""The data tests beside the duties: that none is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.law.test_route_tests import EVERY, LAW
from vatscheck.law.duties import Duty


def of_duty(id: str) -> list[tuple[str, str]]:
    """The tests of a duty: day and expected state."""
    return [
        (str(test["as_of"]), expect["duties"][id])
        for test in EVERY
        for expect in test["expect"]
        if id in expect.get("duties", {})
    ]


def hangs_on_facts(duty: Duty) -> bool:
    """Whether a profile can leave open that the duty applies."""
    return bool(duty.when) and all(
        any(test.fact.startswith("facts.") for test in tests) for tests in duty.when
    )


@pytest.mark.parametrize("id", LAW.duties)
def test_a_duty_applies_spares_and_asks(id: str) -> None:
    duty = LAW.duties[id]
    states = {state for _, state in of_duty(id)}
    assert states & {"due", "fails", "met"}
    if hangs_on_facts(duty):
        assert "not-applicable" in states
        assert "ask" in states
    access = {"registration.legal_form"}  # of a refused service nothing is asked
    if {test.fact for tests in duty.met for test in tests} - access:
        assert {"met", "fails"} <= states


@pytest.mark.parametrize("id", LAW.duties)
def test_a_duty_is_tested_on_both_sides_of_its_start(id: str) -> None:
    duty = LAW.duties[id]
    if duty.from_ <= LAW.head.starts:
        return
    before = (date.fromisoformat(duty.from_) - timedelta(days=1)).isoformat()
    found = dict(of_duty(id)[::-1])
    on_the_day = {state for day, state in of_duty(id) if day == duty.from_}
    the_day_before = {state for day, state in of_duty(id) if day == before}
    assert on_the_day - {"absent", "upcoming"}, found
    assert the_day_before <= {"absent", "upcoming"}
    assert the_day_before


def thresholds(duty: Duty) -> list[Any]:
    """The amounts that the facts of a duty are compared with."""
    return [
        (test.fact.removeprefix("facts."), test.value)
        for tests in duty.when
        for test in tests
        if test.op == "at_least" and test.fact.startswith("facts.")
    ]


@pytest.mark.parametrize("id", [d for d in LAW.duties if thresholds(LAW.duties[d])])
def test_a_threshold_is_tested_at_it_and_just_below(id: str) -> None:
    values = [
        (fact, value)
        for test in EVERY
        if test.get("duty") == id
        for fact, value in test["profile"].get("facts", {}).items()
    ]
    for fact, value in thresholds(LAW.duties[id]):
        assert (fact, value) in values
        assert (fact, value - 1) in values
