"""Every place id lies in exactly one group, with the answer that `assess` gives there."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.engine.places_once import (
    STARTED,
    Case,
    Reader,
    faults,
    ids,
    moved,
    random_case,
)
from tests.engine.strategies import LAW, SERVICES
from vatscheck.engine.assess import assess, judged_as
from vatscheck.engine.grid import Column, grid
from vatscheck.engine.ready import rules_on, turning_days
from vatscheck.engine.regions import map_of
from vatscheck.engine.rules import Rules
from vatscheck.law.atlas import Atlas, atlas_on, history
from vatscheck.loading import load_profile
from vatscheck.profile.models import Profile, ServiceEntry

PROFILES = Path(__file__).parents[2] / "profiles"
DAY = "2026-11-22"
ALWAYS = {
    "shanghai",
    "shanghai/pudong",
    "shanghai/lingang",
    "shanghai/fengxian",
    "shanghai/fengxian/non-ftz",
    "shanghai/ftz-zhangjiang",
    "beijing/haidian/zhongguancun/ftz-zhongguancun",
    "beijing/daxing/ftz-hebei-daxing-airport",
    "hebei/langfang/ftz-daxing-airport",
    "guangdong/shenzhen/shenshan",
    "shaanxi/xian/ftz-central",
    "hong-kong",
}


@pytest.mark.parametrize("seed", range(1000, 1020))
def test_every_place_has_the_answer_of_assess(seed: int) -> None:
    case = random_case(seed)
    every = ids(atlas_on(LAW, case.day))
    some = Random(seed).sample(every, 120)
    assert not list(faults(case, {*some, *ALWAYS}))


def tesla(*services: str) -> Profile:
    entries = [ServiceEntry(id=id, content=["none"]) for id in services]
    profile = load_profile(PROFILES / "tesla.toml", LAW)
    return profile.model_copy(update={"services": entries})


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("shanghai/pudong", "conditional"),
        ("shanghai/lingang", "conditional"),
        ("shanghai/ftz-zhangjiang", "conditional"),
        ("beijing", "conditional"),
        ("beijing/daxing/ftz-hebei-daxing-airport", "conditional"),
        ("hainan/sansha", "conditional"),
        ("shanghai", "undetermined"),
        ("shanghai/fengxian", "undetermined"),
        ("guangdong", "undetermined"),
        ("hebei/langfang/ftz-daxing-airport", "undetermined"),
        ("shanghai/fengxian/non-ftz", "not_licensable"),
        ("shanghai/xuhui", "not_licensable"),
        ("guangdong/guangzhou", "not_licensable"),
        ("hebei/langfang", "not_licensable"),
        ("hong-kong", "not_licensable"),
    ],
)
def test_the_pilot_areas_of_2024(place: str, status: str) -> None:
    """Beijing, Hainan, Shenzhen, and of Shanghai Pudong with Lin-gang, which reaches
    into Fengxian; a parcel of the Hebei zone lies in Beijing.
    """
    column = Reader(grid(tesla("ircs"), LAW, DAY)).by_spelling(place)
    assert column.cells[0].status == status


def test_with_the_servers_left_behind_only_their_area_is_good() -> None:
    """The pilot wants the facilities in the same area: servers in Lin-gang, Shanghai."""
    found = grid(tesla("ircs"), LAW, DAY, stay=True)
    assert found.columns[0].where.label.whole == ("shanghai/pudong", "shanghai/lingang")
    assert Reader(found).by_spelling("beijing").cells[0].status == "not_licensable"


def test_remainders_are_what_other_groups_leave() -> None:
    """App stores of the park have a route of their own, the rest of Beijing the pilot's."""
    found = grid(tesla("app-store"), LAW, DAY)
    columns = {id: c for c in found.columns for id in c.where.remainders}
    assert columns["beijing"].cells[0].rule
    assert columns["beijing"].cells[0].rule.id == "pilot-2024"
    park = Reader(found).by_spelling("beijing/haidian/zhongguancun")
    assert park.cells[0].rule
    assert park.cells[0].rule.id == "beijing-app-store-2021"


def told(column: Column, day: str, relevant: int) -> set[int]:
    """The points that a label names, wholly or as what is left of a place."""
    map_, label = map_of(atlas_on(LAW, day), relevant), column.where.label
    points = {point for place in label.whole for point in map_.of(place)}
    for place in label.left:
        points |= {point for _, point in map_.pieces[place]}
    return points


@pytest.mark.parametrize("seed", range(2000, 2020))
def test_a_label_tells_all_points_of_its_group(seed: int) -> None:
    case = random_case(seed)
    found = grid(case.profile, LAW, case.day, stay=case.stay)
    reader = Reader(found)
    relevant = 1
    for entry in case.profile.services:
        service = judged_as(LAW, case.day, LAW.services[entry.id])
        relevant |= rules_on(LAW, case.day, service).relevant
    map_ = map_of(atlas_on(LAW, case.day), relevant)
    for points, same in map_.kinds.items():
        (column,) = {id(c): c for c in map(reader.by_spelling, same)}.values()
        if len(points) == 1 and not column.where.rest:
            assert points[0] in told(column, case.day, relevant)
    for column in found.columns:
        for place in column.where.label.whole:
            assert reader.by_spelling(place) is column
            for point in map_.of(place):
                for each in map_.kinds[(point,)]:
                    assert reader.by_spelling(each) is column


@pytest.mark.parametrize("seed", range(3000, 3010))
def test_what_assess_says_of_places_is_the_same(seed: int) -> None:
    """A company moved to a place that `where` names is judged so, by that route."""
    case = random_case(seed)
    for at, item in enumerate(
        assess(case.profile, LAW, case.day, cured=False).assessments
    ):
        for group in item.where:
            for place in group.places[:6]:
                if len(atlas_on(LAW, case.day).points(place)) > 1:
                    continue
                there = moved(case.profile, place, stay=False)
                there = there.model_copy(update={"services": [there.services[at]]})
                (judged,) = assess(there, LAW, case.day, cured=False).assessments
                assert judged.status == group.status
                assert judged.best
                assert judged.best.rule.route.id == group.route.id


def shape(rules: Rules) -> tuple[object, ...]:
    """What rules say, free of the numbers that their checks happen to have."""
    uses = {atom.bit: (atom.use, atom.reach) for atom in rules.atoms}

    def of(mask: int) -> list[str]:
        return sorted((repr(use) for bit, use in uses.items() if bit & mask))

    return (
        [
            (
                way.rule.route.id,
                way.rule.version.from_,
                of(way.needs),
                [(of(mask), ban.id) for mask, ban in way.defeats],
                [(of(mask), condition.id) for mask, condition in way.conditions],
                way.plain,
            )
            for way in rules.ways
        ],
        rules.relevant,
        [duty.id for duty in rules.limits],
        rules.limited_by,
        (rules.cuts, rules.kinds, rules.joined),
        rules.atlas.day,
    )


@pytest.mark.parametrize("service", SERVICES[::3])
def test_rules_kept_are_those_of_the_day(service: str) -> None:
    """Days that share their rules are days on which the same records are in force."""
    for day in Random(service).sample(STARTED, 25):
        item = judged_as(LAW, day, LAW.services[service])
        assert shape(rules_on(LAW, day, item)) == shape(
            Rules(LAW, Atlas(LAW, day), item)
        )


@pytest.mark.parametrize("day", STARTED)
def test_maps_kept_are_those_of_the_day(day: str) -> None:
    kept, fresh, ever = atlas_on(LAW, day), Atlas(LAW, day), history(LAW)
    assert (kept.day, kept.parts, kept.members) == (day, fresh.parts, fresh.members)
    assert kept.everywhere == fresh.everywhere
    for place in LAW.places:
        assert kept.points(place) == fresh.points(place)
        if place not in fresh.overlaps:
            then = {ever.on(day, point) for point in ever.points(place)}
            assert then == fresh.points(place)


def test_between_two_turning_days_nothing_changes() -> None:
    """Every boundary that is no turning day of a service has the answer of the day before."""
    case = Case("tesla", tesla("ircs", "app-store"), DAY, stay=False)
    for entry in case.profile.services:
        turning = turning_days(LAW, LAW.services[entry.id])
        profile = case.profile.model_copy(update={"services": [entry]})
        since = None
        for day in STARTED:
            (item,) = assess(profile, LAW, day, cured=False).assessments
            if day not in turning:
                assert item.status == since
            since = item.status
