"""What the rules on readiness read of a profile, and which of their items stand out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import company, holder, judged
from tests.engine.strategies import LAW
from vatscheck.engine.answer import Assessment
from vatscheck.engine.dossier import coverage
from vatscheck.engine.duties import Item

DOMESTIC = [holder("CN", 100)]


@pytest.mark.parametrize(
    ("serves", "found"),
    [
        (None, None),
        (["nationwide"], "several"),
        (["guangdong"], "one"),
        (["guangdong/shenzhen"], "one"),
        (["guangdong/shenzhen", "guangdong/guangzhou"], "one"),
        (["guangdong/shenzhen", "beijing/haidian"], "several"),
        (["beijing", "nationwide"], "several"),
        (["abroad"], None),
        (["hong-kong"], None),
        (["hong-kong", "guangdong/shenzhen"], "one"),
        (["foreign-invested-enterprises"], None),
        (["shanghai/lingang", "foreign-invested-enterprises"], "one"),
    ],
)
def test_one_province_or_several(serves: list[str] | None, found: str | None) -> None:
    """Of two places of one province the company serves one province."""
    assert coverage(LAW, serves) == found


def items(item: Assessment) -> dict[str, Item]:
    return {each.duty.id: each for each in item.items}


def served(serves: list[str], capital: int) -> Assessment:
    registration = {"place": "guizhou/guiyang", "capital_cny": capital}
    return judged(company("idc", DOMESTIC, serves=serves, registration=registration))


@pytest.mark.parametrize(
    ("serves", "capital", "status"),
    [
        (["guangdong/shenzhen"], 1_000_000, "licensable"),
        (["guangdong/shenzhen"], 999_999, "conditional"),
        (["guangdong/shenzhen", "beijing"], 9_999_999, "conditional"),
        (["guangdong/shenzhen", "beijing"], 10_000_000, "licensable"),
        (["nationwide"], 1_000_000, "conditional"),
    ],
)
def test_the_capital_of_one_province_and_of_several(
    serves: list[str], capital: int, status: str
) -> None:
    """Licensing Measures, Art. 6: RMB 1 million in one province, 10 million in several."""
    assert served(serves, capital).status == status


def test_a_capital_that_is_too_small_stands_out() -> None:
    found = items(served(["nationwide"], 1_000_000))
    small, enough = found["capital-several-provinces"], found["capital-one-province"]
    assert (small.state, small.limits, small.stands_out) == ("fails", True, True)
    assert (enough.state, enough.limits, enough.stands_out) == ("met", False, False)


def test_an_unknown_capital_is_due_and_does_not_stand_out() -> None:
    """An unknown fact of readiness never changes the status."""
    item = judged(company("idc", DOMESTIC, serves=["nationwide"]))
    found = items(item)["capital-several-provinces"]
    assert item.status == "licensable"
    assert (found.state, found.limits, found.stands_out) == ("due", False, False)
    assert (found.asks, found.open) == (("registration.capital_cny",), True)


def test_a_permit_that_always_applies_limits_while_it_is_not_in_place() -> None:
    """A payment service needs the permit of the central bank beside the licence."""
    facts: dict[str, Any] = {"sectors": ["payment"]}
    item = judged(company("edi-ecommerce", DOMESTIC, facts=facts))
    found = items(item)["payment-permit-2024"]
    assert (item.status, found.limits, found.stands_out) == ("conditional", True, True)


def test_what_fails_stands_out_though_it_does_not_limit() -> None:
    """Licensing Measures: at least three employees with social insurance."""
    item = judged(company("idc", DOMESTIC, facts={"staff_insured": 2}))
    found = items(item)["staff-insured"]
    assert item.status == "licensable"
    assert (found.state, found.limits, found.stands_out) == ("fails", False, True)
    (met,) = [
        items(judged(company("idc", DOMESTIC, facts={"staff_insured": 3})))[
            "staff-insured"
        ]
    ]
    assert (met.state, met.stands_out) == ("met", False)


@pytest.mark.parametrize(("done", "state"), [(True, "met"), (False, "due")])
def test_a_task_counts_once_it_is_done(done: bool, state: str) -> None:
    tasks = [{"id": "staff-insured", "done": done}]
    item = judged(company("idc", DOMESTIC, tasks=tasks))
    assert items(item)["staff-insured"].state == state


@pytest.mark.parametrize(
    ("done", "status"), [(True, "licensable"), (False, "conditional")]
)
def test_a_duty_that_limits_is_lifted_by_the_task_done(done: bool, status: str) -> None:
    facts: dict[str, Any] = {"sectors": ["payment"]}
    tasks = [{"id": "payment-permit-2024", "done": done}]
    item = judged(company("edi-ecommerce", DOMESTIC, facts=facts, tasks=tasks))
    assert item.status == status


@pytest.mark.parametrize(
    ("place", "national", "zone"),
    [
        ("guizhou/guiyang", "due", "not-applicable"),
        ("shanghai/ftz-waigaoqiao", "not-applicable", "due"),
        ("shanghai/pudong", "ask", "ask"),
        ("shanghai/pudong/non-ftz", "due", "not-applicable"),
        ("hainan/haikou", "not-applicable", "not-applicable"),
        (None, "ask", "ask"),
    ],
)
def test_a_duty_follows_the_registered_place(
    place: str | None, national: str, zone: str
) -> None:
    """Market surveys: joint ventures by the national list, open by the zone list of 2021."""
    owners = [holder("US", 50), holder("CN", 50)]
    profile = company("info-publish", owners, registration={"place": place})
    profile |= {"facts": {"sectors": ["market-survey"]}}
    found = items(judged(profile))
    for id, state in (
        ("market-survey-licence-2022", national),
        ("market-survey-ftz", zone),
    ):
        assert found[id].state == state
        asks = ("registration.place",) if state == "ask" else ()
        assert found[id].asks == asks
