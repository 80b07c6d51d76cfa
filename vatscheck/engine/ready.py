"""The rules of a day made ready once, and the completions of a profile under them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from itertools import chain
from typing import Any

from vatscheck.engine.axes import always, axes, places, server_places
from vatscheck.engine.duties import with_duties
from vatscheck.engine.rules import Rules
from vatscheck.engine.space import Space
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.days import marked
from vatscheck.law.models import Route, Version, in_force
from vatscheck.law.offers import Service
from vatscheck.profile.models import Profile, ServiceEntry


def rules_on(law: Law, day: str, service: Service) -> Rules:
    """Return the rules for a service on a day, made ready once for each law.

    Days on which the same records are in force differ in their places only: their rules
    share the checks, the routes and the verdicts already found.
    """
    key = ("rules", day, service.id)
    if key not in law.kept:
        same = ("rules", service.id, *_in_force(law, day, service.id))
        atlas = atlas_on(law, day)
        if same not in law.kept:
            law.kept[same] = Rules(law, atlas, service)
        rules = copy(law.kept[same])
        rules.atlas = atlas
        for of_the_day in ("relevant", "limits", "limited_by"):
            rules.__dict__.pop(of_the_day, None)
        law.kept[key] = rules
    found: Rules = law.kept[key]
    return found


def _in_force(law: Law, day: str, service: str) -> Iterator[Any]:
    """What tells the rules of a day: the versions of routes, what bars, what comes along."""
    routes = [(r, v) for r, v in _routes(law, service) if in_force(v, day)]
    yield from (f"{route.id} {version.from_}" for route, version in routes)
    named = {id for _, version in routes for id in version.conditions}
    kinds = {route.kind for route, _ in routes}
    for rule in _bearing(law, service):
        attached = not hasattr(rule, "kinds") or rule.id in named
        if in_force(rule, day) and (attached or not kinds.isdisjoint(rule.kinds)):
            yield rule.id
            spared = getattr(rule, "unless", ())
            yield from (
                f"not {at.area} {at.from_}" for at in spared if in_force(at, day)
            )


def _routes(law: Law, service: str) -> list[tuple[Route, Version]]:
    """The versions of routes for a service, of all days."""
    key = ("routes", service)
    if key not in law.kept:
        every = ((r, version) for r in law.routes.values() for version in r.version)
        law.kept[key] = [pair for pair in every if service in pair[1].services]
    found: list[tuple[Route, Version]] = law.kept[key]
    return found


def _bearing(law: Law, service: str) -> list[Any]:
    """The prohibitions and conditions that bear on a service, of all days."""
    key = ("bearing", service)
    if key not in law.kept:
        every: Iterator[Any] = chain(law.prohibitions.values(), law.conditions.values())
        law.kept[key] = [r for r in every if not r.services or service in r.services]
    found: list[Any] = law.kept[key]
    return found


def turning_days(law: Law, service: Service) -> list[str]:
    """Return the days on which an answer for a service may change, the first one covered
    included: a rule for it begins or ends, or a place joins or leaves an area of the rules.
    """
    key = ("turning days", service.id)
    if key not in law.kept:
        notes = [marked(note, begins=False) for note in service.judged_as]
        days = {law.head.starts}.union(*notes)
        others = (note.service for note in service.judged_as if note.service)
        for id in (service.id, *others):
            days |= _days_of_rules(law, law.services[id])
        law.kept[key] = sorted(day for day in days if day >= law.head.starts)
    found: list[str] = law.kept[key]
    return found


def _days_of_rules(law: Law, service: Service) -> set[str]:
    """The days of the records on a service, and of the members of the areas they name."""
    days = {law.head.starts}
    limits: Iterator[Any] = (duty for duty in law.duties.values() if duty.limits)
    for rule in chain(_bearing(law, service.id), limits):
        anywhere = not rule.services or getattr(rule, "stated", False)
        if anywhere or service.id in rule.services:
            days |= marked(rule)
    for _, version in _routes(law, service.id):
        days |= marked(version)
    every = [rules_on(law, day, service) for day in days]
    for area in law.areas.values():
        if any(rules.relevant & rules.atlas.area(area.id) for rules in every):
            for part in area.part:
                days = days.union(*map(marked, part.members))
    return days


def space_under(rules: Rules, profile: Profile, entry: ServiceEntry) -> Space:
    """Return the completions of one service of a profile under rules already found."""
    found = axes(profile, entry, rules.atlas, rules.kinds)
    return Space(rules, with_duties(rules, profile, entry, found))


def space_again(
    space: Space, rules: Rules, profile: Profile, entry: ServiceEntry
) -> Space:
    """Return the completions on another day, given those of a day with the same records."""
    servers = entry.servers or profile.servers.places
    found = space.axes._replace(
        registered=places(rules.atlas, profile.registration.place),
        servers=server_places(rules.atlas, servers),
    )
    if rules.limits != space.rules.limits:
        found = with_duties(rules, profile, entry, found._replace(ready=always))
    again = space.changed(found)
    again.rules = rules
    return again
