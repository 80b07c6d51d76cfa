"""What must be true of the law as a whole, beyond the shape of its records.

Each function yields findings as sentences; `lint` runs them all. An empty result
means that the rule base may be used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.models import Route, Use, Version

PLACEHOLDERS = ("TODO", "TBD", "FIXME", "XXX", "lorem ipsum")
PLACE_OPS = ("within", "outside", "beside")


def _rules(law: Law) -> Iterator[Any]:
    yield from law.prohibitions.values()
    yield from law.conditions.values()
    yield from law.announcements.values()
    yield from law.routes.values()
    yield from law.services.values()
    yield from law.products.values()
    yield from _readiness(law)


def _readiness(law: Law) -> Iterator[Any]:
    yield from law.duties.values()
    yield from law.documents.values()
    yield from law.stages.values()
    yield from law.alternatives.values()


def _uses(law: Law) -> Iterator[tuple[str, Use]]:
    for route in law.routes.values():
        for version in route.version:
            yield from ((route.id, use) for use in version.when)
    for rules in (law.prohibitions, law.conditions):
        for rule in rules.values():
            yield from ((rule.id, use) for use in rule.when)


def _spans(law: Law) -> Iterator[tuple[str, Any]]:
    for route in law.routes.values():
        yield from ((route.id, version) for version in route.version)
    for records in (law.prohibitions, law.conditions, law.announcements):
        yield from ((rule.id, rule) for rule in records.values())
    yield from ((rule.id, rule) for rule in _readiness(law))
    for area in law.areas.values():
        for part in area.part:
            yield from ((part.id, member) for member in part.members)
    for item in law.instruments.values():
        if item.from_:
            yield item.id, item


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def duplicates(law: Law) -> Iterator[str]:
    """Find ids that stand for two rules."""
    ids = Counter(
        rule.id
        for records in (law.routes, law.prohibitions, law.conditions, law.announcements)
        for rule in records.values()
    ) + Counter(rule.id for rule in _readiness(law))
    yield from (f"{id} is the id of {n} rules" for id, n in ids.items() if n > 1)


def impossible_dates(law: Law) -> Iterator[str]:
    """Find days that do not exist, and spans that end before they start."""
    for id, span in _spans(law):
        for day in filter(None, (span.from_, span.to)):
            try:
                date.fromisoformat(day)
            except ValueError:
                yield f"{id}: {day} is no day"
        if span.to and span.to < span.from_:
            yield f"{id}: ends {span.to}, before it starts {span.from_}"


def overlaps_and_gaps(law: Law) -> Iterator[str]:
    """Find versions of one record that overlap or leave days between them."""
    for route in law.routes.values():
        yield from _chain(route.id, route.version)
    series: dict[str, list[Any]] = {}
    for item in law.instruments.values():
        if item.series and item.from_:
            series.setdefault(item.series, []).append(item)
    for name, editions in series.items():
        yield from _chain(name, sorted(editions, key=lambda item: str(item.from_)))


def _chain(name: str, versions: Iterable[Any]) -> Iterator[str]:
    versions = list(versions)
    for earlier, later in pairwise(versions):
        if not earlier.to or earlier.to >= later.from_:
            yield f"{name}: the versions from {earlier.from_} and {later.from_} overlap"
        elif _next(earlier.to) != later.from_:
            yield f"{name}: nothing between {earlier.to} and {later.from_}"


def dangling_references(law: Law) -> Iterator[str]:
    """Find ids that nothing carries: checks, facts, areas, services, places."""
    for id, use in _uses(law):
        yield from _use_references(law, id, use)
    for check in law.checks.values():
        yield from _unknown(check.id, "fact", [check.fact], law.facts)
    for fact in law.facts.values():
        if fact.values and len(fact.values) != len(fact.chinese):
            yield f"{fact.id}: not every value has its Chinese name"
    for route in law.routes.values():
        yield from _route_references(law, route)
    named = (law.prohibitions, law.conditions, law.announcements, law.products)
    for rules in named:
        for rule in rules.values():
            yield from _unknown(rule.id, "service", rule.services, law.services)
    yield from _place_references(law)
    for rule in _readiness(law):
        yield from _readiness_references(law, rule)
    asked = [r.evidence.question.ask for r in _rules(law) if r.evidence.question]
    asked += [i.question.ask for i in law.instruments.values() if i.question]
    yield from _unknown("question", "authority", asked, law.authorities)


def _use_references(law: Law, id: str, use: Use) -> Iterator[str]:
    check = law.checks.get(use.check)
    if check is None:
        yield f"{id}: no check {use.check}"
    elif check.op in PLACE_OPS:
        yield from _unknown(id, "area", [use.value], [*law.areas, "mainland"])
    elif check.fact == "services.content":
        yield from _unknown(id, "content", use.value, law.contents)


def _readiness_references(law: Law, rule: Any) -> Iterator[str]:
    yield from _unknown(rule.id, "service", rule.services, law.services)
    if authority := getattr(rule, "authority", None):
        yield from _unknown(rule.id, "authority", [authority], law.authorities)
    for tests in (*rule.when, *getattr(rule, "met", ())):
        for test in tests:
            yield from _unknown(rule.id, "fact", [test.fact], law.facts)
            values = test.value if isinstance(test.value, list) else [test.value]
            if test.fact == "services.content":
                yield from _unknown(rule.id, "content", values, law.contents)
            elif test.fact == "services.id":
                yield from _unknown(rule.id, "service", values, law.services)
            elif test.fact in law.facts and law.facts[test.fact].values:
                known = law.facts[test.fact].values
                yield from _unknown(rule.id, "value", map(str, values), known)


def _place_references(law: Law) -> Iterator[str]:
    for area in law.areas.values():
        for part in area.part:
            places = [member.place for member in part.members]
            yield from _unknown(part.id, "place", places, law.places)
    for place in law.places.values():
        parents = place.lies_in or [place.id.rpartition("/")[0]]
        yield from _unknown(place.id, "place", filter(None, parents), law.places)


def _route_references(law: Law, route: Route) -> Iterator[str]:
    yield from _unknown(route.id, "prohibition", route.overrides, law.prohibitions)
    if route.area:
        yield from _unknown(route.id, "area", [route.area], law.areas)
    for version in route.version:
        yield from _unknown(route.id, "service", version.services, law.services)
        yield from _unknown(route.id, "condition", version.conditions, law.conditions)
        areas = (limit.partition(":")[2] for limit in version.reach)
        yield from _unknown(route.id, "area", filter(None, areas), law.areas)


def _unknown(
    id: str, kind: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[str]:
    known = set(known)
    yield from (f"{id}: no {kind} {name}" for name in names if name not in known)


def sources(law: Law) -> Iterator[str]:
    """Find citations of nothing, of what was never in force, and placeholder texts."""
    series = {item.series for item in law.instruments.values() if item.series}
    cited = [(rule.id, cite) for rule in _rules(law) for cite in rule.evidence.cites]
    cited += [(id, cite) for id, use in _uses(law) for cite in use.cites]
    for id, cite in cited:
        name = cite.partition("#")[0]
        item = law.instruments.get(name)
        if item is None and name not in series:
            yield f"{id}: cites {name}, which is no instrument"
        elif item is not None and item.from_ is None:
            yield f"{id}: rests on {name}, which was never in force"
    for rule in _rules(law):
        for text in (value for value in rule if isinstance(value, str)):
            if any(word in text for word in PLACEHOLDERS):
                yield f"{rule.id}: a placeholder in {text!r}"


def doubts(law: Law) -> Iterator[str]:
    """Find rules of medium or low confidence that name no open question."""
    for rule in _rules(law):
        evidence = rule.evidence
        if evidence.confidence in ("medium", "low") and not evidence.question:
            yield f"{rule.id}: {evidence.confidence} confidence without a question"


def conflicts(law: Law) -> Iterator[str]:
    """Find two routes of one rank that ask the same of a service but for the share."""
    for one, other in combinations(law.routes.values(), 2):
        if one.kind != other.kind:
            continue
        for mine in one.version:
            for theirs in other.version:
                shared = set(mine.services) & set(theirs.services)
                if shared and _together(mine, theirs) and _disagree(mine, theirs):
                    yield f"{one.id} and {other.id} disagree on {', '.join(sorted(shared))}"


def _together(mine: Version, theirs: Version) -> bool:
    return (not mine.to or theirs.from_ <= mine.to) and (
        not theirs.to or mine.from_ <= theirs.to
    )


def _disagree(mine: Version, theirs: Version) -> bool:
    """Whether all checks are the same but the cap is not."""

    def parts(version: Version) -> tuple[set[str], set[str]]:
        caps = {
            str(use.value) for use in version.when if use.check == "foreign-at-most"
        }
        rest = {
            f"{use.check} {use.value} {use.of}"
            for use in version.when
            if use.check != "foreign-at-most"
        }
        return caps, rest

    (my_caps, my_rest), (their_caps, their_rest) = parts(mine), parts(theirs)
    return my_rest == their_rest and my_caps != their_caps


EVERY: tuple[Callable[[Law], Iterator[str]], ...] = (
    duplicates,
    impossible_dates,
    dangling_references,
    overlaps_and_gaps,
    sources,
    doubts,
    conflicts,
)


def lint(law: Law) -> list[str]:
    """Return everything that is wrong with a rule base, in a fixed order."""
    return [finding for check in EVERY for finding in check(law)]
