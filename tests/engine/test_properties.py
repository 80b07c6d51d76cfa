"""What must hold for every profile, every day and every rule base."""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.strategies import DAYS, LAW, PLACES, days, profiles
from vatscheck.answers.assessments import as_object
from vatscheck.engine.answer import Assessment, RouteResult
from vatscheck.engine.assess import assess, judged_as, status
from vatscheck.engine.ready import rules_on, space_under
from vatscheck.engine.ways import RANKS
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.evidence import SETTLED
from vatscheck.names.index import Names
from vatscheck.names.resolution import Settling
from vatscheck.profile.models import Profile

YES = {"licensable", "conditional"}
NAMES = Names(LAW)


def settle(data: dict[str, Any]) -> Profile:
    data = copy.deepcopy(data)
    assert Settling(NAMES).settle(data) == []
    return Profile.model_validate(data)


def judge(
    data: dict[str, Any], day: str, *, cured: bool = False, asked: bool = False
) -> Assessment:
    """The answer for a service, with cures and with what open facts lead to if asked."""
    answer = assess(settle(data), LAW, day, cured=cured, asked=asked)
    return answer.assessments[0]


def bare(data: dict[str, Any], day: str, law: Law = LAW) -> str:
    return bare_of(settle(data), day, law)


def bare_of(profile: Profile, day: str, law: Law = LAW) -> str:
    """The bare status under rules that are made ready once for each law and day."""
    entry = profile.services[0]
    record = judged_as(law, day, law.services[entry.id])
    space = space_under(rules_on(law, day, record), profile, entry)
    return space.status if space.rules.ways else "not_covered"


@cache
def without(kind: str, id: str) -> Law:
    """The law with one record left out."""
    law = copy.copy(LAW)
    records = {key: value for key, value in getattr(LAW, kind).items() if key != id}
    law.__dict__.pop("kept", None)  # what was worked out from the whole law
    law.__dict__[kind] = records
    return law


# --- the proof ------------------------------------------------------------------


def root(route: RouteResult) -> str | None:
    """What the checks of a route say by themselves; none = they leave it open."""
    values = [check.holds for check in route.checks]
    if False in values:
        return "not_licensable"
    if None in values:
        return None
    kind, evidence = route.rule.route.kind, route.rule.route.evidence
    plain = kind in ("domestic", "national") and evidence.confidence in SETTLED
    limited = any(rule.effect == "condition" for rule in route.conditions)
    return "licensable" if plain and not limited else "conditional"


@given(profiles(), days)
@settings(max_examples=300)
def test_the_status_is_the_root_of_the_proof(data: dict[str, Any], day: str) -> None:
    item, profile = judge(data, day), settle(data)
    roots = [root(route) for route in item.routes]
    for route, found in zip(item.routes, roots, strict=True):
        if found == "not_licensable":
            assert route.status == found
    if item.routes and all(found == "not_licensable" for found in roots):
        assert item.status == "not_licensable"
    if YES & set(roots):
        assert item.status in YES
    assert item.status == bare_of(profile, day)
    assert item.status == status(LAW, atlas_on(LAW, day), profile, profile.services[0])
    assert (item.best is not None) == (item.status in YES)


@given(profiles(known=True), days)
@settings(max_examples=300)
def test_a_known_profile_has_the_best_of_its_routes(
    data: dict[str, Any], day: str
) -> None:
    item = judge(data, day)
    roots = [root(route) for route in item.routes]
    assume(roots and None not in roots)
    assert item.status == min((r for r in roots if r), key=RANKS.index)


# --- unknown facts ----------------------------------------------------------------


def fillings(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The profile with one unknown fact filled, in every way that the test knows."""
    filled = []

    def put(change: Any) -> None:
        new = copy.deepcopy(data)
        change(new)
        filled.append(new)

    if "place" not in data["registration"]:
        for place in PLACES[:-1]:
            put(lambda new, p=place: new["registration"].update(place=p))
    if "servers" not in data:
        for place in PLACES[:-1]:  # left out = somewhere in the mainland
            put(lambda new, p=place: new.update(servers={"places": [p]}))
    if "content" not in data["services"][0]:
        for kind in ("none", "news", "games", "music"):
            put(lambda new, k=kind: new["services"][0].update(content=[k]))
    if "owners" not in data:
        for share in (0, 1, 30, 50, 51, 100):
            put(
                lambda new, s=share: new.update(
                    owners=[
                        {"jurisdiction": "US", "share": s},
                        {"jurisdiction": "CN", "share": 100 - s},
                    ]
                )
            )
    for at, owner in enumerate(data.get("owners", ())):
        if owner["jurisdiction"] in ("HK", "MO") and "service_supplier" not in owner:
            for value in (True, False):
                put(
                    lambda new, a=at, v=value: new["owners"][a].update(
                        service_supplier=v
                    )
                )
        if isinstance(owner.get("share"), dict):
            for value in owner["share"].values():
                put(lambda new, a=at, v=value: new["owners"][a].update(share=v))
    return filled


@given(profiles(), days)
@settings(max_examples=120)
def test_a_certain_answer_never_changes_when_a_fact_is_filled(
    data: dict[str, Any], day: str
) -> None:
    before = bare(data, day)
    assume(before not in ("undetermined", "not_covered"))
    for filled in fillings(data):
        after = bare(filled, day)
        assert (after in YES) == (before in YES), filled
        if before == "licensable":
            assert after == "licensable"


def placed(profile: Profile, place: str, servers: bool) -> Profile:
    """The profile with its servers, or else its registration, at a place of the law."""
    if servers:
        there = profile.servers.model_copy(update={"places": [place]})
        return profile.model_copy(update={"servers": there})
    at = profile.registration.model_copy(update={"place": place})
    return profile.model_copy(update={"registration": at})


def test_a_place_put_in_is_the_place_written() -> None:
    data = company("idc", "guizhou/guiyang")
    for place in PLACES:
        here, there = copy.deepcopy(data), copy.deepcopy(data)
        here["servers"] = {"places": [place]}
        there["registration"]["place"] = place
        assert placed(settle(data), place, True) == settle(here)
        assert placed(settle(data), place, False) == settle(there)


@given(profiles(known=True), days, st.booleans())
@settings(max_examples=60)
def test_undetermined_exactly_if_places_can_decide(
    data: dict[str, Any], day: str, servers: bool
) -> None:
    """Against brute force over every place of the mainland."""
    if servers:
        del data["servers"]
    else:
        del data["registration"]["place"]
    profile = settle(data)
    open_ = bare_of(profile, day)
    found = set()
    for place in LAW.places.values():
        if place.kind == "outside":
            continue  # left out = somewhere in the mainland
        found.add(bare_of(placed(profile, place.id, servers), day))
    yes, no = bool(found & YES), "not_licensable" in found
    if yes and no:
        assert open_ == "undetermined"
    elif "undetermined" not in found:
        assert (open_ in YES) == yes


@given(profiles(), days)
@settings(max_examples=150)
def test_asks_are_there_exactly_if_undetermined(data: dict[str, Any], day: str) -> None:
    item = judge(data, day, asked=True)
    assert bool(item.asks) == (item.status == "undetermined")
    for ask in item.asks:
        assert len(ask.options) >= 1
        assert len({option.status for option in ask.options}) == len(ask.options)


# --- more law ---------------------------------------------------------------------


@given(profiles(), days, st.sampled_from(sorted(LAW.routes)))
@settings(max_examples=200)
def test_a_new_route_never_removes_a_yes(
    data: dict[str, Any], day: str, route: str
) -> None:
    before, after = bare(data, day, without("routes", route)), bare(data, day)
    if before in YES:
        assert after in YES
    if before == "licensable":
        assert after == "licensable"


@given(profiles(), days, st.sampled_from(sorted(LAW.prohibitions)))
@settings(max_examples=200)
def test_a_new_prohibition_never_adds_a_yes(
    data: dict[str, Any], day: str, ban: str
) -> None:
    before, after = bare(data, day, without("prohibitions", ban)), bare(data, day)
    if before == "not_licensable":
        assert after == "not_licensable"
    if after in YES:
        assert before in YES


# --- cures ------------------------------------------------------------------------


def patched(data: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    new = copy.deepcopy(data)
    for path, value in patch.items():
        table, _, key = path.partition(".")
        if key:
            new.setdefault(table, {})[key] = value
        else:
            new[table] = value
    return new


@given(profiles(), days)
@settings(max_examples=150)
def test_every_cure_keeps_its_promise(data: dict[str, Any], day: str) -> None:
    item = judge(data, day, cured=True)
    for cure in item.cures:
        patch = dict(cure.patch)
        later = patch.pop("as_of", day)
        assert bare(patched(data, patch), later) == cure.leads_to
        assert cure.leads_to in YES
        for path in patch:
            if len(patch) > 1:
                rest = {key: value for key, value in patch.items() if key != path}
                assert bare(patched(data, rest), day) not in YES
    wants = [
        frozenset(
            (step.fact, check.id, str(value))
            for step in cure.steps
            for check, value, _ in step.wants
        )
        for cure in item.cures
        if cure.steps[0].fact != "as_of"
    ]
    assert not any(a < b for a in wants for b in wants)


OWNERS: dict[str, list[Any]] = {
    "owners": [
        [{"jurisdiction": "CN", "share": 100, "kind": "company"}],
        [
            {"jurisdiction": "US", "share": 30},
            {"jurisdiction": "CN", "share": 70, "kind": "company"},
        ],
        [
            {"jurisdiction": "US", "share": 50},
            {"jurisdiction": "CN", "share": 50, "kind": "company"},
        ],
    ],
    "registration.place": PLACES[:-1],
    "servers.places": [[place] for place in PLACES[:-1]],
}


def brute_force(data: dict[str, Any], day: str) -> set[frozenset[str]]:
    """All minimal sets of facts whose change makes the answer a certain yes."""
    found: set[frozenset[str]] = set()
    for size in range(1, 4):
        for facts in combinations(OWNERS, size):
            if any(smaller < set(facts) for smaller in found):
                continue
            for values in product(*(OWNERS[fact] for fact in facts)):
                if (
                    bare(patched(data, dict(zip(facts, values, strict=True))), day)
                    in YES
                ):
                    found.add(frozenset(facts))
                    break
    return found


def company(service: str, place: str) -> dict[str, Any]:
    """A company with one service and servers in Huangshi; its owners are not stated."""
    return {
        "schema": 1,
        "name": "P",
        "registration": {"place": place, "listed": False},
        "servers": {"places": ["hubei/huangshi"]},
        "services": [{"id": service, "content": ["none"]}],
    }


@pytest.mark.parametrize(
    "service", ["idc", "isp-user", "ip-vpn", "info-publish", "app-store", "edi-device"]
)
@pytest.mark.parametrize("place", ["shanghai/xuhui", "guizhou/guiyang", "beijing"])
@pytest.mark.parametrize("day", ["2016-01-01", "2022-06-01", "2026-11-22"])
def test_cures_are_all_the_minimal_ones(service: str, place: str, day: str) -> None:
    """Against brute force over shares, places and servers of a wholly foreign company."""
    data = company(service, place)
    data["owners"] = [{"jurisdiction": "US", "share": 100}]
    item = judge(data, day, cured=True)
    cures = {frozenset(step.fact for step in cure.steps) for cure in item.cures}
    wanted = set() if item.status in YES else brute_force(data, day)
    smallest = {
        c for c in cures - {frozenset({"as_of"})} if not any(o < c for o in cures)
    }
    assert smallest == wanted


CHAIN = [
    {
        "jurisdiction": "CN",
        "share": 80,
        "owners": [
            {
                "jurisdiction": "CN",
                "share": 60,
                "owners": [
                    {"jurisdiction": "US", "share": 60},
                    {"jurisdiction": "CN", "share": 40, "kind": "company"},
                ],
            },
            {"jurisdiction": "CN", "share": 40, "kind": "company"},
        ],
    },
    {"jurisdiction": "CN", "share": 20, "kind": "company"},
]
"""28.8 % foreign by product, 80 % by control."""


@pytest.mark.parametrize("owners", [None, CHAIN, [{"jurisdiction": "US", "share": 30}]])
@pytest.mark.parametrize(
    "service", ["idc", "info-search", "edi-exchange", "edi-ecommerce", "app-store"]
)
@pytest.mark.parametrize("day", ["2016-01-01", "2022-06-01", "2026-11-22"])
def test_the_share_offered_is_the_largest_that_works(
    service: str, owners: list[Any] | None, day: str
) -> None:
    """Against brute force over shares, for owners not stated, nested, or in part."""
    data = company(service, "guizhou/guiyang")
    if owners:
        data["owners"] = owners
    item = judge(data, day, cured=True)
    offered = [
        (value, cure.leads_to)
        for cure in item.cures
        if [step.fact for step in cure.steps] == ["owners"]
        for check, value, _ in cure.steps[0].wants
        if check.fact == "ownership.foreign"
    ]
    shares = {0: 0, 30: 1, 50: 2}
    works = [
        share
        for share, at in shares.items()
        if bare(patched(data, {"owners": OWNERS["owners"][at]}), day) in YES
    ]
    if item.status in YES:
        assert offered == []
    else:
        assert [value for value, _ in offered] == [max(works)]


# --- form and time ------------------------------------------------------------------


@given(profiles(), days, st.integers(0, 99))
@settings(max_examples=60)
def test_the_order_of_keys_does_not_matter(
    data: dict[str, Any], day: str, seed: int
) -> None:
    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return (
                [shuffled(item) for item in value] if isinstance(value, list) else value
            )
        keys = list(value)
        random.Random(seed).shuffle(keys)
        return {key: shuffled(value[key]) for key in keys}

    one = assess(settle(data), LAW, day)
    other = assess(settle(shuffled(data)), LAW, day)
    assert as_object(one, "en") == as_object(other, "en")


@given(profiles(), st.integers(0, len(DAYS) - 2))
@settings(max_examples=150)
def test_nothing_changes_between_two_boundaries(data: dict[str, Any], at: int) -> None:
    first = DAYS[at]
    last = date.fromisoformat(DAYS[at + 1]) - timedelta(days=1)
    one, other = judge(data, first), judge(data, last.isoformat())
    assert one.status == other.status
    assert [r.rule.route.id for r in one.routes] == [
        r.rule.route.id for r in other.routes
    ]
    assert [(r.status, [c.holds for c in r.checks]) for r in one.routes] == [
        (r.status, [c.holds for c in r.checks]) for r in other.routes
    ]
    assert [dict(c.patch) for c in one.cures] == [dict(c.patch) for c in other.cures]
