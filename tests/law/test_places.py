"""The map: what is there, where it lies, and on which days."""

from collections import Counter

import pytest

from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law


def test_every_kind_of_place_is_complete(law: Law) -> None:
    kinds = Counter(place.kind for place in law.places.values())
    assert kinds["province"] == 31
    assert kinds["city"] == 333
    assert kinds["outside"] == 4
    districts = Counter(
        place.id.rpartition("/")[0]
        for place in law.places.values()
        if place.kind == "district"
    )
    assert districts == {
        "beijing": 16,
        "tianjin": 16,
        "shanghai": 16,
        "chongqing": 38,
        "guangdong/shenzhen": 9,
    }


@pytest.mark.parametrize(
    "place",
    [
        "hebei/xiongan",
        "shaanxi/yangling",
        "shanghai/lingang",
        "beijing/haidian/zhongguancun",
        "henan/jiyuan",
        "hubei/xiantao",
        "xinjiang/shihezi",
        "shanghai/ftz-waigaoqiao",
    ],
)
def test_special_places_are_there(law: Law, place: str) -> None:
    assert place in law.places


def parts(law: Law, day: str, place: str, area: str) -> tuple[int, int]:
    """How many points of a place lie in an area, and how many there are."""
    atlas = Atlas(law, day)
    points = atlas.points(place)
    return sum(bool(atlas.named([p], [area])) for p in points), len(points)


@pytest.mark.parametrize(
    ("day", "place", "area", "inside"),
    [
        ("2026-11-22", "shanghai/ftz-waigaoqiao", "pilot-2024", "all"),
        ("2026-11-22", "shanghai/pudong", "pilot-2024", "all"),
        ("2026-11-22", "shanghai/xuhui", "pilot-2024", "none"),
        ("2026-11-22", "shanghai", "pilot-2024", "some"),
        ("2026-11-22", "shanghai/fengxian", "pilot-2024", "some"),
        ("2019-08-05", "shanghai/lingang", "ftz", "none"),
        ("2019-08-06", "shanghai/lingang", "ftz", "all"),
        ("2026-11-22", "guangdong/shenzhen", "ftz", "some"),
        ("2026-11-22", "guangdong/shenzhen/non-ftz", "ftz", "none"),
        ("2026-11-22", "guangdong/shenzhen/ftz-qianhai", "ftz", "all"),
        ("2015-04-19", "guangdong/shenzhen/ftz-qianhai", "ftz", "none"),
        ("2026-11-22", "jiangsu/suzhou", "service-pilot-20", "all"),
        ("2026-11-22", "anhui/suzhou", "service-pilot-20", "none"),
        ("2026-11-22", "fujian/fuzhou", "service-pilot-20", "all"),
        ("2026-11-22", "jiangxi/fuzhou", "service-pilot-20", "none"),
        ("2026-11-22", "hainan/haikou", "hainan", "all"),
        ("2021-01-31", "hainan/haikou", "ftz", "all"),
        ("2021-02-01", "hainan/haikou", "ftz", "none"),
        ("2026-11-22", "beijing/haidian", "zhongguancun-haidian", "some"),
    ],
)
def test_membership(law: Law, day: str, place: str, area: str, inside: str) -> None:
    found, every = parts(law, day, place, area)
    word = "none" if not found else "all" if found == every else "some"
    assert word == inside


def test_every_point_has_an_id_that_means_just_it(law: Law) -> None:
    """So that an answer that holds at one point only can name the place."""
    areas = {area.outside for area in law.areas.values() if area.outside}
    for day in law.boundaries():
        atlas, alone = Atlas(law, day), set[int]()
        for place in law.places:
            for id in (place, *(f"{place}/{word}" for word in areas)):
                points = atlas.points(id)
                alone |= points if len(points) == 1 else set()
        assert atlas.everywhere <= alone, day


@pytest.mark.parametrize(
    ("place", "areas"),
    [
        ("beijing/daxing/ftz-hebei-daxing-airport", {"ftz-hebei", "pilot-beijing"}),
        (
            "beijing/haidian/zhongguancun/ftz-zhongguancun",
            {"ftz-beijing", "pilot-beijing", "zhongguancun-haidian"},
        ),
    ],
)
def test_an_overlap_lies_in_all_its_places(
    law: Law, place: str, areas: set[str]
) -> None:
    atlas = Atlas(law, "2026-11-22")
    assert len(atlas.points(place)) == 1
    assert areas <= {part.id for part in atlas.named(atlas.points(place), law.areas)}
