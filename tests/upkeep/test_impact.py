"""What a change of the law leads to: nothing without one, and nothing is missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.overlays import GOOD
from tests.upkeep.laws import changed, prohibition, recapped, route
from vatscheck.engine.assess import judged_as, space_for
from vatscheck.engine.space import together
from vatscheck.law.atlas import MAINLAND, atlas_on
from vatscheck.law.book import Law, load_law
from vatscheck.law.compile import DATA
from vatscheck.profile.models import ServiceEntry
from vatscheck.upkeep.changes import Key, changes
from vatscheck.upkeep.companies import Company, companies
from vatscheck.upkeep.folders import read_folder
from vatscheck.upkeep.impact import ELSEWHERE, Difference, Impact, difference
from vatscheck.upkeep.marks import Marks

LAW = load_law()
CAPPED = recapped(LAW, "national-capped", 50, 49)


@pytest.mark.parametrize(
    "law",
    [LAW, read_folder(GOOD), changed(CAPPED)],
    ids=["bundled", "overlaid", "recapped"],
)
def test_a_law_does_not_differ_from_itself(law: Law) -> None:

    assert changes(law, law) == []
    assert difference(law, law) == Difference((), ())


def test_the_built_law_does_not_differ_from_its_sources() -> None:
    whole = read_folder(DATA)
    assert changes(LAW, whole) == []
    assert difference(LAW, whole) == Difference((), ())


def test_records_are_added_removed_and_changed() -> None:
    new = changed(CAPPED, route(["cdn"], None, 50, "2026-01-01"))
    there = [(c.how, c.kind, c.id) for c in changes(LAW, new)]
    assert there == [
        ("changed", "route", "national-capped"),
        ("added", "route", "made-up"),
    ]
    back = [(c.how, c.kind, c.id) for c in changes(new, LAW)]
    assert back == [
        ("removed", "route", "made-up"),
        ("changed", "route", "national-capped"),
    ]
    (key,) = changes(LAW, new)[0].keys
    assert key.name == "version"
    title = LAW.routes["domestic"]._replace(title="another")
    (change,) = changes(LAW, changed(title))
    assert change.keys == (Key("title", LAW.routes["domestic"].title, "another"),)


def test_another_text_changes_no_answer() -> None:
    title = LAW.routes["pilot-2024"]._replace(title="another", text="Another.")
    assert difference(LAW, changed(title)) == Difference((), ())


def test_an_added_route_is_said_with_days_place_and_companies() -> None:
    new = changed(route(["paging"], "hainan", 50, "2026-03-01"))
    found = difference(LAW, new)
    assert found.still == ()
    (impact,) = [i for i in found.impacts if i.statuses[1] == "conditional"]
    others = [i for i in found.impacts if i is not impact]
    assert (impact.start, impact.end, impact.services) == (
        "2026-03-01",
        None,
        ("paging",),
    )
    assert impact.where.places == ("hainan",)
    assert not impact.where.everywhere
    assert impact.statuses == ("not_covered", "conditional")
    assert {c.share for c in impact.companies if not c.supplier} >= {0, 49, 50}
    assert all(company.share <= 50 for company in impact.companies)
    assert {other.statuses for other in others} == {("not_covered", "not_licensable")}


def test_a_lower_cap_is_felt_at_the_old_one_only() -> None:
    found = difference(LAW, changed(recapped(LAW, "national-capped-dns", 50, 49)))
    assert found.impacts
    assert {s for impact in found.impacts for s in impact.services} == {"dns"}
    shares = {c.share for impact in found.impacts for c in impact.companies}
    assert shares == {50}


def test_a_rule_for_a_company_that_is_not_tried_is_said_to_be_without_effect() -> None:
    ban = prohibition(["dns"], 100, "2026-01-01")  # no share is above the whole
    found = difference(LAW, changed(ban))
    assert found.impacts == ()
    assert [tuple(still) for still in found.still] == [("dns", "2026-01-01", None)]


def test_the_companies_follow_from_the_caps() -> None:
    mine = companies(LAW)
    assert mine[0] == Company(mine[0].share) and mine[0].share == 0
    assert {50, 100} <= {company.share for company in mine}
    assert {company.home for company in mine if company.supplier} == {"HK", "MO"}
    new = companies(LAW, changed(recapped(LAW, "national-capped", 50, 47)))
    assert {c.share for c in new} - {c.share for c in mine} == {47}


def sample(
    old: Law, new: Law, company: Company, service: str, place: str, day: str
) -> tuple[str, str]:
    """The two statuses, judged without any short cut."""
    found = []
    for law in (old, new):
        atlas = atlas_on(law, day)
        record = judged_as(law, day, law.services[service])
        content = ["none"] if record.content else None
        entry = ServiceEntry(id=service, content=content)
        space = space_for(law, atlas, company.profile(False), entry)
        if space.rules.state_read:
            space = space_for(law, atlas, company.profile(True), entry)
        points = atlas.at(place) if place else {MAINLAND}
        if space.rules.ways:
            found.append(together(space.at(point, point)[0] for point in points))
        else:
            found.append("not_covered")
    return found[0], found[1]


def holding(
    found: Difference, company: Company, service: str, place: str, day: str
) -> Iterator[Impact]:
    """The impacts that speak of a company, a service, a place and a day."""
    for impact in found.impacts:
        inside = impact.where.everywhere
        if place:
            above = place.split("/")
            for depth in range(1, len(above) + 1):
                upper = "/".join(above[:depth])
                inside = (inside or upper in impact.where.places) and (
                    upper not in impact.where.excluded
                )
        if (
            inside
            and service in impact.services
            and company in impact.companies
            and impact.start <= day <= (impact.end or day)
        ):
            yield impact


@settings(max_examples=4)
@given(st.data())
def test_what_is_said_is_what_the_engine_says(data: st.DataObject) -> None:
    """Random changes, judged again without marks or spans, day by day at the edges."""
    services = ["edi-exchange", "dns", "ircs", "app-store", "call-centre"]
    mine = data.draw(st.lists(st.sampled_from(services), min_size=1, unique=True))
    start = data.draw(st.sampled_from(LAW.boundaries()))
    record = data.draw(
        st.sampled_from(
            [
                route(
                    mine, data.draw(st.sampled_from([None, "ftz", "hainan"])), 50, start
                ),
                prohibition(mine, data.draw(st.sampled_from([0, 30, 50])), start),
                CAPPED,
            ]
        )
    )
    new = changed(record)
    found = difference(LAW, new)
    places = ["hainan", "beijing", "shanghai/ftz-waigaoqiao", ELSEWHERE]
    for _ in range(30):
        company = data.draw(st.sampled_from(companies(LAW, new)))
        service = data.draw(st.sampled_from(services))
        place = data.draw(st.sampled_from(places))
        edge = data.draw(st.sampled_from(LAW.boundaries()))
        before = (date.fromisoformat(edge) - timedelta(days=1)).isoformat()
        day = data.draw(st.sampled_from([edge, max(before, LAW.head.starts)]))
        old_status, new_status = sample(LAW, new, company, service, place, day)
        said = [i.statuses for i in holding(found, company, service, place, day)]
        if old_status != new_status:
            assert said == [(old_status, new_status)]
        else:
            assert said in ([], [(old_status, new_status)])


def test_equal_marks_stand_for_equal_rules_only() -> None:
    old, new = Marks(LAW), Marks(changed(CAPPED))
    assert old.mark("2026-11-22", "dns") == new.mark("2026-11-22", "dns")
    assert old.mark("2026-11-22", "edi-exchange") != new.mark(
        "2026-11-22", "edi-exchange"
    )
    assert old.mark("2026-11-22", "paging") == ""
    assert old.mark("2026-11-22", "nothing") == ""
