"""What a profile leaves open about owners: ranges, shares left out, holders not named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.engine.test_properties import settle
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law

DAY = "2026-11-22"


def foreign(law: Law, owners: list[dict[str, Any]]) -> tuple[Decimal, Decimal]:
    data = {"schema": 1, "name": "P", "services": ["info-community"], "owners": owners}
    return assess(settle(data), law, DAY).product


@pytest.mark.parametrize(
    ("owners", "low", "high"),
    [
        ([{"jurisdiction": "US", "share": 40}], 40, 100),
        ([{"jurisdiction": "US", "share": {"min": 40, "max": 60}}], 40, 100),
        ([{"jurisdiction": "US", "share": {"min": 0, "max": 10}}], 0, 100),
        ([{"jurisdiction": "US"}], 0, 100),
        ([{"jurisdiction": "US"}, {"jurisdiction": "JP"}], 0, 100),
        ([{"jurisdiction": "US", "share": 30}, {"jurisdiction": "CN"}], 30, 30),
        (
            [
                {"jurisdiction": "US", "share": {"min": 40, "max": 60}},
                {"jurisdiction": "CN", "share": {"min": 30, "max": 60}},
            ],
            40,
            70,
        ),
        (
            [
                {"jurisdiction": "US", "share": {"min": 40, "max": 60}},
                {"jurisdiction": "CN", "share": 50},
            ],
            40,
            50,
        ),
        ([{"jurisdiction": "US", "share": {"min": 40, "max": 100}}], 40, 100),
        (
            [
                {"jurisdiction": "US", "share": {"min": 40, "max": 60}},
                {"jurisdiction": "CN"},
            ],
            40,
            60,
        ),
        (
            [
                {"jurisdiction": "US", "share": {"min": 10, "max": 20}},
                {"jurisdiction": "CN", "share": {"min": 30, "max": 60}},
            ],
            10,
            70,
        ),
        ([{"jurisdiction": "CN", "share": {"min": 10, "max": 99.95}}], 0, 90),
    ],
)
def test_the_foreign_share_that_a_level_allows(
    law: Law, owners: list[dict[str, Any]], low: int, high: int
) -> None:
    """Contract, reading 3: below 100 the rest is a holder not named."""
    for owner in owners:
        share = owner.get("share")
        if isinstance(share, dict):
            owner["share"] = {k: Decimal(str(v)) for k, v in share.items()}
    assert foreign(law, owners) == (Decimal(low), Decimal(high))


def test_a_range_that_may_be_within_the_cap_is_no_refusal(law: Law) -> None:
    """40 to 60 % with the rest unknown: under the cap of 50 % or over it."""
    owners = [{"jurisdiction": "US", "share": {"min": 40, "max": 60}}]
    data: dict[str, Any] = {"schema": 1, "name": "P", "owners": owners}
    data["services"] = [{"id": "info-community", "content": ["none"]}]
    (item,) = assess(settle(data), law, DAY).assessments
    assert item.status == "undetermined"
    assert {ask.fact for ask in item.asks} >= {"owners[0].share", "owners"}
