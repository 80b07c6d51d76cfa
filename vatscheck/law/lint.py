"""What must be true of the law as a whole, beyond the shape of its records.

Each function yields findings; `lint` runs them all. An empty result means that the
rule base may be used; whether it is tidy besides is said by `vatscheck.law.tidy`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.citations import article_rows, cited_articles
from vatscheck.law.days import shifted
from vatscheck.law.duties import SECTORS
from vatscheck.law.findings import Finding, Subject, subject
from vatscheck.law.models import Route, Use, Version
from vatscheck.law.rules import meet, readiness, rules, spans, tests, thresholds, uses
from vatscheck.law.values import facts, listed, operators, values
from vatscheck.law.wording import route_lines, short_citations, short_fields

PLACEHOLDERS = ("TODO", "TBD", "FIXME", "XXX", "lorem ipsum")
PLACE_OPS = ("within", "outside", "beside")


def _dated(law: Law) -> Iterator[tuple[Subject, Any]]:
    yield from spans(law)
    for area in law.areas.values():
        for part in area.part:
            yield from ((subject(part), member) for member in part.members)
    for ban in law.prohibitions.values():
        yield from ((subject(ban), spared) for spared in ban.unless)
    for item in law.instruments.values():
        if item.from_:
            yield subject(item), item


def duplicates(law: Law) -> Iterator[Finding]:
    """Find ids that stand for two rules."""
    every = dict.fromkeys(found for found, _ in spans(law))
    ids = Counter(found.id for found in every)
    for found in every:
        if ids[found.id] > 1:
            yield found.finding("lint-twin-id", count=ids[found.id])


def impossible_dates(law: Law) -> Iterator[Finding]:
    """Find spans that end before they start."""
    for about, span in _dated(law):
        if span.to and span.to < span.from_:
            parts = {"end": span.to, "start": span.from_}
            yield about.finding("lint-ends-first", **parts)


def overlaps_and_gaps(law: Law) -> Iterator[Finding]:
    """Find versions of one record that overlap or leave days between them."""
    for route in law.routes.values():
        yield from _chain(subject(route), route.version)
    series: dict[str, list[Any]] = {}
    for item in law.instruments.values():
        if item.series and item.from_:
            series.setdefault(item.series, []).append(item)
    for editions in series.values():
        ordered = sorted(editions, key=lambda item: str(item.from_))
        yield from _chain(subject(ordered[-1]), ordered)


def _chain(about: Subject, versions: Iterable[Any]) -> Iterator[Finding]:
    versions = list(versions)
    for earlier, later in pairwise(versions):
        if not earlier.to or earlier.to >= later.from_:
            parts = {"one": earlier.from_, "other": later.from_}
            yield about.finding("lint-overlap", **parts)
        elif shifted(earlier.to, 1) != later.from_:
            yield about.finding("lint-gap", end=earlier.to, start=later.from_)


def dangling_references(law: Law) -> Iterator[Finding]:
    """Find ids that nothing carries: checks, facts, areas, services, places."""
    for about, use in uses(law):
        yield from _use_references(law, about, use)
    for check in law.checks.values():
        yield from _unknown(subject(check), "fact", [check.fact], law.facts)
    for route in law.routes.values():
        yield from _route_references(law, route)
    named = (
        law.groups,
        law.products,
        law.prohibitions,
        law.conditions,
        law.announcements,
    )
    for records in named:
        for rule in records.values():
            yield from _unknown(subject(rule), "service", rule.services, law.services)
    for service in law.services.values():
        names = [note.service for note in service.judged_as if note.service]
        yield from _unknown(subject(service), "service", names, law.services)
    yield from _place_references(law)
    for rule in readiness(law):
        yield from _unknown(subject(rule), "service", rule.services, law.services)
        yield from _readiness_references(law, rule)
    yield from _product_references(law)
    asked = [(rule, rule.evidence.question) for rule in rules(law)]
    asked += [(item, item.question) for item in law.instruments.values()]
    asked += [(about, found.question) for about, found in thresholds(law)]
    for rule, question in asked:
        if question:
            names = [question.ask]
            about = rule if isinstance(rule, Subject) else subject(rule)
            yield from _unknown(about, "authority", names, law.authorities)


def _use_references(law: Law, about: Subject, use: Use) -> Iterator[Finding]:
    check = law.checks.get(use.check)
    if check is None:
        yield from _unknown(about, "check", [use.check], law.checks)
    elif check.op in PLACE_OPS:
        areas = [*law.areas, *(["mainland"] * (check.op != "beside"))]
        yield from _unknown(about, "area", [use.value], areas)
    else:
        yield from _value_references(law, about, check.fact, use.value)


def _value_references(
    law: Law, about: Subject, fact: str, value: Any
) -> Iterator[Finding]:
    """Texts that a fact is compared with and cannot be."""
    if found := listed(law, fact):
        kind, known = found
        values = value if isinstance(value, list) else [value]
        texts = (each for each in values if isinstance(each, str))
        yield from _unknown(about, kind, texts, known)


def _product_references(law: Law) -> Iterator[Finding]:
    """Facts that a product cannot imply, and provisos on products that are none."""
    sectors = law.facts[SECTORS].values if SECTORS in law.facts else ()
    yes_no = [id for id, fact in law.facts.items() if fact.type == "yes-no"]
    for product in law.products.values():
        about = subject(product)
        yield from _unknown(about, "value", product.sectors, sectors)
        implied = _facts(product.implies)
        yield from _unknown(about, "fact", implied, yes_no)
        yield from _unknown(about, "fact", _facts(product.subject), law.facts)
    for proviso in law.provisos.values():
        named = proviso.products
        yield from _unknown(subject(proviso), "product", named, law.products)
        yield from _readiness_references(law, proviso)


def _facts(names: Iterable[str]) -> list[str]:
    return [f"facts.{name}" for name in names]


def _readiness_references(law: Law, rule: Any) -> Iterator[Finding]:
    about = subject(rule)
    if authority := getattr(rule, "authority", None):
        yield from _unknown(about, "authority", [authority], law.authorities)
    for test in tests(rule):
        yield from _unknown(about, "fact", [test.fact], law.facts)
        if test.op in PLACE_OPS:
            yield from _unknown(about, "area", [test.value], [*law.areas, "mainland"])
        else:
            yield from _value_references(law, about, test.fact, test.value)


def circles(law: Law) -> Iterator[Finding]:
    """Find places that lie in themselves, directly or by way of others."""
    for place in law.places.values():
        above, waiting = set[str](), list(place.lies_in)
        while waiting:
            id = waiting.pop()
            if id not in above and id in law.places:
                above.add(id)
                waiting += law.places[id].lies_in
        if place.id in above:
            yield subject(place).finding("lint-circle")


def _place_references(law: Law) -> Iterator[Finding]:
    lists = {*law.series, *law.instruments}
    for area in law.areas.values():
        named = filter(None, (area.own_list, area.in_place_of))
        yield from _unknown(subject(area), "instrument", named, lists)
        for part in area.part:
            places = [member.place for member in part.members]
            yield from _unknown(subject(part), "place", places, law.places)
    for place in law.places.values():
        parents = place.lies_in or [place.id.rpartition("/")[0]]
        yield from _unknown(subject(place), "place", filter(None, parents), law.places)


def _route_references(law: Law, route: Route) -> Iterator[Finding]:
    about = subject(route)
    yield from _unknown(about, "prohibition", route.overrides, law.prohibitions)
    if route.area:
        yield from _unknown(about, "area", [route.area], law.areas)
    for version in route.version:
        yield from _unknown(about, "service", version.services, law.services)
        yield from _unknown(about, "condition", version.conditions, law.conditions)
        areas = (limit.partition(":")[2] for limit in version.reach)
        yield from _unknown(about, "area", filter(None, areas), law.areas)


def _unknown(
    about: Subject, kind: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Finding]:
    known = set(known)
    for name in names:
        if str(name) not in known:
            yield about.finding("lint-dangling", kind=kind, name=name)


def sources(law: Law) -> Iterator[Finding]:
    """Find citations of nothing, of what was never in force, and placeholder texts."""
    series = {item.series for item in law.instruments.values() if item.series}
    cited = [(subject(rule), c) for rule in rules(law) for c in rule.evidence.cites]
    cited += [(about, cite) for about, use in uses(law) for cite in use.cites]
    cited += [(about, cite) for about, found in thresholds(law) for cite in found.cites]
    for about, cite in cited:
        name = cite.partition("#")[0]
        item = law.instruments.get(name)
        if item is None and name not in series:
            yield about.finding("lint-cites-nothing", name=name)
        elif item is not None and item.from_ is None:
            yield about.finding("lint-never-in-force", name=name)
    for rule in rules(law):
        for text in (value for value in rule if isinstance(value, str)):
            if any(word in text for word in PLACEHOLDERS):
                yield subject(rule).finding("lint-placeholder", found=text)


def doubts(law: Law) -> Iterator[Finding]:
    """Find rules of medium or low confidence that name no open question."""
    found = [(subject(rule), rule.evidence) for rule in rules(law)]
    for about, evidence in (*found, *thresholds(law)):
        if evidence.confidence in ("medium", "low") and not evidence.question:
            parts = {"confidence": evidence.confidence}
            yield about.finding("lint-doubt", **parts)


def conflicts(law: Law) -> Iterator[Finding]:
    """Find two routes of one rank that ask the same of a service but for the share."""
    for one, other in combinations(law.routes.values(), 2):
        if one.kind != other.kind:
            continue
        for mine in one.version:
            for theirs in other.version:
                shared = set(mine.services) & set(theirs.services)
                if shared and meet(mine, theirs) and _disagree(mine, theirs):
                    parts = {"other": other.id, "services": ", ".join(sorted(shared))}
                    yield subject(one).finding("lint-conflict", **parts)


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


EVERY: tuple[Callable[[Law], Iterator[Finding]], ...] = (
    duplicates,
    dangling_references,
    overlaps_and_gaps,
    sources,
    article_rows,
    cited_articles,
    short_citations,
    route_lines,
    short_fields,
    doubts,
    conflicts,
    operators,
    facts,
    values,
)


def lint(law: Law) -> list[Finding]:
    """Return everything that is wrong with a rule base, in a fixed order.

    Where a day does not exist or a place lies in itself nothing else is looked at.
    """
    broken = [*impossible_dates(law), *circles(law)]
    return broken or [finding for check in EVERY for finding in check(law)]
