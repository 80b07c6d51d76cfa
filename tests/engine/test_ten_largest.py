"""A listed company without a foreign holder among its ten largest (licensing guide)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import company, holder, judged
from tests.engine.strategies import LAW
from tests.engine.test_properties import settle
from vatscheck.engine.assess import space_for
from vatscheck.engine.patches import Patch
from vatscheck.law.atlas import atlas_on

DAY = "2026-11-22"
PLACE = {"place": "guizhou/guiyang"}
FUNDS = [*(holder("CN", 8.5) for _ in range(10)), *(holder("US", 5) for _ in range(3))]


def idc(owners: list[dict[str, Any]], listed: bool | None, **facts: Any) -> Any:
    registration = PLACE | ({} if listed is None else {"listed": listed})
    return company("idc", owners, registration=registration, facts=facts)


@pytest.mark.parametrize(
    ("owners", "listed", "facts", "status"),
    [
        (FUNDS, True, {}, "conditional"),
        (FUNDS, False, {}, "not_licensable"),
        (FUNDS, None, {}, "not_licensable"),
        ([holder("CN", 88), holder("US", 12)], True, {}, "not_licensable"),
        ([holder("CN", 85)], True, {"ten_largest": "none"}, "conditional"),
        ([holder("CN", 85)], True, {}, "undetermined"),
    ],
)
def test_the_owners_named_decide_as_far_as_they_go(
    owners: list[dict[str, Any]],
    listed: bool | None,
    facts: dict[str, Any],
    status: str,
) -> None:
    assert judged(idc(owners, listed, **facts)).status == status


def test_only_a_written_listing_makes_it_a_question() -> None:
    asked = judged(idc([holder("CN", 85)], True))
    assert "facts.ten_largest" in {ask.fact for ask in asked.asks}
    silent = judged(idc([holder("CN", 85)], None))
    assert "facts.ten_largest" not in {ask.fact for ask in silent.asks}


def test_a_change_of_the_listing_is_read_anew() -> None:
    profile = settle(idc(FUNDS, None))
    (entry,) = profile.services
    atlas = atlas_on(LAW, DAY)
    before = space_for(LAW, atlas, profile, entry)
    patch = Patch(profile, entry, (entry,))
    assert before.status == "not_licensable"
    assert patch.changed("registration.listed", True).space(before).status == (
        "conditional"
    )
