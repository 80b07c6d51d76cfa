"""A listed company without a foreign holder among its ten largest (licensing guide)."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.engine.companies import company, holder, judged
from tests.engine.oracle.ten_largest import answers
from tests.engine.strategies import LAW
from tests.engine.test_properties import settle
from vatscheck.engine.assess import space_for
from vatscheck.engine.patches import Patch
from vatscheck.law.atlas import atlas_on
from vatscheck.profile.models import Owner
from vatscheck.profile.ten_largest import FOREIGN, NONE, shown

DAY = "2026-11-22"
PLACE = {"place": "guizhou/guiyang"}
FUNDS = [*(holder("CN", 8.5) for _ in range(10)), *(holder("US", 5) for _ in range(3))]


def idc(owners: list[dict[str, Any]], listed: bool | None, **facts: Any) -> Any:
    """A data centre; if it is listed, on the mainland's main market."""
    registration = PLACE | ({} if listed is None else {"listed": listed})
    registration |= {"market": "A"} if listed else {}
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


ASIDE = [holder("CN", 8) for _ in range(11)]


@pytest.mark.parametrize(
    ("owners", "found"),
    [
        ([holder("CN", 90), holder("US", (0, 10))], None),
        ([*ASIDE, holder("US", (0, 9)), holder("TW", 3)], None),
        ([holder("CN", 90), holder("US", (1, 10))], FOREIGN),
        ([holder("CN", 40), holder("US")], FOREIGN),
        ([holder("CN", 40), holder("US"), holder("TW")], FOREIGN),
        ([holder("CN", 40), holder("US"), holder("CN")], None),
        ([holder("CN", 99.96), holder(None, 0.04)], None),
        ([*ASIDE, holder("US", 7), holder("TW", 5)], NONE),
    ],
)
def test_a_holder_of_nothing_is_none_of_the_ten(
    owners: list[dict[str, Any]], found: str | None
) -> None:
    """What a range or a share left out makes certain, and what it leaves open."""
    assert shown([Owner.model_validate(each) for each in owners], True) == found


@pytest.mark.parametrize("seed", range(60))
def test_the_ten_largest_by_the_oracle(seed: int) -> None:
    """Single levels, with ranges and homes left out: certain if, and only if, it is."""
    owners = drawn(Random(seed))
    said = {frozenset({True}): FOREIGN, frozenset({False}): NONE}
    expected = said.get(frozenset(answers(owners)))
    assert shown([Owner.model_validate(each) for each in owners], True) == expected


def drawn(draw: Random) -> list[dict[str, Any]]:
    """Up to fourteen holders, most of them of the mainland, some with a range."""
    found: list[dict[str, Any]] = []
    left, number = Decimal(100), draw.choice([1, 2, 3, 9, 10, 11, 12, 13, 14])
    sizes = ["1", "2", "3", "5", "8", "8.5", "9", "9.0909", "10", "12"]
    sizes = sizes if number > 3 else ["0.05", "5", "20", "40", "60"]
    for _ in range(number):
        share = min(Decimal(draw.choice(sizes)), left)
        home = draw.choice([*["CN"] * 6, "US", "HK", None])
        least = draw.choice([share, share, share, share, share / 2, Decimal(0)])
        if share:
            left -= share
            found.append(holder(home, share if least == share else (least, share)))
    if left and draw.random() < 0.5:
        found.append(holder("CN", left))
    draw.shuffle(found)
    return found


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
    after = patch.changed("registration.listed", True)
    after = after.changed("registration.market", "A")
    assert after.space(before).status == "conditional"
