"""What the rules on readiness read of a profile, and which of their items stand out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import company, holder, judged, us
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
    every = [
        each
        for share in (0, 40)
        for each in judged(
            company("info-publish", us(share), content=["none"], facts=BAD)
        ).items
    ]
    failing = [each for each in every if each.state == "fails"]
    assert failing
    assert all(each.stands_out for each in failing)
    quiet = [each for each in every if each.state in ("met", "not-applicable", "ask")]
    assert not any(each.stands_out for each in quiet)


BAD: dict[str, Any] = {"website_or_domain": True, "domain_holder": "other"}
