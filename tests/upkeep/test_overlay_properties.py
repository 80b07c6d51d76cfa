"""What must be true of every overlay, on random profiles, days and records."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.strategies import SERVICES, days, profiles
from tests.upkeep.laws import changed, prohibition, recapped, route
from vatscheck.engine.assess import status
from vatscheck.engine.space import YES
from vatscheck.engine.ways import RANKS
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law, load_law
from vatscheck.upkeep.cases import profile_of

LAW = load_law()
AREAS = [None, *LAW.areas]
shares = st.sampled_from([0, 1, 30, 49, 50, 99, 100])
services = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True)
CAPPED = [
    (found.id, use.value)
    for found in LAW.routes.values()
    for use in found.version[-1].when
    if use.check == "foreign-at-most" and use.value < 100
]


def judged(law: Law, data: dict[str, Any], day: str) -> str:
    profile = profile_of(law, data)
    return status(law, atlas_on(law, day), profile, profile.services[0])


@settings(max_examples=60)
@given(profiles(), days, services, st.sampled_from(AREAS), shares, days)
def test_an_added_route_never_makes_an_answer_worse(
    data: dict[str, Any],
    day: str,
    mine: list[str],
    area: str | None,
    cap: int,
    start: str,
) -> None:
    law = changed(route(mine, area, cap, start))
    before, after = judged(LAW, data, day), judged(law, data, day)
    if before == "licensable":
        assert after == "licensable"
    if before in YES:
        assert after in YES
    if data["services"][0]["id"] not in mine:
        # The judged service may be an older one under whose rules it falls.
        assert before == after or LAW.services[data["services"][0]["id"]].judged_as


@settings(max_examples=60)
@given(profiles(known=True), days, services, shares, days)
def test_an_added_prohibition_never_makes_an_answer_better(
    data: dict[str, Any], day: str, mine: list[str], share: int, start: str
) -> None:
    law = changed(prohibition(mine, share, start))
    before, after = judged(LAW, data, day), judged(law, data, day)
    if before not in YES:
        assert after not in YES
    if after == "licensable":
        assert before == "licensable"
    if before not in ("undetermined", "not_covered"):
        assert RANKS.index(after) >= RANKS.index(before)


@settings(max_examples=60)
@given(profiles(), days, st.sampled_from(CAPPED), st.sampled_from([0, 10, 35, 51, 99]))
def test_another_cap_changes_only_the_services_that_the_route_names(
    data: dict[str, Any], day: str, capped: tuple[str, int], cap: int
) -> None:
    id, old = capped
    law = changed(recapped(LAW, id, old, cap))
    named = {s for version in LAW.routes[id].version for s in version.services}
    service = LAW.services[data["services"][0]["id"]]
    older = {note.service for note in service.judged_as}
    if named.isdisjoint({service.id, *older}):
        assert judged(LAW, data, day) == judged(law, data, day)


@settings(max_examples=40)
@given(profiles(), days)
def test_an_overlay_that_says_the_same_changes_nothing(
    data: dict[str, Any], day: str
) -> None:
    law = changed(*LAW.routes.values(), *LAW.prohibitions.values())
    assert judged(LAW, data, day) == judged(law, data, day)
