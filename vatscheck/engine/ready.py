"""The rules of a day made ready once, and the completions of a profile under them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from copy import copy
from itertools import chain
from typing import Any

from vatscheck.engine.axes import axes
from vatscheck.engine.duties import with_duties
from vatscheck.engine.rules import Rules
from vatscheck.engine.space import Space
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.days import marked
from vatscheck.law.models import Service
from vatscheck.profile.models import Profile, ServiceEntry


def rules_on(law: Law, day: str, service: Service) -> Rules:
    """Return the rules for a service on a day, made ready once for each law.

    Between two days on which a record begins or ends only the places can differ: the
    rules of such days share all but the atlas, verdicts already found included.
    """
    key = ("rules", day, service.id)
    if key not in law.kept:
        days = _days_of_records(law, service)
        since = ("rules since", bisect_right(days, day), service.id)
        atlas = atlas_on(law, day)
        if since not in law.kept:
            law.kept[since] = Rules(law, atlas, service)
        rules = copy(law.kept[since])
        rules.atlas = atlas
        rules.__dict__.pop("relevant", None)  # it names the parts that are in force
        law.kept[key] = rules
    found: Rules = law.kept[key]
    return found


def _days_of_records(law: Law, service: Service) -> list[str]:
    """The days on which a rule for a service begins, or has just ended."""
    key = ("days of records", service.id)
    if key not in law.kept:
        days: set[str] = set()
        for record in _records(law, service.id):
            days |= marked(record)
        law.kept[key] = sorted(days)
    found: list[str] = law.kept[key]
    return found


def _records(law: Law, service: str) -> Iterator[Any]:
    for route in law.routes.values():
        yield from (each for each in route.version if service in each.services)
    limits = (duty for duty in law.duties.values() if duty.limits)
    others: Iterator[Any] = chain(
        law.prohibitions.values(), law.conditions.values(), limits
    )
    yield from (r for r in others if not r.services or service in r.services)


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
    days = {law.head.starts, *_days_of_records(law, service)}
    every = [rules_on(law, day, service) for day in days]
    for area in law.areas.values():
        if any(rules.relevant & rules.atlas.area(area.id) for rules in every):
            for part in area.part:
                days = days.union(*map(marked, part.members))
    return days


def space_under(rules: Rules, profile: Profile, entry: ServiceEntry) -> Space:
    """Return the completions of one service of a profile under rules already found."""
    found = axes(profile, entry, rules.atlas, rules.reads)
    return Space(rules, with_duties(rules, profile, entry, found))
