"""What owners show of the ten largest holders of a listed company."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tests.engine.companies import holder
from vatscheck.profile.models import Owner, Profile
from vatscheck.profile.ten_largest import shown

TEN = [holder("CN", 8) for _ in range(10)]


def owners(rows: list[dict[str, Any]] | None) -> list[Owner] | None:
    return None if rows is None else [Owner.model_validate(row) for row in rows]


@pytest.mark.parametrize(
    ("rows", "listed", "found"),
    [
        (None, None, "no-listing"),
        (None, False, "no-listing"),
        (None, True, None),
        (TEN, None, "no-listing"),
        ([holder("CN", 100)], True, "none"),
        # 20 % are not named: they may be one foreign holder
        (TEN, True, None),
        ([*TEN, holder("US", 7), holder("US", 7), holder("CN", 6)], True, "none"),
        ([*TEN[:9], holder("CN", 21), holder("US", 7)], True, "none"),
        ([*TEN[:9], holder("CN", 6), holder("US", 7)], True, "foreign"),
        ([*TEN[:9], holder("US", 1)], True, "foreign"),
        ([holder("CN", 60), holder("US", 5)], True, "foreign"),
        # one eleventh itself can stand beside ten larger ones; more cannot
        (
            [
                *([holder("CN", Decimal("9.0909"))] * 10),
                holder("US", Decimal("9.0909")),
            ],
            True,
            "foreign",
        ),
        ([*TEN, holder("US", Decimal("9.1"))], True, "foreign"),
        ([*TEN, holder("US", {"min": 5, "max": 12})], True, None),
        ([*TEN, holder("US", {"min": 5, "max": 7}), holder("CN", 15)], True, "none"),
        ([*TEN, {"kind": "hkscc", "share": 10}], True, "foreign"),
        ([*TEN, {"share": 20}], True, None),
        ([*TEN, {"share": 7}, {"share": 7}, {"share": 6}], True, "none"),
        # a mainland holder with foreigners above may be one
        ([holder("CN", 100, owners=[holder("US", 60), holder("CN", 40)])], True, None),
    ],
)
def test_the_holders_of_the_applicant(
    rows: list[dict[str, Any]] | None, listed: bool | None, found: str | None
) -> None:
    assert shown(owners(rows), listed) == found


def parent(share: float, above: list[dict[str, Any]]) -> dict[str, Any]:
    return holder("CN", share, kind="listed", owners=above)


WHOLE = [*TEN, holder("US", 7), holder("US", 7), holder("CN", 6)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([parent(100, WHOLE)], "none"),
        ([parent(80, WHOLE), holder("CN", 20)], "none"),
        ([parent(80, WHOLE)], None),
        ([parent(80, WHOLE), holder("US", 20)], "foreign"),
        ([parent(80, WHOLE), {"share": 20}], None),
        ([holder("CN", 100, owners=[parent(100, WHOLE)])], "none"),
        (
            [holder("CN", 100, owners=[parent(60, WHOLE), holder("US", 40)])],
            "foreign",
        ),
        ([parent(100, [holder("CN", 60), holder("US", 5)])], "foreign"),
    ],
)
def test_the_holders_of_a_listed_parent(
    rows: list[dict[str, Any]], found: str | None
) -> None:
    assert shown(owners(rows), None) == found


def profile(said: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema": 1,
        "name": "x",
        "registration": {"listed": True},
        "owners": rows,
        "services": ["idc"],
        "facts": {"ten_largest": said},
    }


def test_a_foreign_holder_among_the_ten_cannot_be_said_away() -> None:
    rows = [holder("CN", 60), holder("US", 12)]
    with pytest.raises(ValidationError, match="shown"):
        Profile.model_validate(profile("none", rows))
    Profile.model_validate(profile("foreign", rows))
    Profile.model_validate(profile("none", [holder("CN", 60)]))
