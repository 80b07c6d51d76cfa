"""Whether the short names and clauses of the law can be told apart and are filled.

A short citation names one text on every day, a label one service, fact or place; the
clause of a route takes its share from the version in force, never from the pen of
whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, combinations
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.findings import Finding, subject
from vatscheck.law.labels import Language, place_label
from vatscheck.law.models import Route
from vatscheck.law.rules import meet

CAP = "{cap}"
CAPS = ("foreign-at-most", "foreign-below")
"""The checks whose value is the share that a route admits."""
TYPED = re.compile(r"\d\s?%")
LONGEST = {"line": 160, "line_zh": 70}
"""How many signs a clause may have, so that a reason stays one sentence."""
OF_SERVICES = {"label": 24, "label_zh": 12, "threshold": 60, "threshold_zh": 30}
OF_PLACES = {"label": 24, "label_zh": 14}
OF_FACTS = {"label": 45, "label_zh": 24, "question": 140, "question_zh": 60}
"""How many signs the short fields of a record may have, so that they fit a line."""
ASKS = {"question": "?", "question_zh": "？"}
"""The sign that a question ends with."""


def short_citations(law: Law) -> Iterator[Finding]:
    """Find two texts in force on one day that are cited by the same short name."""
    dated = [item for item in law.instruments.values() if item.from_]
    for field in ("short", "short_zh"):
        named: dict[str, list[int]] = {}
        for at, item in enumerate(dated):
            if getattr(item, field):
                named.setdefault(getattr(item, field), []).append(at)
        for short, group in named.items():
            for one, other in combinations(group, 2):
                if meet(dated[one], dated[other]):
                    parts = {"short": short, "other": dated[one].id}
                    yield subject(dated[other]).finding("lint-short-twice", **parts)


def route_lines(law: Law) -> Iterator[Finding]:
    """Find clauses of routes that name a share themselves, have none to name, or are long."""
    for route in law.routes.values():
        for field, longest in LONGEST.items():
            line = getattr(route, field)
            if TYPED.search(line):
                yield subject(route).finding("lint-line-share", found=line)
            if CAP in line and not _capped(route):
                yield subject(route).finding("lint-line-no-cap", found=line)
            if len(line) > longest:
                parts = {"count": len(line), "most": longest}
                yield subject(route).finding("lint-line-long", **parts)


def short_fields(law: Law) -> Iterator[Finding]:
    """Find short fields that are long, name two records, or are questions without their sign."""
    yield from _long(law.services.values(), OF_SERVICES)
    yield from _long(law.places.values(), OF_PLACES)
    yield from _long(law.facts.values(), OF_FACTS)
    for records in (law.services, law.facts):
        for field in ("label", "label_zh"):
            named = ((getattr(item, field), item) for item in records.values())
            yield from _twice(pair for pair in named if pair[0])
    yield from _twice(_placed(law, "en"))
    yield from _twice(_placed(law, "zh"))
    for fact in law.facts.values():
        for field, sign in ASKS.items():
            if not getattr(fact, field).endswith(sign):
                yield subject(fact).finding("lint-no-question", field=field, sign=sign)


def _long(records: Iterable[Any], most: Mapping[str, int]) -> Iterator[Finding]:
    for record in records:
        for field, longest in most.items():
            if (count := len(getattr(record, field))) > longest:
                parts = {"field": field, "count": count, "most": longest}
                yield subject(record).finding("lint-field-long", **parts)


def _placed(law: Law, language: Language) -> Iterator[tuple[str, Any]]:
    """The places with their labels; one above that nobody knows is found elsewhere."""
    for id, place in law.places.items():
        with suppress(KeyError):
            yield place_label(law, id, language), place


def _twice(named: Iterable[tuple[str, Any]]) -> Iterator[Finding]:
    seen: dict[str, Any] = {}
    for label, record in named:
        other = seen.setdefault(label, record)
        if other is not record:
            parts = {"label": label, "other": other.id}
            yield subject(record).finding("lint-label-twice", **parts)


def _capped(route: Route) -> bool:
    """Whether every version of a route says which share it admits."""
    return all(
        any(use.check in CAPS for use in version.when) for version in route.version
    )


def unnamed(law: Law) -> Iterator[Finding]:
    """Find texts without a short citation, and routes without their clause."""
    for item in law.instruments.values():
        if not (item.short and item.short_zh):
            yield subject(item).finding("lint-no-short")
    for route in law.routes.values():
        if not (route.line and route.line_zh):
            yield subject(route).finding("lint-no-line")


def unlabelled(law: Law) -> Iterator[Finding]:
    """Find services and facts without the short fields that an answer is made of."""
    for service in law.services.values():
        if not all(getattr(service, field) for field in OF_SERVICES):
            fields = ", ".join(OF_SERVICES)
            yield subject(service).finding("lint-no-label", fields=fields)
    for fact in law.facts.values():
        if not (fact.label and fact.label_zh):
            yield subject(fact).finding("lint-no-label", fields="label, label_zh")


def undated(law: Law) -> Iterator[Finding]:
    """Find what has to be done without its phase; a note or a warning is nothing to do."""
    rules: Iterator[Any] = chain(law.duties.values(), law.conditions.values())
    for rule in rules:
        if not rule.phase and rule.effect not in ("info", "warning"):
            yield subject(rule).finding("lint-no-phase")
