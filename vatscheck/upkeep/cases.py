"""One test of the law: a profile, a day, and what the law says about each service."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from vatscheck.engine.answer import Answer, Assessment
from vatscheck.engine.application import filing
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import Settling
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import ProfileError

Case = Mapping[str, Any]
"""A test as it is written: `id`, `title`, `as_of`, `profile`, and `expect` a service."""
CURED = ("cures", "no_cure")
"""The expectations for which the cures have to be found; they take most of the time."""


class Point(NamedTuple):
    """One thing in which the answer for a service is not what a test expects."""

    service: str
    about: str
    found: str
    wanted: str


def load_cases(path: Path, key: str = "case") -> list[dict[str, Any]]:
    """Return the cases of a file; shares with a point are exact decimals."""
    text = path.read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text, parse_float=Decimal)[key]
    return found


def profile_of(law: Law, data: Mapping[str, Any]) -> Profile:
    """Return the profile of a case. Raises `ProfileError` for one that is no profile."""
    full = {"schema": 1, "name": "case", **deepcopy(dict(data))}
    if problems := Settling(_names(law)).settle(full):
        raise ProfileError("case", problems)
    try:
        return Profile.model_validate(full)
    except ValidationError as error:
        from vatscheck.profile.sentences import distinct, problem  # only for errors

        found = distinct(problem(item, full) for item in error.errors())
        raise ProfileError("case", found) from None


def _names(law: Law) -> Names:
    """The names of a law, looked up for all its tests in one index."""
    if ("names",) not in law.kept:
        law.kept["names",] = Names(law)
    found: Names = law.kept["names",]
    return found


def answer_to(law: Law, case: Case, profile: Profile) -> Answer:
    """Return the answer to a case, with cures and asks only if it expects some."""
    expected = {key for expect in case["expect"] for key in expect}
    return assess(
        profile,
        law,
        str(case["as_of"]),
        cured=not expected.isdisjoint(CURED),
        asked="asks" in expected,
    )


def judge(law: Law, case: Case) -> dict[str, Assessment]:
    """Return the assessments of a case by service id."""
    profile = profile_of(law, case["profile"])
    answer = assess(profile, law, str(case["as_of"]))
    return {item.service.id: item for item in answer.assessments}


def wrong(law: Law, case: Case) -> list[Point]:
    """Return every point in which the answers to a case are not what it expects."""
    profile = profile_of(law, case["profile"])
    return points(answer_to(law, case, profile), case, profile)


def points(answer: Answer, case: Case, profile: Profile) -> list[Point]:
    """Return every point in which an answer is not what a case expects."""
    found = {item.service.id: item for item in answer.assessments}
    needed = any("documents" in expect for expect in case["expect"])
    papers = filing(answer, profile).papers if needed else ()
    listed: list[Point] = []
    for expect in case["expect"]:
        id = expect["service"]
        if id not in found:
            listed.append(Point(id, "service", "-", id))
            continue
        mine = [p.document.id for p in papers if not p.services or id in p.services]
        differing = _differences(found[id], expect, mine)
        listed += [Point(id, *map(str, point)) for point in differing]
    return listed


def _differences(
    item: Assessment, expect: Case, papers: Collection[str]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield what differs, what was found, and what is expected of one service.

    `papers` are the papers to hand in for the service.
    """
    found: dict[str, Any] = {
        "status": item.status,
        "route": item.best.rule.route.id if item.best else None,
        "cap": item.cap,
        "need": item.need,
        "barred": item.barred,
    }
    for key in ("status", "route", "cap", "need", "barred"):
        if key in expect and found[key] != expect[key]:
            yield key, found[key], expect[key]
    yield from _routes(item, expect)
    states = {found.duty.id: found.state for found in item.items}
    for id, state in expect.get("duties", {}).items():
        if states.get(id, "absent") != state:
            yield f"duty {id}", states.get(id, "absent"), state
    for id, wanted in expect.get("documents", {}).items():
        if (id in papers) != wanted:
            yield f"paper {id}", id in papers, wanted
    if "asks" in expect:
        asked = sorted({ask.fact for ask in item.asks})
        if asked != sorted(expect["asks"]):
            yield "asks", asked, expect["asks"]
    yield from _cures(item, expect)
    yield from _notices(item, expect)


def _routes(item: Assessment, expect: Case) -> Iterator[tuple[str, Any, Any]]:
    routes = {route.rule.route.id: route for route in item.routes}
    for id, status in expect.get("routes", {}).items():
        got = routes[id].status if id in routes else "absent"
        if got != status:
            yield f"route {id}", got, status
    for id, checks in expect.get("failing", {}).items():
        failing = {check.id for check in routes[id].failing} if id in routes else set()
        if not failing >= set(checks):
            yield f"failing {id}", sorted(failing), checks


def _cures(item: Assessment, expect: Case) -> Iterator[tuple[str, Any, Any]]:
    cures = [{step.fact for step in cure.steps} for cure in item.cures]
    for wanted in expect.get("cures", ()):
        if set(wanted) not in cures:
            yield "cures", [sorted(cure) for cure in cures], wanted
    for fact in expect.get("no_cure", ()):
        for cure in item.cures:
            free_of_foreign = any(
                check.id == "foreign-none"
                for step in cure.steps
                for check, _, _ in step.wants
            )
            facts = {step.fact for step in cure.steps}
            if fact in facts and not free_of_foreign:
                yield "no_cure", sorted(facts), f"not {fact}"


def _notices(item: Assessment, expect: Case) -> Iterator[tuple[str, Any, Any]]:
    """Open questions, warnings and conditions."""
    if "question" in expect and expect["question"] != bool(item.questions):
        yield "question", bool(item.questions), expect["question"]
    warned = [warning.id for warning in item.warnings]
    if "warning" in expect and expect["warning"] not in warned:
        yield "warning", warned, expect["warning"]
    held = sorted(c.id for c in item.best.conditions) if item.best else []
    told = sorted(proviso.id for proviso in item.provisos)
    for key, found in (("conditions", held), ("provisos", told)):
        for id in expect.get(key, ()):
            if id not in found:
                yield key, found, id
        for id in expect.get(f"no_{key}", ()):
            if id in found:
                yield key, found, f"not {id}"
