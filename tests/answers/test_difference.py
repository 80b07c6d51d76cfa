"""The difference between two answers: nothing, the same turned round, and its reasons."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings

from tests.cli.running import run
from tests.engine.strategies import LAW, days, profiles
from tests.engine.test_properties import settle
from vatscheck.answers.assessments import as_object
from vatscheck.answers.changes.difference import (
    Change,
    Difference,
    RouteChange,
    ServiceChange,
    difference,
)
from vatscheck.engine.assess import assess

DAY = "2026-11-22"


def answer(
    data: dict[str, Any], day: str = DAY, *, cured: bool = True
) -> dict[str, Any]:
    return as_object(assess(settle(data), LAW, day, cured=cured), "en")


def turned(found: Difference) -> Difference:
    """The difference seen from the other side."""

    def change(item: Change) -> Change:
        return item._replace(before=item.after, after=item.before)

    def route(item: RouteChange) -> RouteChange:
        checks = tuple(sorted(map(change, item.checks), key=repr))
        return item._replace(before=item.after, after=item.before, checks=checks)

    def service(item: ServiceChange) -> ServiceChange:
        only = {"before": "after", "after": "before"}.get(item.only or "")
        return item._replace(
            only=only,
            status=(item.status[1], item.status[0]),
            changes=tuple(sorted(map(change, item.changes), key=repr)),
            routes=tuple(sorted(map(route, item.routes), key=repr)),
        )

    services = sorted(map(service, found.services), key=repr)
    instruments = sorted(found.instruments, key=lambda item: (item.day, item.cite))
    return Difference(tuple(services), tuple(instruments))


@given(profiles(), days)
@settings(max_examples=60)
def test_equal_answers_do_not_differ(data: dict[str, Any], day: str) -> None:
    found = assess(settle(data), LAW, day)
    one, chinese = (as_object(found, lang) for lang in ("en", "zh"))
    saved = json.loads(json.dumps(one))
    assert difference(one, saved) == Difference((), ())
    assert difference(one, chinese, texts=False).services == ()


@given(profiles(), profiles(), days, days)
@settings(max_examples=100)
def test_turned_round_it_is_the_same(
    one: dict[str, Any], other: dict[str, Any], first: str, second: str
) -> None:
    before, after = answer(one, first), answer(other, second)
    there, back = difference(before, after), difference(after, before)
    days_ = {(i.citation["title"], i.day, i.began) for i in there.instruments}
    assert days_ == {(i.citation["title"], i.day, i.began) for i in back.instruments}
    assert turned(there)[0] == turned(turned(back))[0]


@given(profiles(), profiles(), days)
@settings(max_examples=100)
def test_no_answer_differs_without_a_reason(
    one: dict[str, Any], other: dict[str, Any], day: str
) -> None:
    other["services"][0]["id"] = one["services"][0]["id"]
    before, after = (answer(data, day, cured=False) for data in (one, other))
    for service in difference(before, after).services:
        if service.status[0] != service.status[1]:
            assert any(route.decides for route in service.routes)


def test_an_opened_route_is_the_reason_and_its_instrument_is_named() -> None:
    data = {
        "schema": 1,
        "name": "P",
        "registration": {"place": "shanghai/lingang"},
        "servers": {"places": ["shanghai/lingang"]},
        "owners": [{"jurisdiction": "US", "share": 100}],
        "services": [{"id": "ircs"}],
    }
    found = difference(answer(data, "2024-01-01"), answer(data))
    (service,) = found.services
    values = {c.about: (c.before, c.after) for c in service.changes if not c.id}
    assert values["status"] == ("not_licensable", "conditional")
    assert values["route"] == (None, "pilot-2024")
    deciding = [route for route in service.routes if route.decides]
    assert [(r.id, r.before, r.after) for r in deciding] == [
        ("pilot-2024", None, "conditional")
    ]
    assert all(check.before is None for check in deciding[0].checks)
    began = {(item.cite.partition("#")[0], item.day) for item in found.instruments}
    assert began == {("miit-2024-107", "2024-04-10"), ("pilot-qa-2024", "2024-10-23")}


def test_a_failing_check_is_the_reason() -> None:
    data: dict[str, Any] = {
        "schema": 1,
        "name": "P",
        "registration": {"place": "beijing"},
        "servers": {"places": ["beijing"]},
        "owners": [{"jurisdiction": "US", "share": 100}],
        "services": [{"id": "ircs"}],
    }
    moved = copy.deepcopy(data)
    moved["servers"]["places"] = ["guizhou/guiyang"]
    (service,) = difference(answer(data), answer(moved)).services
    deciding = [route for route in service.routes if route.decides]
    assert [route.id for route in deciding] == ["pilot-2024"]
    (check,) = deciding[0].checks
    assert (check.before["holds"], check.after["holds"]) == (True, False)
    assert check.after["value"] == ["guizhou/guiyang"]


def test_a_route_that_changes_no_answer_is_no_difference() -> None:
    """A holder that may be a certified supplier opens another route to the same yes."""
    data: dict[str, Any] = {
        "schema": 1,
        "name": "P",
        "registration": {"place": "beijing"},
        "servers": {"places": ["beijing"]},
        "owners": [{"jurisdiction": "HK", "share": 100, "service_supplier": False}],
        "services": [{"id": "ircs"}],
    }
    other = copy.deepcopy(data)
    del other["owners"][0]["service_supplier"]
    before, after = answer(data), answer(other)
    assert [r["status"] for r in before["assessments"][0]["routes"]] != [
        r["status"] for r in after["assessments"][0]["routes"]
    ]
    assert difference(before, after).services == ()


def test_a_service_on_one_side_only_is_told_as_such() -> None:
    one = {"schema": 1, "name": "P", "services": [{"id": "ircs"}]}
    other = {"schema": 1, "name": "P", "services": [{"id": "idc"}]}
    found = difference(answer(one), answer(other))
    assert [(item.service, item.only) for item in found.services] == [
        ("ircs", "before"),
        ("idc", "after"),
    ]


def test_a_product_that_moves_changes_its_need_and_may_be_barred() -> None:
    profile = (
        'schema = 1\nname = "Brand"\nregistration = { legal_form = "none" }\n'
        'servers = { places = ["hong-kong"] }\nproducts = ["corp_site"]\n'
    )
    moved = 'servers.places=["shanghai"]'
    command = ("whatif", "-", "--as-of", "2025-06-01", "--set", moved)
    found = json.loads(run(*command, "--format", "json", stdin=profile.encode()).out)
    text = json.dumps(found)
    assert '{"key": "need", "before": "nothing", "after": "filing"}' in text
    assert '{"key": "barred", "before": null, "after": true}' in text
    assert "needed" in run(*command, stdin=profile.encode()).out
