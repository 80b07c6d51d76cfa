"""A prohibition spares those registered in an area, on the days of the exception alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.upkeep.laws import changed, prohibition
from vatscheck.answers.explain import explanation
from vatscheck.answers.facts import readers
from vatscheck.engine.answer import Assessment
from vatscheck.engine.assess import assess
from vatscheck.engine.ready import turning_days
from vatscheck.law.book import Law
from vatscheck.law.models import Unless
from vatscheck.profile.models import Profile
from vatscheck.words.sources import resolve

ZONE, OUTSIDE, OPEN = "shanghai/ftz-waigaoqiao", "shanghai/xuhui", "shanghai/pudong"
SPAN = Unless("ftz", "2023-01-01", ["ftz-list"], "2023-12-31")


def judged(
    law: Law,
    day: str,
    place: str | None,
    service: str = "call-centre",
    content: list[str] | None = None,
) -> Assessment:
    owners: list[dict[str, Any]] = [
        {"jurisdiction": "US", "share": 30},
        {"jurisdiction": "CN", "share": 70, "kind": "company"},
    ]
    asked: dict[str, Any] = {"id": service}
    if content:
        asked["content"] = content
    registration = {"listed": False} | ({"place": place} if place else {})
    profile = Profile.model_validate(
        {
            "schema": 1,
            "name": "x",
            "registration": registration,
            "servers": {"places": [place or OUTSIDE]},
            "owners": owners,
            "services": [asked],
        }
    )
    (item,) = assess(profile, law, day).assessments
    return item


@pytest.fixture(scope="module")
def spared() -> Law:
    """A law that bars call centres above 20 %, but in the zones in 2023."""
    ban = prohibition(["call-centre"], 20, "2022-06-01")
    return changed(ban._replace(unless=[SPAN]))


@pytest.mark.parametrize(
    ("day", "place", "status"),
    [
        ("2022-05-31", OUTSIDE, "licensable"),
        ("2022-06-01", ZONE, "not_licensable"),
        ("2022-12-31", ZONE, "not_licensable"),
        ("2023-01-01", ZONE, "licensable"),
        ("2023-12-31", ZONE, "licensable"),
        ("2024-01-01", ZONE, "not_licensable"),
        ("2023-06-01", OUTSIDE, "not_licensable"),
        ("2023-06-01", OPEN, "undetermined"),
        ("2023-06-01", None, "undetermined"),
        ("2024-01-01", OPEN, "not_licensable"),
    ],
)
def test_inside_outside_unknown_and_each_day(
    spared: Law, day: str, place: str | None, status: str
) -> None:
    item = judged(spared, day, place)
    assert item.status == status
    asked = {ask.fact for ask in item.asks}
    assert ("registration.place" in asked) == (status == "undetermined")


def test_the_area_is_a_cure_with_the_source_of_the_exception(spared: Law) -> None:
    item = judged(spared, "2023-06-01", OUTSIDE)
    steps = [step for cure in item.cures for step in cure.steps if len(cure.steps) == 1]
    moved = [step for step in steps if step.fact == "registration.place"]
    assert [step.cites for step in moved] == [("ftz-list",)]
    assert ZONE in moved[0].places


def test_the_days_of_an_exception_are_days_of_the_law(spared: Law) -> None:
    assert {"2023-01-01", "2024-01-01"} <= set(spared.boundaries())
    days = set(turning_days(spared, spared.services["call-centre"]))
    assert {"2022-06-01", "2023-01-01", "2024-01-01"} <= days


def test_it_is_explained_and_read(spared: Law) -> None:
    told = explanation(spared, "made-up", "en")
    assert told
    assert "a free-trade zone (2023-01-01 to 2023-12-31) [FTZ Negative List" in told
    assert "made-up" in readers(spared)["registration.place"]


@pytest.mark.parametrize(
    ("day", "place", "lists"),
    [
        ("2026-12-01", "guizhou/guiyang", {"national-list"}),
        ("2026-12-01", ZONE, {"ftz-list"}),
        ("2026-12-01", "hainan/haikou", {"hainan-list-2020"}),
        ("2026-12-01", OPEN, {"ftz-list", "national-list"}),
        ("2021-01-31", "hainan/haikou", {"ftz-list"}),
        ("2021-02-01", "hainan/haikou", {"hainan-list-2020"}),
        ("2018-10-15", "hainan/haikou", {"national-list"}),
        ("2012-06-01", ZONE, {"national-list"}),
    ],
)
def test_the_list_cited_is_that_of_the_company_s_place(
    law: Law, day: str, place: str, lists: set[str]
) -> None:
    item = judged(law, day, place, "info-publish", ["news"])
    cited = {
        cite.partition("#")[0]
        for route in item.routes
        for check in route.failing
        if check.ban and check.ban.id == "content-news"
        for cite in check.cites
    }
    every = {"national-list", "ftz-list", "hainan-list-2020"}
    assert cited & every == lists


def test_the_sources_name_that_list(law: Law) -> None:
    answer = assess(
        Profile.model_validate(
            {
                "schema": 1,
                "name": "x",
                "registration": {"place": ZONE},
                "servers": {"places": [ZONE]},
                "owners": [{"jurisdiction": "US", "share": 100}],
                "services": [{"id": "info-publish", "content": ["news"]}],
            }
        ),
        law,
        "2026-12-01",
        cured=False,
    )
    bare = [item._replace(alternatives=()) for item in answer.assessments]
    used = [(item, ()) for item in bare]
    found = resolve(answer, used, whole=False)
    assert "ftz-list#internet item" in found
    assert "national-list#internet item" not in found
