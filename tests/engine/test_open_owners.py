"""What is left open about owners: statuses, questions and witnesses that are true."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.engine.strategies import LAW
from tests.engine.test_properties import YES, judge, settle
from vatscheck.engine.answer import Ask, Assessment, Span
from vatscheck.engine.asks import asks
from vatscheck.engine.assess import space_for, status
from vatscheck.engine.patches import Patch
from vatscheck.engine.witnesses import examples
from vatscheck.law.atlas import atlas_on
from vatscheck.profile.models import Owner, Profile

TODAY = "2026-11-22"
GUIYANG = "guizhou/guiyang"
Data = dict[str, Any]


def company(service: Any, owners: list[Data] | None, **more: Any) -> Data:
    """A company in a place that no zone and no pilot knows."""
    data: Data = {"schema": 1, "name": "P", "services": [service]}
    data["registration"] = {"place": GUIYANG} | more.pop("registration", {})
    data["servers"] = {"places": [GUIYANG]}
    if owners is not None:
        data["owners"] = owners
    return data | more


def search(owners: list[Data]) -> Data:
    return company({"id": "info-search", "content": ["none"]}, owners)


def between(low: str, high: str) -> Data:
    return {"min": Decimal(low), "max": Decimal(high)}


def us(share: Any, **more: Any) -> Data:
    return {"jurisdiction": "US", "share": share} | more


def hk(share: Any, **more: Any) -> Data:
    return {"jurisdiction": "HK", "share": share} | more


def cn(share: Any = None, **more: Any) -> Data:
    found = {"jurisdiction": "CN", "kind": "company", **more}
    return found if share is None else found | {"share": share}


# --- statuses -----------------------------------------------------------------------

OPEN = "undetermined"
HELD_ABOVE = cn(60, owners=[{"jurisdiction": "US"}])
MIXED = company(
    "multi-party",
    [
        {"jurisdiction": "TW", "share": between("9.9999", "51.0001")},
        cn(
            Decimal("50.0001"),
            owners=[{"jurisdiction": "TW", "share": Decimal("0.0001")}],
        ),
    ],
    registration={"listed": True, "market": "H"},
)
STATUSES: dict[str, tuple[Data, str, str]] = {
    # several open facts of one level together
    "share above left out": (company("idc", [hk(40), HELD_ABOVE]), TODAY, OPEN),
    "the same with 49": (
        company("idc", [hk(49), cn(51, owners=[{"jurisdiction": "US"}])]),
        TODAY,
        OPEN,
    ),
    "the same with Macao above": (
        company("edi-exchange", [hk(50), cn(50, owners=[{"jurisdiction": "MO"}])]),
        TODAY,
        OPEN,
    ),
    "above from 0 to 10": (
        company("idc", [hk(40), cn(60, owners=[us(between("0", "10"))])]),
        TODAY,
        OPEN,
    ),
    "above from 0 to 100": (
        company("idc", [hk(40), cn(60, owners=[us(between("0", "100"))])]),
        TODAY,
        OPEN,
    ),
    "ten Hong Kong holders": (
        company(
            "isp-user",
            [cn(between("80", "90")), *[hk(1)] * 10, us(between("0", "10"))],
        ),
        TODAY,
        OPEN,
    ),
    "Taiwan at an edge": (MIXED, "2016-04-03", OPEN),
    # a holder without a home keeps all else that is said of it
    "holder of all, nothing known": (
        company("basic-mobile", [{"share": 100}]),
        TODAY,
        OPEN,
    ),
    "state above half, home unknown": (
        company({"id": "info-publish", "content": ["audio-visual"]}, [{"share": 100}]),
        TODAY,
        OPEN,
    ),
    "track record of an unknown home": (
        company("store-forward", [{"share": 40, "track_record": False}, cn(60)]),
        "2021-06-01",
        OPEN,
    ),
    "unknown home, holders above foreign": (
        company(
            "idc", [{"share": 100, "service_supplier": False, "owners": [us(100)]}]
        ),
        TODAY,
        "not_licensable",
    ),
    # ranges that meet away from every edge
    "a holder in the middle of ranges": (
        search(
            [
                us(between("10", "14"), track_record=False),
                us(between("9", "20"), track_record=True),
                us(between("9", "20"), track_record=True),
                cn(60),
            ]
        ),
        "2015-01-01",
        OPEN,
    ),
    # ranges do not complement each other silently
    "one range": (search([cn(10), us(between("10", "90"))]), TODAY, OPEN),
    "a wider profile": (
        search([cn(between("5", "11")), us(between("10", "90"))]),
        TODAY,
        OPEN,
    ),
}


@pytest.mark.parametrize("name", STATUSES)
def test_the_status_of_open_owners(name: str) -> None:
    data, day, expected = STATUSES[name]
    profile = settle(data)
    found = status(LAW, atlas_on(LAW, day), profile, profile.services[0])
    assert found == expected


@pytest.mark.parametrize("proved_first", [True, False])
def test_two_largest_holders_may_stand_in_any_order(proved_first: bool) -> None:
    """One of the largest that proves its record is enough, whatever the order."""
    holders = [us(25, track_record=False), us(25, track_record=True)]
    data = search([*(holders[::-1] if proved_first else holders), cn(50)])
    assert judge(data, "2015-01-01").status == "conditional"


@pytest.mark.parametrize(
    ("home", "more", "expected"),
    [
        ("CN", {}, "not_licensable"),
        ("US", {}, "not_licensable"),
        ("HK", {"service_supplier": True}, "not_licensable"),
        ("MO", {"service_supplier": True}, "not_licensable"),
    ],
)
def test_every_home_of_the_unknown_holder_refuses(
    home: str, more: Data, expected: str
) -> None:
    """What makes the answer for the unknown home certain, one home after the other."""
    owner = {"share": 100, "jurisdiction": home, "owners": [us(100)]} | more
    assert judge(company("idc", [owner]), TODAY).status == expected


# --- questions ----------------------------------------------------------------------

ASKED = {
    "two ranges and an unnamed rest": search(
        [
            us(between("30", "60"), name="U"),
            hk(between("10", "40"), kind="person"),
            cn(),
        ]
    ),
    "a range above": company(
        {"id": "info-search", "content": ["none"]},
        [us(30), cn(70, owners=[us(between("20", "60")), cn()])],
        facts={"counting": "product"},
    ),
    "the way of counting": company(
        "edi-exchange",
        [
            cn(Decimal("50.9999"), owners=[us(between("29.9999", "99.95"))]),
            {"jurisdiction": "MO", "share": between("0.0001", "49")},
        ],
    ),
    "only a share above decides": company(
        "edi-exchange",
        [cn(60, owners=[us(between("40", "60")), cn(40)]), us(20), cn(20)],
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_printed_outcome_is_that_of_the_answer_written_in(name: str) -> None:
    """At both sides of each printed end, and with no gap between two."""
    profile = settle(ASKED[name])
    item = judge(ASKED[name], TODAY, asked=True)
    assert item.status == OPEN
    assert item.asks
    shares = [ask for ask in item.asks if ask.fact.endswith(".share")]
    assert shares
    for ask in shares:
        spans = [(span, o.status) for o in ask.options for span in o.spans]
        _no_gap(sorted(spans, key=lambda pair: (pair[0].low, pair[0].low_open)))
        for span, expected in spans:
            for share in _tried(span):
                written = _written(profile, ask.fact, share)
                assert _status(written) == expected, (ask.fact, share)


def _no_gap(spans: list[tuple[Span, str]]) -> None:
    for (one, _), (other, _) in pairwise(spans):
        assert one.high == other.low
        assert one.high_open != other.low_open
    for span, _ in spans:
        for end in (span.low, span.high):
            assert -end.normalize().as_tuple().exponent <= 4  # type: ignore[operator]


def _tried(span: Span) -> list[Decimal]:
    """The ends of a run, or what lies just inside of an open one, and its middle.

    Inside: one step further, since an end between two steps is rounded.
    """
    step = Decimal("0.0001")
    low = span.low + step if span.low_open else span.low
    high = span.high - step if span.high_open else span.high
    return [low, high, ((low + high) / 2).quantize(step)] if low <= high else []


def _written(profile: Profile, fact: str, share: Decimal) -> Profile:
    steps = [int(step.partition("]")[0]) for step in fact.split("[")[1:]]

    def changed(owners: list[Owner], steps: list[int]) -> list[Owner]:
        at, *further = steps
        found = list(owners)
        update: Data = {"share": share}
        if further:
            update = {"owners": changed(owners[at].owners or [], further)}
        found[at] = found[at].model_copy(update=update)
        return found

    return profile.model_copy(update={"owners": changed(profile.owners or [], steps)})


def _status(profile: Profile, day: str = TODAY) -> str:
    return status(LAW, atlas_on(LAW, day), profile, profile.services[0])


def test_a_share_above_is_asked_with_its_outcomes() -> None:
    """Up to 50 % of the holder it is not foreign-controlled, above it counts whole."""
    (ask,) = [
        ask
        for ask in judge(ASKED["only a share above decides"], TODAY, asked=True).asks
        if ask.fact == "owners[0].owners[0].share"
    ]
    spans = {option.status: option.spans for option in ask.options}
    (below,), (above,) = spans[OPEN], spans["not_licensable"]
    assert (str(below.low), str(below.high), below.high_open) == ("40", "50", False)
    assert (str(above.low), str(above.high), above.low_open) == ("50", "60", True)


# --- witnesses ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n, (_, _, s) in STATUSES.items() if s == OPEN])
def test_an_open_answer_has_a_yes_and_a_no_that_are_proved(name: str) -> None:
    data, day, _ = STATUSES[name]
    profile = settle(data)
    entry = profile.services[0]
    space = space_for(LAW, atlas_on(LAW, day), profile, entry)
    found = examples(space, Patch(profile, entry, tuple(profile.services)))
    assert [example.status in YES for example in found] == [True, False]
    for example in found:
        update: Data = {}
        if "owners" in example.patch:
            held = example.patch["owners"]
            update["owners"] = [Owner.model_validate(owner) for owner in held]
        for table in ("registration", "facts"):
            said = {
                key.partition(".")[2]: value
                for key, value in example.patch.items()
                if key.startswith(f"{table}.")
            }
            if said:
                update[table] = getattr(profile, table).model_copy(update=said)
        changed = profile.model_copy(update=update)
        assert status(LAW, atlas_on(LAW, day), changed, entry) == example.status


def test_witnesses_state_as_few_facts_as_possible() -> None:
    """Where the place alone decides, the owners are not spoken of."""
    data = company({"id": "ircs"}, [us(100)])
    data["registration"] = {"place": "shanghai"}
    data["servers"] = {"places": ["shanghai/pudong"]}
    item = judge(data, TODAY, cured=True)
    assert item.status == OPEN
    assert [set(found.patch) for found in item.witnesses] == [
        {"registration.place"}
    ] * 2


def test_a_certain_answer_has_no_witnesses() -> None:
    assert judge(company("idc", [us(100)]), TODAY, cured=True).witnesses == ()


# --- sums ---------------------------------------------------------------------------


def test_a_little_more_than_100_is_rounding_and_said() -> None:
    """Three times 33.34 is read as written; the foreign share is not scaled."""
    owners = [us(Decimal("33.34")), cn(Decimal("33.34")), cn(Decimal("33.34"))]
    item = judge(search(owners), TODAY)
    assert item.status == "licensable"
    assert "rounding-over" in [reading.id for reading in item.assumptions]


@pytest.mark.parametrize(
    ("owners", "reading"),
    [([us(30), cn()], "share-rest"), ([us(30), cn(), us(None)], "shares-rest")],
)
def test_a_share_left_out_is_said_to_be_the_rest(
    owners: list[Data], reading: str
) -> None:
    said = [{k: v for k, v in owner.items() if v is not None} for owner in owners]
    item = judge(search(said), TODAY)
    assert reading in [found.id for found in item.assumptions]


def test_asks_are_those_of_the_space() -> None:
    """The same questions, whether asked with the answer or alone."""
    data = ASKED["only a share above decides"]
    profile = settle(data)
    space = space_for(LAW, atlas_on(LAW, TODAY), profile, profile.services[0])
    entries = tuple(profile.services)
    alone: tuple[Ask, ...] = asks(space, Patch(profile, entries[0], entries))
    item: Assessment = judge(data, TODAY, asked=True)
    assert alone == item.asks
