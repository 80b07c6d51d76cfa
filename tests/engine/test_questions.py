"""The answers to questions are those of `assess`, asked place by place and day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.strategies import DAYS, LAW, days, profiles
from tests.engine.test_properties import bare_of, settle
from vatscheck.engine.assess import space_for
from vatscheck.engine.grid import Column, Grid, grid
from vatscheck.engine.grounds import deciding, lacking
from vatscheck.engine.limits import Limit, Row, limits
from vatscheck.engine.regions import Territory
from vatscheck.engine.timeline import timeline
from vatscheck.law.atlas import Atlas, atlas_on
from vatscheck.profile.models import Owner, Profile

YES = {"licensable", "conditional"}
DRAWN = sorted(
    member.place
    for area in LAW.areas.values()
    for part in area.part
    for member in part.members
)
drawn = st.sampled_from([*DRAWN, "beijing/chaoyang/non-ftz", "guizhou/guiyang/non-ftz"])


def at(profile: Profile, place: str, *, stay: bool = False) -> Profile:
    """The company registered at a place, with all its servers there unless they stay."""
    registration = profile.registration.model_copy(update={"place": place})
    changes: dict[str, Any] = {"registration": registration}
    if not stay:
        changes["servers"] = profile.servers.model_copy(update={"places": [place]})
        changes["services"] = [
            entry.model_copy(update={"servers": None}) for entry in profile.services
        ]
    return profile.model_copy(update=changes)


def parents(atlas: Atlas, place: str) -> list[str]:
    """A place and all that it lies in, the words for 'outside every zone' dropped."""
    head = place.removesuffix("/non-ftz")
    return list(atlas.upwards(head))


def covers(where: Territory, place: str) -> bool:
    return place in where.places or place in where.remainders


def column(found: Grid, atlas: Atlas, place: str) -> Column:
    for above in parents(atlas, place):
        for each in found.columns:
            if covers(each.where, above):
                return each
    return next(each for each in found.columns if each.where.rest)


@given(profiles(), days, drawn, st.booleans())
@settings(max_examples=150)
def test_where_is_assess_at_each_place(
    data: dict[str, Any], day: str, place: str, stay: bool
) -> None:
    atlas, profile = atlas_on(LAW, day), settle(data)
    assume(len(atlas.points(place)) == 1)
    cell = column(grid(profile, LAW, day, stay=stay), atlas, place).cells[0]
    assert cell.status == bare_of(at(profile, place, stay=stay), day)


@given(profiles(), days)
@settings(max_examples=60)
def test_every_place_is_in_one_column(data: dict[str, Any], day: str) -> None:
    found = grid(settle(data), LAW, day)
    named = [
        place
        for each in found.columns
        for place in (*each.where.places, *each.where.remainders)
        if not each.where.rest
    ]
    assert len(named) == len(set(named))
    assert sum(each.where.rest for each in found.columns) == 1
    for each in found.columns:
        assert each.where.rest or each.where.places or each.where.remainders


@given(profiles(), days)
@settings(max_examples=60)
def test_a_refused_place_has_its_reasons(data: dict[str, Any], day: str) -> None:
    for each in grid(settle(data), LAW, day).columns:
        for cell in each.cells:
            if cell.status in YES:
                assert cell.rule
                assert not cell.lacking
            elif cell.status != "not_covered" and cell.near:
                assert cell.lacking
                assert all(check.holds is not True for check in cell.lacking)


@given(profiles(), st.sampled_from(DAYS), st.integers(0, 400))
@settings(max_examples=150)
def test_the_timeline_is_assess_on_each_day(
    data: dict[str, Any], start: str, more: int
) -> None:
    day = (date.fromisoformat(start) + timedelta(days=more)).isoformat()
    assume(day >= LAW.head.starts)
    profile = settle(data)
    (history,) = timeline(profile, LAW)
    period = next(
        p for p in history.periods if p.start <= day and (not p.end or day <= p.end)
    )
    assert period.status == bare_of(profile, day)


def test_the_periods_follow_each_other_without_a_gap() -> None:
    profile = settle(
        {"schema": 1, "name": "P", "services": [{"id": id} for id in LAW.services]}
    )
    for history in timeline(profile, LAW):
        first, *rest = history.periods
        assert first.start == LAW.head.starts
        for earlier, later in zip(history.periods, rest, strict=False):
            assert earlier.end
            next_day = date.fromisoformat(earlier.end) + timedelta(days=1)
            assert next_day.isoformat() == later.start
            assert (earlier.status, earlier.rule) != (later.status, later.rule)
        assert history.periods[-1].end is None


def row(rows: tuple[Row, ...], atlas: Atlas, place: str) -> Limit:
    for above in parents(atlas, place):
        for each in rows:
            if covers(each.where, above):
                return each.limit
    return next(each.limit for each in rows if each.where.rest)


def holding(profile: Profile, holder: Owner, share: Decimal) -> Profile:
    """The company with one holder at a share, and mainland companies for the rest."""
    owners = [Owner(jurisdiction="CN", kind="company", share=100 - share)]
    if share:
        owners.append(holder.model_copy(update={"share": share, "owners": None}))
    return profile.model_copy(update={"owners": owners})


LITTLE = Decimal("0.0001")


@given(profiles(), days, drawn)
@settings(max_examples=40)
def test_the_limit_works_and_a_little_more_does_not(
    data: dict[str, Any], day: str, place: str
) -> None:
    atlas, profile = atlas_on(LAW, day), settle(data)
    assume(day >= LAW.head.starts and len(atlas.points(place)) == 1)
    found = limits(profile, LAW, day)
    limit = row(found.services[0].rows, atlas, place)
    there = at(profile, place)

    def status(share: Decimal) -> str:
        owned = holding(there, found.holder, share)
        kinds = [
            owner.model_copy(update={"kind": found.rest})
            for owner in owned.owners or ()
        ][:1]
        owners = [*kinds, *(owned.owners or ())[1:]]
        return bare_of(owned.model_copy(update={"owners": owners}), day)

    for most, good in ((limit.certain, YES), (limit.possible, {*YES, "undetermined"})):
        if most is None:
            assert limit.certain or good != YES or status(Decimal(0)) not in good
            continue
        assert status(most.share - LITTLE if most.below else most.share) in good
        more = most.share if most.below else most.share + LITTLE
        if more <= 100:
            assert status(more) not in good


@given(profiles(known=True), drawn)
@settings(max_examples=30)
def test_the_first_day_of_the_company_as_given(
    data: dict[str, Any], place: str
) -> None:
    day = LAW.head.verified_on
    atlas, profile = atlas_on(LAW, day), settle(data)
    assume(len(atlas.points(place)) == 1)
    limit = row(limits(profile, LAW, day).services[0].rows, atlas, place)
    there = at(profile, place)
    assert (limit.given is not None and limit.given <= day) == (
        bare_of(there, day) in YES
    )
    if limit.given and limit.given > LAW.head.starts:
        before = (date.fromisoformat(limit.given) - timedelta(days=1)).isoformat()
        assert bare_of(there, limit.given) in YES
        if len(atlas_on(LAW, before).points(place)) == 1:
            assert bare_of(there, before) not in YES


def test_what_decides_is_named(law: Any) -> None:
    data = {
        "schema": 1,
        "name": "P",
        "services": ["ircs", "edi-ecommerce"],
        "registration": {"place": "guizhou/guiyang"},
        "servers": {"places": ["guizhou/guiyang"]},
        "owners": [{"jurisdiction": "US", "share": 100}],
    }
    profile, day = settle(data), "2026-11-22"
    spaces = [
        space_for(law, atlas_on(law, day), profile, entry) for entry in profile.services
    ]
    rules = [deciding(space) for space in spaces]
    assert [rule.id for rule in rules if rule] == ["not-committed", "national-uncapped"]
    assert [check.id for check in lacking(spaces[0])][:1] == ["registered-within"]
    assert lacking(spaces[1]) == ()
