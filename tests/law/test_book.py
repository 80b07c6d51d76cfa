"""The days on which the law changes: a record begins, or has ended the day before."""

from __future__ import annotations

from typing import Any

from tests.engine.test_properties import settle
from tests.upkeep.laws import changed, prohibition, route
from vatscheck.engine.assess import assess
from vatscheck.engine.timeline import timeline
from vatscheck.law.book import Law
from vatscheck.law.days import shifted
from vatscheck.law.models import Prohibition, Route
from vatscheck.law.offers import Note

STARTS, ENDS, AFTER = "2031-02-03", "2033-05-31", "2033-06-01"
AREA = "beijing"
OWNERS = [{"jurisdiction": "US", "share": 100}]


def ended(found: Route) -> Route:
    versions = [version._replace(to=ENDS) for version in found.version]
    return found._replace(version=versions)


def banned() -> Prohibition:
    return prohibition(["edi-ecommerce"], 50, STARTS)._replace(to=ENDS)


def company(service: str) -> dict[str, Any]:
    data = {"schema": 1, "name": "P", "services": [service], "owners": OWNERS}
    return {**data, "registration": {"place": "guizhou/guiyang"}, "servers": {}}


def test_no_made_up_day_is_a_boundary_of_the_bundled_law(law: Law) -> None:
    assert {STARTS, ENDS, AFTER}.isdisjoint(law.boundaries())


def test_a_route_has_its_first_day_and_the_day_after_its_last() -> None:
    law = changed(ended(route(["ircs"], None, 100, STARTS)))
    assert {STARTS, AFTER} <= set(law.boundaries())
    assert ENDS not in law.boundaries()
    assert law.boundaries() == sorted(set(law.boundaries()))


def test_a_prohibition_has_its_first_day_and_the_day_after_its_last() -> None:
    found = set(changed(banned()).boundaries())
    assert {STARTS, AFTER} <= found
    assert ENDS not in found


def test_places_that_join_or_leave_an_area_are_boundaries(law: Law) -> None:
    found = set(law.boundaries())
    members = [m for area in law.areas.values() for p in area.part for m in p.members]
    assert {member.from_ for member in members} <= found
    assert {shifted(member.to, 1) for member in members if member.to} <= found


def test_the_last_day_under_an_older_name_is_a_boundary(law: Law) -> None:
    """A service of the catalogue of 2015 was judged as another one before."""
    ends = {
        note.to
        for service in law.services.values()
        for note in (*service.judged_as, *service.notes)
        if note.to
    }
    assert ends
    assert {shifted(day, 1) for day in ends} <= set(law.boundaries())


def test_a_remark_on_a_service_ends_on_a_boundary(law: Law) -> None:
    note = Note(ENDS, "an older name", "旧称")
    service = law.services["ircs"]._replace(notes=[note])
    found = [day for day in changed(service).boundaries() if day > "2030"]
    assert found == [AFTER]


def test_without_an_end_there_is_no_second_day() -> None:
    found = changed(route(["ircs"], None, 100, STARTS)).boundaries()
    assert [day for day in found if day > "2030"] == [STARTS]


def test_a_prohibition_that_ends_leaves_the_answer_of_before() -> None:
    (history,) = timeline(settle(company("edi-ecommerce")), changed(banned()))
    before, during, after = history.periods[-3:]
    assert (during.start, during.end, during.status) == (STARTS, ENDS, "not_licensable")
    assert (after.start, after.end, after.status) == (AFTER, None, "licensable")
    assert (before.end, before.status) == ("2031-02-02", "licensable")


def test_to_wait_for_the_end_of_a_prohibition_is_a_cure() -> None:
    law = changed(banned())
    (item,) = assess(settle(company("edi-ecommerce")), law, ENDS).assessments
    assert item.status == "not_licensable"
    waits = [cure.patch for cure in item.cures if "as_of" in cure.patch]
    assert waits == [{"as_of": AFTER}]
    (later,) = assess(settle(company("edi-ecommerce")), law, AFTER).assessments
    assert later.status == "licensable"
