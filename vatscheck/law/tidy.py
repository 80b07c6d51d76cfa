"""What a sound rule base should not have besides: rules that no company can ever meet.

Nothing here makes an answer wrong; it points at a slip of whoever wrote the record.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law
from vatscheck.law.duties import PLACE
from vatscheck.law.findings import Finding, subject
from vatscheck.law.models import KINDS, Prohibition, in_force
from vatscheck.law.rules import (
    joined,
    readiness,
    records,
    rules,
    spans,
    thresholds,
    touches,
    uses,
)
from vatscheck.law.wording import undated, unlabelled, unnamed

LOWER, UPPER = ("above", "at_least"), ("below", "at_most")
"""The operators that set the lower and the upper end of a range."""
PLACES = ("within", "outside")


def contradictions(law: Law) -> Iterator[Finding]:
    """Find checks that are joined and can never hold together."""
    atlases = [Atlas(law, day) for day in law.boundaries()]
    for about, span, when in joined(law):
        by_fact: dict[tuple[Any, ...], list[tuple[str, Any]]] = {}
        for use in when:
            check = law.checks.get(use.check)
            if check:
                key = (check.fact, tuple(use.of))
                by_fact.setdefault(key, []).append((check.op, use.value))
        for (fact, _), wanted in by_fact.items():
            if _never(fact, wanted) or _nowhere(wanted, span, atlases):
                yield about.finding("lint-never", fact=fact, start=span.from_)


def _never(fact: str, wanted: list[tuple[str, Any]]) -> bool:
    """Whether no value of a fact can meet all that is wanted of it."""
    most = 100 if fact.startswith("ownership.") else math.inf
    low = max([(0, 0), *((v, op == "above") for op, v in wanted if op in LOWER)])
    high = min([(most, 0), *((v, -(op == "below")) for op, v in wanted if op in UPPER)])
    empty = low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1]))
    same = {str(value) for op, value in wanted if op == "is"}
    allowed = [set(value) for op, value in wanted if op == "any_of"]
    barred = {kind for op, value in wanted if op == "none_of" for kind in value}
    one_value = fact != "services.content" and len(allowed) > 1
    shared = set.intersection(*allowed) if one_value else {1}
    swallowed = any(kinds <= barred for kinds in allowed)
    return bool(empty or len(same) > 1 or not shared or swallowed)


def _nowhere(wanted: list[tuple[str, Any]], span: Any, atlases: list[Atlas]) -> bool:
    """Whether the wanted areas have no place in common on any day of the span."""
    asked = [(op, area) for op, area in wanted if op in PLACES]
    days = [atlas for atlas in atlases if in_force(span, atlas.day)]
    if not asked or not days:
        return False
    known = {"mainland", *days[0].law.areas}
    if any(area not in known for _, area in asked):
        return False
    return not any(_somewhere(atlas, asked) for atlas in days)


def _somewhere(atlas: Atlas, asked: list[tuple[str, str]]) -> bool:
    points = {*atlas.everywhere, 0}  # 0 = outside the mainland
    return any(
        all(bool(point & atlas.area(area)) == (op == "within") for op, area in asked)
        for point in points
    )


def outside_coverage(law: Law) -> Iterator[Finding]:
    """Find spans that end before the first day that the law covers."""
    for about, span in spans(law):
        if span.to and span.to < law.head.starts:
            yield about.finding("lint-too-early", end=span.to, start=law.head.starts)


def idle_conditions(law: Law) -> Iterator[Finding]:
    """Find conditions that no route carries on any of their days."""
    versions = [(r, v) for r in law.routes.values() for v in r.version]
    for rule in law.conditions.values():
        carried = any(
            (rule.id in version.conditions or route.kind in rule.kinds)
            and touches(rule, version)
            for route, version in versions
        )
        if not carried:
            yield subject(rule).finding("lint-idle-condition")


def idle_prohibitions(law: Law) -> Iterator[Finding]:
    """Find prohibitions without a route that they could defeat on any of their days."""
    versions = [(r, v) for r in law.routes.values() for v in r.version]
    for rule in law.prohibitions.values():
        defeats = any(
            rule.id not in route.overrides and touches(rule, version)
            for route, version in versions
        )
        if not defeats:
            yield subject(rule).finding("lint-idle-prohibition")


def unused(law: Law) -> Iterator[Finding]:
    """Find instruments, checks, areas and facts that no rule refers to.

    They are no slips: texts that were read and give nothing are kept for reference.
    """
    asked = [use for _, use in uses(law)]
    named = {cite.partition("#")[0] for cite in _cites(law)}
    named |= {str(name) for use in asked for name in (use.check, use.value)}
    named |= {limit.partition(":")[2] for limit in _reaches(law)}
    named |= {law.checks[use.check].fact for use in asked if use.check in law.checks}
    for rule in (*readiness(law), *law.provisos.values()):
        joined_ = (*rule.when, *getattr(rule, "met", ()))
        named |= {test.fact for tests in joined_ for test in tests}
        named |= {str(t.value) for tests in joined_ for t in tests if t.fact == PLACE}
    for item in law.instruments.values():
        if item.from_ and not {item.id, item.series} & named:
            yield subject(item).finding("lint-unused")
    others: tuple[Any, ...] = (law.checks, law.areas, law.facts)
    for record in (item for records_ in others for item in records_.values()):
        if record.id not in named and not record.id.startswith(("owners", "as_of")):
            yield subject(record).finding("lint-unused")


def _reaches(law: Law) -> Iterator[str]:
    for route in law.routes.values():
        yield f"area:{route.area}"
        for version in route.version:
            yield from version.reach


def _cites(law: Law) -> Iterator[str]:
    for rule in rules(law):
        yield from rule.evidence.cites
    for _, use in uses(law):
        yield from use.cites
    for _, found in thresholds(law):
        yield from found.cites


def twins(law: Law) -> Iterator[Finding]:
    """Find two records of a kind that say the same under different ids."""
    for kind in KINDS:
        seen: dict[str, Any] = {}
        for record in records(law, kind).values():
            said = str(_said(record))
            if said in seen:
                yield subject(record).finding("lint-twin", other=seen[said].id)
            seen.setdefault(said, record)


def _said(record: Any) -> Any:
    """What a record says; of routes and prohibitions without their words."""
    known = record._asdict()
    drop = ["id", "evidence"]
    if "version" in known or isinstance(record, Prohibition):
        drop += ["title", "title_zh", "text", "text_zh", "line", "line_zh"]
    return {key: value for key, value in known.items() if key not in drop}


EVERY: tuple[Callable[[Law], Iterator[Finding]], ...] = (
    contradictions,
    outside_coverage,
    idle_conditions,
    idle_prohibitions,
    twins,
    unnamed,
    unlabelled,
    undated,
)


def tidy(law: Law) -> list[Finding]:
    """Return every slip in a sound rule base, in a fixed order."""
    return [finding for check in EVERY for finding in check(law)]
