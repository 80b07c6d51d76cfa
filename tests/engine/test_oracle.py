"""The oracle itself: trees worked out by hand, closed trees, witnesses, completions."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.engine.closed import vector
from tests.engine.completions import Completions
from tests.engine.oracle import Check, reachable, witnesses
from tests.engine.ownership import Trees, checks

T, F = True, False
BOTH = ("HK", "MO")
NO_FOREIGN = Check("ownership.foreign", "at_most", 0)
UP_TO_50 = Check("ownership.foreign", "at_most", 50)
ABOVE_50 = Check("ownership.foreign", "above", 50)
ALL_FOREIGN = Check("ownership.foreign", "at_least", 100)
SUPPLIER = Check("ownership.supplier", "above", 0, BOTH)
HK_SUPPLIER = Check("ownership.supplier", "above", 0, ("HK",))
NO_OTHER = Check("ownership.other_foreign", "at_most", 0, BOTH)
STATE_51 = Check("ownership.state", "at_least", 51)
STATE_50 = Check("ownership.state", "at_most", 50)
CHINESE = Check("ownership.largest_chinese", "is", True)
LISTED = Check("registration.listed", "is", True)
LISTED_10 = Check("ownership.listed_foreign", "below", 10)
HKSCC = Check("ownership.hkscc_only", "is", True)
FAILED = Check("ownership.track_record", "is", "failed")
UNSTATED = Check("ownership.track_record", "is", "unstated")


def foreign(op: str, value: str) -> Check:
    return Check("ownership.foreign", op, value)


def holder(home: str | None, share: Any = None, **more: Any) -> dict[str, Any]:
    """A holder as data; a mainland one is a private company unless said otherwise."""
    if isinstance(share, tuple):
        share = {"min": str(share[0]), "max": str(share[1])}
    kind = {"kind": "company"} if home == "CN" else {}
    said = {"jurisdiction": home, "share": share, **kind, **more}
    return {key: value for key, value in said.items() if value is not None}


def cn(share: Any = None, *owners: dict[str, Any], **more: Any) -> dict[str, Any]:
    return holder("CN", share, owners=list(owners) or None, **more)


def us(share: Any = None, **more: Any) -> dict[str, Any]:
    return holder("US", share, **more)


def listed_chain(link: int) -> list[dict[str, Any]]:
    """US 40 %, and a company of 60 % in which a listed one has so many percent."""
    listed = cn(link, us(9), cn(91), kind="listed")
    return [us(40), cn(60, listed, cn(100 - link))]


HAND: dict[
    str, tuple[list[dict[str, Any]] | None, list[Check], set[tuple[bool, ...]]]
] = {
    "nobody named: any rest, and Macao is no Hong Kong supplier": (
        None,
        [NO_FOREIGN, HK_SUPPLIER, NO_OTHER],
        {(T, F, T), (F, F, F), (F, T, T), (F, T, F), (F, F, T)},
    ),
    "a sole holder without share may hold nothing": (
        [us()],
        [NO_FOREIGN],
        {(T,), (F,)},
    ),
    "A 14, B 13, C 13 lies inside the ranges; a rest of 12 beside 10, 9, 9 is main": (
        [
            us((10, 14), track_record=False),
            us((9, 20), track_record=True),
            us((9, 20), track_record=True),
            cn(60),
        ],
        [FAILED, UNSTATED, foreign("at_most", "40")],
        {(T, F, T), (F, F, T), (F, T, T)},
    ),
    "one share left out beside stated ones leaves no unnamed rest": (
        [
            us((10, 14), track_record=False),
            us((9, 20), track_record=True),
            us(track_record=True),
            cn(60),
        ],
        [FAILED, UNSTATED],
        {(T, F), (F, F)},
    ),
    "proved beside failed of the same share is proved": (
        [us(25, track_record=False), us(25, track_record=True), cn(50)],
        [FAILED, UNSTATED],
        {(F, F)},
    ),
    "failed beside unstated of the same share is unstated": (
        [us(25, track_record=False), us(25), cn(50)],
        [FAILED, UNSTATED],
        {(F, T)},
    ),
    "below 30 % of the foreign mass nobody is the main investor": (
        [us("14.9", track_record=False), *[us("11.7") for _ in range(3)], cn(50)],
        [FAILED, UNSTATED],
        {(F, F)},
    ),
    "exactly half foreign is not foreign-controlled": (
        [us(20), cn(60, us(50), cn(50)), cn(20)],
        [UP_TO_50],
        {(T,)},
    ),
    "just above half the two readings part": (
        [us(19), cn(60, us("50.0001"), cn("49.9999")), cn(21)],
        [UP_TO_50, foreign("at_least", "79")],
        {(T, F), (F, T)},
    ),
    "control is settled from the last holder down": (
        [cn(100, cn(60, us(51), cn(49)), cn(40))],
        [UP_TO_50, ALL_FOREIGN, CHINESE],
        {(T, F, F), (F, T, F)},
    ),
    "the largest of the rest is open on both sides of a named holder": (
        [cn(30)],
        [CHINESE, UP_TO_50],
        {(T, T), (F, T), (T, F), (F, F)},
    ),
    "one unnamed holder has one home: 33 certified and 33 others are two": (
        [cn(34)],
        [
            CHINESE,
            Check("ownership.supplier", "at_least", 33, ("HK",)),
            Check("ownership.other_foreign", "at_least", 33, ("HK",)),
        ],
        {(T, T, T), (T, T, F), (F, T, F), (T, F, T), (F, F, T), (T, F, F)},
    ),
    "a rest of 0.05 is domestic": ([us(50), cn("49.95")], [UP_TO_50], {(T,)}),
    "a rest of 0.1 is unknown": ([us(50), cn("49.9")], [UP_TO_50], {(T,), (F,)}),
    "a rest on both sides of 0.1, and a part of it foreign": (
        [us(50), cn(("49.85", "50"))],
        [UP_TO_50, foreign("at_most", "50.05")],
        {(T, T), (F, T), (F, F)},
    ),
    "3 x 33.34 is read as written": (
        [us("33.34"), us("33.34"), cn("33.34")],
        [foreign("below", "66.68"), foreign("above", "66.68"), CHINESE],
        {(F, F, F)},
    ),
    "several left out share the rest of the level": (
        [us(30), us(), cn()],
        [foreign("at_most", "30"), ALL_FOREIGN, SUPPLIER],
        {(T, F, F), (F, F, F), (F, T, F)},
    ),
    "a range may leave nothing to the share left out": (
        [us((40, 100)), cn()],
        [UP_TO_50, ALL_FOREIGN],
        {(T, F), (F, F), (F, T)},
    ),
    "a certificate leaves Hong Kong and Macao": (
        [holder(None, 100, service_supplier=True)],
        [HK_SUPPLIER, SUPPLIER, ALL_FOREIGN],
        {(T, T, T), (F, T, T)},
    ),
    "a person without home is never a supplier": (
        [holder(None, 100, kind="person")],
        [NO_FOREIGN, SUPPLIER, STATE_51],
        {(T, F, F), (F, F, F)},
    ),
    "owners above an unknown home count if it is Chinese": (
        [holder(None, 100, owners=[us(100)])],
        [foreign("below", "100"), SUPPLIER],
        {(F, F), (F, T)},
    ),
    "a failed record of an unknown home counts abroad": (
        [holder(None, 40, track_record=False), cn(60)],
        [FAILED, UNSTATED],
        {(T, F), (F, F)},
    ),
    "a listed parent through a link of more than half": (
        listed_chain(51),
        [LISTED, LISTED_10, CHINESE],
        {(T, T, T)},
    ),
    "half is no parent: the applicant's own level counts": (
        listed_chain(50),
        [LISTED, LISTED_10, CHINESE],
        {(T, F, T), (F, F, T)},
    ),
    "HKSCC with a share presupposes the listing": (
        [holder("HK", (0, 5), kind="hkscc"), cn(95)],
        [LISTED, HKSCC],
        {(T, T), (T, F), (F, F)},
    ),
    "a Hong Kong holder without kind is not read as HKSCC": (
        [holder("HK", 5), cn(95)],
        [HKSCC],
        {(F,)},
    ),
    "a Chinese holder without kind may be state": (
        [cn(50, kind="state"), cn(1, kind=None), us(49)],
        [STATE_51, STATE_50],
        {(T, F), (F, T)},
    ),
    "also one whose owners are named": (
        [cn(51, cn(50, kind="state"), us(50), kind=None), us(49)],
        [STATE_51],
        {(T,), (F,)},
    ),
    "not one of another kind: then what state holders above it hold": (
        [cn(51, cn(50, kind="state"), us(50)), us(49)],
        [STATE_51, Check("ownership.state", "at_least", "25.5")],
        {(F, T)},
    ),
    "the rest of a nested level is never certified, and controls above half": (
        [cn(100, cn("49.9999"))],
        [ALL_FOREIGN, SUPPLIER, CHINESE],
        {(F, F, T), (F, F, F), (T, F, F)},
    ),
    "a holder of nothing brings nothing": (
        [cn(0, us(100, track_record=False)), cn(100)],
        [NO_FOREIGN, FAILED, HKSCC],
        {(T, F, F)},
    ),
    "largest together, one of them foreign": ([us(50), cn(50)], [CHINESE], {(F,)}),
}


@pytest.mark.parametrize("name", HAND)
def test_a_tree_worked_out_by_hand(name: str) -> None:
    owners, asked, expected = HAND[name]
    assert reachable(owners, None, None, asked) == expected


def test_a_stated_counting_and_listing_are_not_open() -> None:
    tree = [us(19), cn(60, us("50.0001"), cn("49.9999")), cn(21)]
    assert reachable(tree, False, "product", [UP_TO_50, LISTED]) == {(T, F)}
    assert reachable(tree, True, "control", [UP_TO_50, LISTED]) == {(F, T)}


@pytest.mark.parametrize(
    "level", [[us("99.9"), cn()], [us("50.05"), cn("50.05")], [us(100), cn()]]
)
def test_a_level_that_is_an_error_is_not_judged(level: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="error"):
        reachable(level, None, None, [UP_TO_50])


@pytest.mark.parametrize("part", range(10))
def test_a_closed_tree_has_one_vector(part: int) -> None:
    for at in range(30):
        case = Trees(f"closed/{part}/{at}", closed=True).case()
        asked = checks(Random(f"closed/{part}/{at}"))
        situation = Completions(case, "").situation()
        assert reachable(*case, asked) == {vector(situation, asked)}, case


@pytest.mark.parametrize("part", range(10))
def test_every_vector_has_a_witness(part: int) -> None:
    for at in range(10):
        case = Trees(f"witness/{part}/{at}").case()
        asked = checks(Random(f"witness/{part}/{at}"))
        for found in witnesses(*case, asked):
            assert vector(found.witness, asked) == found.vector, case


@pytest.mark.parametrize("part", range(10))
def test_no_completion_escapes(part: int) -> None:
    for at in range(6):
        case = Trees(f"escape/{part}/{at}").case()
        asked = checks(Random(f"escape/{part}/{at}"))
        known, source = reachable(*case, asked), Completions(case, f"{at}")
        for _ in range(40):
            assert vector(source.situation(), asked) in known, case
