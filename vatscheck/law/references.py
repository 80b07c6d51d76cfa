"""Every id that a record names is that of a record, and no place lies in itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.duties import PLACE, SECTORS
from vatscheck.law.findings import Finding, Subject, subject
from vatscheck.law.models import Route, Use
from vatscheck.law.rules import readiness, rules, tests, thresholds, uses
from vatscheck.law.values import listed

PLACE_OPS = ("within", "outside", "beside")


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
        if test.fact == PLACE:
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
