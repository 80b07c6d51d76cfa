"""The rules of a law one after the other, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.evidence import Evidence
from vatscheck.law.findings import Subject, subject
from vatscheck.law.models import Condition, Prohibition, Use, Version

RULES = (
    *("route", "prohibition", "condition", "announcement", "duty", "document"),
    *("stage", "alternative", "product", "proviso"),
)
"""The kinds of record among which an id stands for one rule only."""


def rules(law: Law) -> Iterator[Any]:
    """Yield every record that carries evidence of its own, parts of areas last."""
    yield from law.prohibitions.values()
    yield from law.conditions.values()
    yield from law.announcements.values()
    yield from law.routes.values()
    yield from law.services.values()
    yield from law.products.values()
    yield from law.provisos.values()
    yield from readiness(law)
    yield from (part for area in law.areas.values() for part in area.part)


def thresholds(law: Law) -> Iterator[tuple[Subject, Evidence]]:
    """Yield the evidence of the threshold of each service that states one."""
    for service in law.services.values():
        if service.threshold_evidence:
            yield subject(service), service.threshold_evidence


def readiness(law: Law) -> Iterator[Any]:
    """Yield the duties, papers, steps and other ways."""
    yield from law.duties.values()
    yield from law.documents.values()
    yield from law.stages.values()
    yield from law.alternatives.values()


def uses(law: Law) -> Iterator[tuple[Subject, Use]]:
    """Yield every use of a check with the rule that uses it, exceptions with the others."""
    for about, _, when in joined(law):
        yield from ((about, use) for use in when)
    for ban in law.prohibitions.values():
        yield from ((subject(ban), law.spared(found)) for found in ban.unless)


def joined(law: Law) -> Iterator[tuple[Subject, Any, list[Use]]]:
    """Yield the checks that have to hold together: of a version, a ban, a condition.

    In the middle stands the record that says for which days they are joined.
    """
    for route in law.routes.values():
        yield from ((subject(route), item, list(item.when)) for item in route.version)
    for records in (law.prohibitions, law.conditions):
        for rule in records.values():
            yield subject(rule), rule, list(rule.when)


def spans(law: Law) -> Iterator[tuple[Subject, Any]]:
    """Yield everything that a rule says for a span of days, with the rule."""
    for route in law.routes.values():
        yield from ((subject(route), version) for version in route.version)
    for records in (law.prohibitions, law.conditions, law.announcements):
        yield from ((subject(rule), rule) for rule in records.values())
    yield from ((subject(rule), rule) for rule in readiness(law))
    yield from ((subject(rule), rule) for rule in law.provisos.values())
    yield from ((subject(rule), rule) for rule in law.products.values() if rule.from_)


def records(law: Law, kind: str) -> Mapping[str, Any]:
    """Return the records of a kind (a TOML key) by id."""
    plural = f"{kind.removesuffix('y')}ies" if kind.endswith("y") else f"{kind}s"
    if kind.endswith("s"):  # articles: one record holds those of a whole series
        plural = kind
    found: Mapping[str, Any] = getattr(law, plural)
    return found


def meet(one: Any, other: Any) -> bool:
    """Whether two spans of days have a day in common."""
    return (not one.to or other.from_ <= one.to) and (
        not other.to or one.from_ <= other.to
    )


def touches(rule: Condition | Prohibition, version: Version) -> bool:
    """Whether a rule and a version of a route meet on some day for some service."""
    services = not rule.services or not set(rule.services).isdisjoint(version.services)
    return services and meet(rule, version)
