"""The verdict on a signature: the engine judges one question of it for all others."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from vatscheck.engine import asks, caveats
from vatscheck.engine.answer import Assessment
from vatscheck.engine.assess import proved
from vatscheck.engine.duties import applicant
from vatscheck.engine.grounds import deciding, lacking
from vatscheck.engine.space import Space
from vatscheck.law.evidence import Kind
from vatscheck.portfolio.signature import (
    APPLICANTS,
    FOREIGN,
    Bench,
    Duties,
    Question,
)

UNDETERMINED, REFUSED = "undetermined", "not_licensable"


class Verdict(NamedTuple):
    """What all questions of one signature have in common.

    `assumptions` are those that hang on the rules; `somewhere` = the route asks of the
    facilities only that they stand in the mainland.
    """

    status: str
    route: str | None = None
    cap: Decimal | None = None
    confidence: str = "high"
    reach: str | None = None
    decided_by: str | None = None
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    assumptions: frozenset[str] = frozenset()
    somewhere: bool = False


def space_of(bench: Bench, asked: Question) -> Space:
    """Return the completions of a question; what is known of its places is not judged again."""
    space = Space(bench.rules, bench.axes(asked))
    space.__dict__.update(bench.places(asked).known)
    return space


def verdict(bench: Bench, asked: Question) -> Verdict:
    """Return the verdict of the engine on a question."""
    if not bench.rules.ways:
        return Verdict("not_covered", decided_by="not-covered")
    space, duties = space_of(bench, asked), bench.duties(asked)
    routes, best, cap = proved(space, valued=False)
    rule = deciding(space)
    read = {found.id for found in caveats.silences(space, asked.patch())}
    if caveats.unproved(best):
        read.add("track-record")
    conditions = [
        c.id for c in (best.conditions if best else ()) if c.effect == "condition"
    ]
    if space.status != REFUSED:
        conditions += _limits(space, best.rule.route.kind if best else None, duties)
    reach = best.rule.version.reach if best else ()
    return Verdict(
        status=space.status,
        route=best.rule.route.id if best else None,
        cap=cap,
        confidence=caveats.confidence(space, routes, best, asked.named),
        reach=",".join(limit.partition(":")[2] or limit for limit in reach) or None,
        decided_by=rule.id if rule else None,
        reasons=ids(check.id for check in lacking(space)),
        conditions=ids(conditions),
        assumptions=frozenset(read),
        somewhere=caveats.somewhere(best),
    )


def _limits(space: Space, kind: Kind | None, duties: Duties) -> tuple[str, ...]:
    """The duties that limit, as they bind whoever applies by the route."""
    foreign = space.axes.owners.extent(FOREIGN)[1] > 0
    who = applicant(kind, foreign)
    return duties.limits[APPLICANTS.index(who)]


def open_facts(bench: Bench, asked: Question) -> tuple[str, ...]:
    """Return the ids of the open facts that can change the status of a question."""
    return ids(asks.open_facts(space_of(bench, asked), asked.patch()))


def of_exempt(item: Assessment) -> Verdict:
    """Return the verdict on what needs no licence; barring duties are its reasons."""
    return Verdict(
        status=item.status,
        confidence=item.confidence,
        decided_by=item.service.id if item.need is not None else None,
        reasons=ids(found.duty.id for found in item.barring),
        conditions=ids(
            (
                *(found.duty.id for found in item.items if found.limits),
                *(proviso.id for proviso in item.provisos),
            )
        ),
    )


def ids(found: Iterable[str]) -> tuple[str, ...]:
    """Return ids, each once, in their order."""
    return tuple(sorted(set(found)))
