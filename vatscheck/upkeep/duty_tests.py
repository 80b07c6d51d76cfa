"""Which tests a duty must have beside it, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.comparison import PLACED
from vatscheck.law.days import shifted
from vatscheck.law.duties import Duty
from vatscheck.law.findings import Finding, subject

ACCESS = frozenset({"registration.legal_form"})
"""Facts that decide whether there is a licence: of a refused service nothing is asked."""


STANDS = {
    "inside": "lint-no-inside",
    "outside": "lint-no-outside",
    "open": "lint-no-open",
}
"""Where a company may be registered, seen from a spared area, and the lack of its test."""

Cases = Sequence[dict[str, Any]]
"""Tests as they are written."""
Told = Sequence[tuple[str, str]]
"""The days on which tests expect something of a duty, and the state expected."""


def stands(law: Law, day: str, profile: dict[str, Any], area: str) -> str:
    """Return where the company of a test is registered: inside an area, outside, or open."""
    atlas, place = atlas_on(law, day), profile.get("registration", {}).get("place")
    points = atlas.points(place) if place else atlas.everywhere
    found = {bool(point & atlas.area(area)) for point in points}
    return "open" if len(found) > 1 else "inside" if True in found else "outside"


def told_of_duties(cases: Cases) -> dict[str, list[tuple[str, str]]]:
    """Return what all tests expect of each duty: the day and the state."""
    found: dict[str, list[tuple[str, str]]] = {}
    for case in cases:
        for expect in case["expect"]:
            for id, state in expect.get("duties", {}).items():
                found.setdefault(id, []).append((str(case["as_of"]), state))
    return found


def of_each_duty(cases: Cases) -> dict[str, list[dict[str, Any]]]:
    """Return the tests that are written for each duty."""
    found: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        if "duty" in case:
            found.setdefault(str(case["duty"]), []).append(case)
    return found


def of_duty(law: Law, duty: Duty, told: Told, mine: Cases) -> Iterator[Finding]:
    """Yield what no test has: it applies, spares and asks; both sides of start and limits."""
    about = subject(duty)
    states = {state for _, state in told}
    wanted = {"not-applicable", "ask"} if duty.asked else set()
    if {test.fact for tests in duty.met for test in tests} - ACCESS:
        wanted |= {"met", "fails"}
    if not states & {"due", "fails", "met"}:
        yield about.finding("lint-no-state", state="due")
    for state in sorted(wanted - states):
        yield about.finding("lint-no-state", state=state)
    if duty.from_ > law.head.starts:
        yield from _of_start(duty, told)
    yield from _of_thresholds(duty, mine)
    yield from _of_places(law, duty, mine)


def _of_start(duty: Duty, told: Told) -> Iterator[Finding]:
    """On its first day it is there, on the day before it is at most upcoming."""
    early = {"absent", "upcoming"}
    before = shifted(duty.from_, -1)
    on_the_day = {state for day, state in told if day == duty.from_}
    the_day_before = {state for day, state in told if day == before}
    if not on_the_day - early:
        yield subject(duty).finding("lint-no-day-tested", day=duty.from_)
    if not the_day_before or the_day_before - early:
        yield subject(duty).finding("lint-no-day-tested", day=before)


def _of_places(law: Law, duty: Duty, mine: Cases) -> Iterator[Finding]:
    """Registered inside each area that it reads, outside it, and where that is open."""
    areas = {test.value for test in duty.tests if test.op in PLACED}
    for area in sorted(areas & set(law.areas)):
        stood = {
            stands(law, str(case["as_of"]), case["profile"], area) for case in mine
        }
        for stand, lack in STANDS.items():
            if stand not in stood:
                yield subject(duty).finding(lack, area=area)


def _of_thresholds(duty: Duty, mine: Cases) -> Iterator[Finding]:
    values = [
        (f"facts.{fact}", value)
        for case in mine
        for fact, value in case["profile"].get("facts", {}).items()
    ]
    for test in (test for tests in duty.when for test in tests):
        if test.op == "at_least" and test.fact.startswith("facts."):
            for value in (test.value, test.value - 1):
                if (test.fact, value) not in values:
                    parts = {"fact": test.fact, "value": value}
                    yield subject(duty).finding("lint-no-threshold", **parts)
