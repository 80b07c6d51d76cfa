"""The instruments behind an answer: every citation used, resolved for the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vatscheck.engine.answer import Answer, Assessment, RouteResult
from vatscheck.law.book import Source


def _of_route(route: RouteResult) -> Iterator[str]:
    yield from route.rule.route.evidence.cites
    for check in route.checks:
        yield from check.cites
    if route.status in ("licensable", "conditional"):
        for condition in route.conditions:
            yield from condition.evidence.cites


def cites(item: Assessment, routes: Iterable[RouteResult]) -> Iterator[str]:
    """Return the citations of an assessment, limited to the given routes."""
    yield from item.service.evidence.cites
    for route in routes:
        yield from _of_route(route)
    for cure in item.cures:
        yield from cure.route.evidence.cites
        for step in cure.steps:
            yield from step.cites
    for _, found in item.questions:
        yield from found
    for warning in item.warnings:
        yield from warning.evidence.cites
    for missing in item.missing:
        yield from missing.evidence.cites


def resolve(answer: Answer, used: Iterable[str]) -> dict[str, Source]:
    """Return the sources of citations on the answer's day, in order of first use.

    A citation of what was not yet issued on the day is left out.
    """
    found: dict[str, Source] = {}
    for cite in used:
        if cite not in found:
            source = answer.law.source(cite, answer.day)
            if source is not None:
                found[cite] = source
    return found
