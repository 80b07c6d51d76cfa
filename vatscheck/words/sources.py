"""The instruments behind an answer: every citation used, resolved for the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vatscheck.engine.answer import Answer, Assessment, RouteResult
from vatscheck.law.book import Law, Source
from vatscheck.law.models import in_force


def valid(law: Law, day: str, cited: Iterable[str]) -> list[str]:
    """Return which citations of one record to name on a day.

    Those in force, and only if there is none, those issued by then.
    """
    cites = tuple(cited)
    key = ("cites", day, cites)
    if key not in law.kept:
        issued = [(cite, law.source(cite, day)) for cite in cites]
        found = [(cite, source) for cite, source in issued if source]
        current = [cite for cite, source in found if in_force(source.instrument, day)]
        law.kept[key] = current or [cite for cite, _ in found]
    kept: list[str] = law.kept[key]
    return kept


def _records(
    item: Assessment, routes: Iterable[RouteResult], whole: bool
) -> Iterator[Iterable[str]]:
    """The citations of each record that an assessment rests on.

    `whole` = of every duty, not only of those that stand in the way.
    """
    bans = {c.ban.id: c for r in item.routes for c in r.failing if c.ban}
    if item.best is None:
        yield from (check.cites for check in bans.values())
    for route in routes:
        yield route.rule.route.evidence.cites
        yield from (check.cites for check in route.checks)
        if route.status in ("licensable", "conditional"):
            yield from (rule.evidence.cites for rule in route.conditions)
    for cure in item.cures:
        yield cure.route.evidence.cites
        yield from (step.cites for step in cure.steps)
    yield from (way.evidence.cites for way in item.alternatives)
    told = (found for found in item.items if whole or found.state == "fails")
    yield from (found.duty.evidence.cites for found in told)
    yield from (found for _, found in item.questions)
    yield from (warning.evidence.cites for warning in item.warnings)
    yield from (proviso.evidence.cites for proviso in item.provisos)
    threshold = getattr(item.service, "threshold_evidence", None)
    if item.need and threshold:
        yield threshold.cites
    yield item.service.evidence.cites


def resolve(
    answer: Answer,
    used: Iterable[tuple[Assessment, Iterable[RouteResult]]],
    whole: bool = True,
) -> dict[str, Source]:
    """Return the sources of assessments and routes on the answer's day, first use first.

    `whole` false = of the duties only those that stand in the way.
    """
    found: dict[str, Source] = {}
    for item, routes in used:
        # Routes and services share most of their citations: each set is read once.
        for cited in dict.fromkeys(map(tuple, _records(item, routes, whole))):
            for cite in valid(answer.law, answer.day, cited):
                if cite in found:
                    continue
                source = answer.law.source(cite, answer.day)
                if source is not None:
                    found[cite] = source
    return found
