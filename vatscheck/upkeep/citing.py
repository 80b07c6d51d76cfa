"""Which records rest on an instrument, and which rules a route has to do with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.models import Condition, Instrument, Prohibition, Route
from vatscheck.law.rules import rules, touches, uses
from vatscheck.law.territory import Part
from vatscheck.upkeep.written import Written


class Rests(NamedTuple):
    """The records that cite an instrument, or its series, by what they do."""

    routes: tuple[Route, ...]
    parts: tuple[Part, ...]
    prohibitions: tuple[Prohibition, ...]
    others: tuple[Any, ...]


def resting_on(law: Law, item: Instrument) -> Rests:
    """Return everything that cites an instrument, itself or in one of its checks."""
    names = {item.id, item.series} - {None}

    def cited(cites: Sequence[str]) -> bool:
        return any(cite.partition("#")[0] in names for cite in cites)

    in_checks = {about.id for about, use in uses(law) if cited(use.cites)}
    found = [r for r in rules(law) if cited(r.evidence.cites) or r.id in in_checks]
    own = (Route, Part, Prohibition)
    return Rests(
        tuple(record for record in found if isinstance(record, Route)),
        tuple(record for record in found if isinstance(record, Part)),
        tuple(record for record in found if isinstance(record, Prohibition)),
        tuple(record for record in found if not isinstance(record, own)),
    )


def defeating(law: Law, route: Route) -> list[Prohibition]:
    """Return the prohibitions that can defeat a route on one of its days."""
    return [
        ban
        for ban in law.prohibitions.values()
        if ban.id not in route.overrides
        and any(touches(ban, version) for version in route.version)
    ]


def coming_with(law: Law, route: Route) -> list[Condition]:
    """Return the conditions that come with a route on one of its days."""
    return [
        rule
        for rule in law.conditions.values()
        if any(
            (rule.id in version.conditions or route.kind in rule.kinds)
            and touches(rule, version)
            for version in route.version
        )
    ]


class Example(NamedTuple):
    """A test of a route: its day, title, and what it expects of each service."""

    day: str
    title: str
    expects: tuple[tuple[str, str], ...]


def examples(tests: Sequence[Written], routes: Sequence[Route]) -> list[Example]:
    """Return for each route one test with a yes, a no and an unknown, where it has one."""
    found: list[Example] = []
    for route in routes:
        mine = [test.case for test in tests if test.case.get("route") == route.id]
        for wanted in (
            ("licensable", "conditional"),
            ("not_licensable",),
            ("undetermined",),
        ):
            for case in mine:
                told = [
                    (str(expect["service"]), str(expect["routes"][route.id]))
                    for expect in case["expect"]
                    if expect.get("routes", {}).get(route.id) in wanted
                ]
                if told:
                    day, title = str(case["as_of"]), str(case["title"])
                    found.append(Example(day, title, tuple(told)))
                    break
    return found
