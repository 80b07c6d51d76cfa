"""Families of open owners: small ones by the oracle, large ones by what must follow."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.engine import adapter
from tests.engine.oracle import Check as Asked
from tests.engine.oracle import witnesses
from tests.engine.ownership import Case, profile
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.convexity import between
from vatscheck.engine.owners.search import Check, Search
from vatscheck.engine.owners.structure import level
from vatscheck.engine.owners.work import TooOpenError

Owners = list[dict[str, Any]]
CHECKS = (
    Asked("ownership.foreign", "at_most", 0, ()),
    Asked("ownership.foreign", "at_most", 50, ()),
    Asked("ownership.foreign", "below", 10, ()),
    Asked("ownership.state", "at_most", 50, ()),
    Asked("ownership.largest_chinese", "is", True, ()),
    Asked("ownership.supplier", "above", 0, ("HK", "MO")),
)


def chain(levels: int) -> Owners:
    """Mainland companies one above the other, the last one American."""
    holder: dict[str, Any] = {"jurisdiction": "US", "share": _range(40, 60)}
    for _ in range(levels - 1):
        above = {"share": _range(50, 90), "owners": [holder]}
        holder = {"jurisdiction": "CN", "kind": "company"} | above
    return [holder]


def companies(*shares: int) -> Owners:
    """Mainland companies with an unnamed rest above each."""
    american = {"jurisdiction": "US", "share": Decimal(30)}
    company = {"jurisdiction": "CN", "kind": "company", "owners": [american]}
    return [company | {"share": Decimal(share)} for share in shares]


def holders(*shares: Decimal | int, **said: Any) -> Owners:
    """Holders of whom the same is said, with some shares."""
    return [said | {"share": Decimal(share)} for share in shares]


def ranges(number: int) -> Owners:
    """American holders with a range each."""
    return [
        {"jurisdiction": "US", "share": _range(low, low + 8)}
        for low in range(1, number + 1)
    ]


def _range(low: int, high: int) -> dict[str, Decimal]:
    return {"min": Decimal(low), "max": Decimal(high)}


SMALL = {
    "a chain": chain(3),
    "equal companies": companies(50, 50),
    "unlike companies": companies(30, 45),
    "mainland, equal": holders(25, 25, 25, 25, jurisdiction="CN"),
    "mainland, unlike": holders(10, 20, 30, 40, jurisdiction="CN"),
    "Hong Kong, equal": holders(30, 30, 40, jurisdiction="HK"),
    "Hong Kong, unlike": holders(9, 21, 30, jurisdiction="HK"),
    "unknown homes, equal": holders(25, 25, 25, 25),
    "unknown homes, unlike": holders(9, 11, 30, 50),
    "ranges": ranges(3),
}


@pytest.mark.parametrize("counting", ["product", "control"])
@pytest.mark.parametrize("family", SMALL)
def test_small_families_are_as_the_oracle_says(family: str, counting: str) -> None:
    case = Case(SMALL[family], False, counting)
    right = {found.vector for found in witnesses(*case, CHECKS)}
    assert adapter.reachable(*case, CHECKS) == right


def test_a_company_without_foreign_holders_is_not_controlled_by_any() -> None:
    """Its one holder may be in the mainland or not, and failed only outside it."""
    above = {"share": Decimal(100), "track_record": False}
    case = Case([{"share": Decimal(50), "owners": [above]}], True, "product")
    asked = (
        Asked("ownership.track_record", "is", "failed", ()),
        Asked("ownership.largest_chinese", "is", True, ()),
    )
    right = {found.vector for found in witnesses(*case, asked)}
    assert adapter.reachable(*case, asked) == right


def _foreign(owners: Owners, counting: str, op: str, value: int) -> frozenset[bool]:
    said = profile(Case(owners, False, counting)).owners
    check = Check("ownership.foreign", op, value)
    return Ownership(said, False, counting).possible(check)


def test_a_chain_of_32_levels() -> None:
    """At least half of each is held by the next; the rest may be anybody."""
    # 40 % of the last and half of each below: little, but never nothing
    assert _foreign(chain(32), "product", "at_most", 0) == {False}
    assert _foreign(chain(32), "product", "below", 1) == {True, False}
    # a company that is not more than half foreign still counts for its part
    assert _foreign(chain(32), "control", "at_most", 0) == {False}
    assert _foreign(chain(32), "control", "at_least", 100) == {True, False}


def test_a_chain_where_state_and_control_are_asked_together() -> None:
    said = profile(Case(chain(32), False, "control")).owners
    found = Ownership(said, False, "control").reachable(
        [
            Check("ownership.foreign", "at_least", 100),
            Check("ownership.state", "at_most", 50),
        ]
    )
    # all is foreign if the last range leaves no more than a half to others throughout,
    # and what the state holds beside it in a controlled company counts for it as well
    assert {(True, True), (False, True), (False, False)} <= set(found)


@pytest.mark.parametrize("unlike", [False, True])
def test_eight_companies_of_which_none_is_known(unlike: bool) -> None:
    shares = range(8, 16) if unlike else [12] * 8
    owners = companies(*shares)
    # at least 30 % of each is foreign, and they hold 92 or 96 % together
    assert _foreign(owners, "product", "at_most", 27) == {False}
    assert _foreign(owners, "product", "at_most", 50) == {True, False}
    # each may be more than half foreign, and then counts as a whole
    assert _foreign(owners, "control", "at_least", 100) == {True, False}


def test_twelve_unknown_homes_of_unlike_size() -> None:
    """No holder has less than 3 %, so that no foreign share lies between 0 and 1 %."""
    owners = holders(*range(3, 13), 12, 13)
    said = profile(Case(owners, False, "product")).owners
    some, few = (
        Check("ownership.foreign", "above", 0),
        Check("ownership.foreign", "below", 1),
    )
    found = Ownership(said, False, "product").reachable([some, few])
    assert set(found) == {(False, True), (True, False)}


def test_the_largest_beside_ranges_may_be_one_of_those_not_named() -> None:
    said = profile(Case(ranges(9), False, "product")).owners
    found = Ownership(said, False, "product").possible(
        Check("ownership.largest_chinese", "is", True)
    )
    assert found == {True, False}


def test_the_work_is_limited_and_the_same_everywhere() -> None:
    said = profile(Case(holders(9, 11, 30, 50), False, "product")).owners
    ownership = Ownership(said, False, "product")
    checks = [Check(*check) for check in CHECKS]
    reads = ownership.reads(checks)
    whole = level(ownership.owners, reads)
    (choice,) = ownership.choices(whole, checks)
    with pytest.raises(TooOpenError):
        Search(reads, allowed=100).find(choice, {checks[0]: True})
    used = []
    for _ in range(2):
        search = Search(reads)
        search.find(choice, {checks[0]: True})
        used.append(search.work.left)
    assert used[0] == used[1]


def test_a_point_of_a_plane_is_made_up_of_corners() -> None:
    random = Random(7)
    for _ in range(300):
        points = list({_point(random) for _ in range(random.randint(2, 7))})
        point = _point(random)
        weights = between(point, points)
        if weights is None:
            continue
        assert sum(weights) == 1
        assert min(weights) >= 0
        for axis in (0, 1):
            made = sum(w * p[axis] for w, p in zip(weights, points, strict=True))
            assert made == point[axis]


def _point(random: Random) -> tuple[Fraction, Fraction]:
    return Fraction(random.randint(0, 4), 2), Fraction(random.randint(0, 4), 3)
