"""Which readings of left-out keys are told, and which cap goes with a refusal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.engine.companies import company, holder, judged, us


def told(owners: list[dict[str, Any]], **more: Any) -> set[tuple[str, str]]:
    item = judged(company("edi-ecommerce", owners, **more))
    return {(each.id, each.about) for each in item.assumptions}


@pytest.mark.parametrize(
    ("kind", "is_read"), [("company", True), ("state", False), ("person", False)]
)
def test_a_mainland_company_is_read_as_domestic_to_the_last_holder(
    kind: str, is_read: bool
) -> None:
    """Of a person, and of the state, there is nobody above."""
    found = told([holder("CN", 100, kind=kind)])
    assert (("chinese-holder", "CN holder") in found) == is_read


def test_holders_above_are_read_instead() -> None:
    inner = holder("CN", 100, name="inner")
    found = told([holder("CN", 100, owners=[inner])])
    assert ("chinese-holder", "inner") in found
    assert ("chinese-holder", "CN holder") not in found


@pytest.mark.parametrize(
    ("last", "rounded"),
    [("33.34", False), ("33.33", True), ("33.25", True), ("33.24", False)],
)
def test_a_rest_below_a_tenth_is_rounding(last: str, rounded: bool) -> None:
    """Contract: a rest under 0.1 is rounding, and it is said; none is no rounding."""
    owners = [holder("CN", Decimal("33.33"), name=name) for name in "AB"]
    found = told([*owners, holder("CN", Decimal(last), name="C")])
    assert (("rounding", "") in found) == rounded


@pytest.mark.parametrize(
    ("service", "owners", "content", "cap"),
    [
        ("info-search", us(30), ["games"], 50),
        ("info-search", us(60), ["none"], 50),
        ("ircs", [holder("US", 100)], None, None),
        ("ip-vpn", us(60), None, None),
    ],
)
def test_a_refusal_names_the_cap_of_this_place_alone(
    service: str,
    owners: list[dict[str, Any]],
    content: list[str] | None,
    cap: int | None,
) -> None:
    """Refused by the content, half is still the cap; a pilot elsewhere has none here."""
    item = judged(company(service, owners, content=content))
    assert item.status == "not_licensable"
    assert item.cap == cap
