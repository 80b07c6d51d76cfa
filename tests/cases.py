"""Reading worked cases: a profile, a day, and what the law says about each service."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from vatscheck.engine.answer import Assessment
from vatscheck.engine.assess import assess
from vatscheck.engine.filing import filing
from vatscheck.engine.names import Names
from vatscheck.law.book import Law
from vatscheck.profile.models import Profile

CASES = Path(__file__).parent / "cases"


def load_cases(path: Path, key: str = "case") -> list[dict[str, Any]]:
    """Return the cases of a file; shares with a point are exact decimals."""
    found: list[dict[str, Any]] = tomllib.loads(
        path.read_text(encoding="utf-8"), parse_float=Decimal
    )[key]
    return found


def profile_of(law: Law, data: dict[str, Any]) -> Profile:
    """Return the profile of a case; every name in it must be known."""
    full = {"schema": 1, "name": "case"} | data
    problems = Names(law).settle(full)
    assert not problems, problems
    return Profile.model_validate(full)


def judge(law: Law, case: dict[str, Any]) -> dict[str, Assessment]:
    """Return the assessments of a case by service id."""
    answer = assess(profile_of(law, case["profile"]), law, str(case["as_of"]))
    return {item.service.id: item for item in answer.assessments}


def wrong(law: Law, case: dict[str, Any]) -> list[str]:
    """Return every point in which the answers to a case are not what it expects."""
    profile = profile_of(law, case["profile"])
    answer = assess(profile, law, str(case["as_of"]))
    found = {item.service.id: item for item in answer.assessments}
    papers = filing(answer, profile).papers
    return [
        f"{id}: {point}"
        for expect in case["expect"]
        for id in [expect["service"]]
        for point in differences(
            found[id],
            expect,
            [p.document.id for p in papers if not p.services or id in p.services],
        )
    ]


def differences(
    item: Assessment, expect: dict[str, Any], papers: Collection[str]
) -> Iterator[str]:
    """Yield every point in which an assessment is not what a case expects.

    `papers` are the papers to hand in for the service.
    """
    found: dict[str, Any] = {
        "status": item.status,
        "route": item.best.rule.route.id if item.best else None,
        "cap": item.cap,
    }
    for key in found.keys() & expect.keys():
        if found[key] != expect[key]:
            yield f"{key}: {found[key]}, expected {expect[key]}"
    routes = {route.rule.route.id: route for route in item.routes}
    for id, status in expect.get("routes", {}).items():
        got = routes[id].status if id in routes else "absent"
        if got != status:
            yield f"route {id}: {got}, expected {status}"
    for id, checks in expect.get("failing", {}).items():
        failing = {check.id for check in routes[id].failing} if id in routes else set()
        if not failing >= set(checks):
            yield f"route {id} fails {sorted(failing)}, expected {checks}"
    states = {found.duty.id: found.state for found in item.items}
    for id, state in expect.get("duties", {}).items():
        if states.get(id, "absent") != state:
            yield f"duty {id}: {states.get(id, 'absent')}, expected {state}"
    for id, wanted in expect.get("documents", {}).items():
        if (id in papers) != wanted:
            yield f"paper {id}: {'there' if id in papers else 'not there'}"
    if "asks" in expect:
        asked = {ask.fact for ask in item.asks}
        if asked != set(expect["asks"]):
            yield f"asks {sorted(asked)}, expected {expect['asks']}"
    yield from _cures(item, expect)
    if "question" in expect and expect["question"] != bool(item.questions):
        yield f"open questions {item.questions}"
    if "warning" in expect and expect["warning"] not in {w.id for w in item.warnings}:
        yield f"warnings {[w.id for w in item.warnings]}, expected {expect['warning']}"
    conditions = {c.id for c in item.best.conditions} if item.best else set()
    for id in expect.get("conditions", ()):
        if id not in conditions:
            yield f"conditions {sorted(conditions)}, expected {id}"
    for id in expect.get("no_conditions", ()):
        if id in conditions:
            yield f"conditions {sorted(conditions)}, not expected {id}"


def _cures(item: Assessment, expect: dict[str, Any]) -> Iterator[str]:
    cures = [{step.fact for step in cure.steps} for cure in item.cures]
    for wanted in expect.get("cures", ()):
        if set(wanted) not in cures:
            yield f"cures {[sorted(c) for c in cures]}, expected {wanted}"
    for fact in expect.get("no_cure", ()):
        for cure in item.cures:
            free_of_foreign = any(
                check.id == "foreign-none"
                for s in cure.steps
                for check, _, _ in s.wants
            )
            if fact in {s.fact for s in cure.steps} and not free_of_foreign:
                yield f"a cure changes {fact}"
