"""Why a service has its status: which rule decides, and which of its checks say so.

The order in which the checks of the nearest way are named: what no place and no share
would mend comes first (answers begin with the reason that weighs most).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vatscheck.engine.answer import Assessment, CheckResult, Cure, RouteResult
from vatscheck.engine.grounds import DOMESTIC
from vatscheck.law.models import Route

ORDER = (
    ("registration.legal_form", "form"),
    ("services.content", "content"),
    ("facts.contract_control", "contract"),
    ("ownership.foreign", "cap"),
    ("registration.place", "place"),
    ("servers.", "servers"),
    ("services.serves", "customers"),
    ("", "other"),
)
"""What a failing check is about, by how its fact begins; the first is named first."""
SHARES = ("owners", "ownership.foreign")
"""The facts that a cure changes when it touches the foreign share."""


class Reason(NamedTuple):
    """What decides: the kind, the route it is about, a ban, and the checks that say so.

    `ban` closes the service in general, `route` is the nearest way (an exception to it
    where both are set), `checks` are those of its checks that are named, `more` counts
    those that fail beside them.
    """

    kind: str
    route: RouteResult | None = None
    ban: tuple[RouteResult, CheckResult] | None = None
    checks: tuple[CheckResult, ...] = ()
    more: int = 0


def reason(item: Assessment) -> Reason:
    """Return what decides the status of one service."""
    if item.need is not None or item.status == "not_covered":
        return Reason("exempt" if item.need else "silent")
    if item.best is not None:
        return Reason("met", item.best, checks=item.best.checks)
    if item.status == "undetermined":
        return Reason("open")
    return _refusal(item)


def _refusal(item: Assessment) -> Reason:
    cure = first_cure(item.cures)
    way = _way(item.routes, cure.route) if cure else None
    if way is None:
        ban = _general(item.routes, None)
        return Reason("closed", None, ban) if ban else _nearest(item)
    failing = sorted(way.failing, key=_rank)
    if not failing:
        return _nearest(item)
    named = failing[:1]
    mended = {step.fact for step in cure.steps} if cure else set()
    if len(failing) > 1 and len(mended) > 1:
        named = failing[:2]
    ban = None if named[0].ban else _general(item.routes, way)
    kind = _about(named[0])
    return Reason(kind, way, ban, tuple(named), len(failing) - len(named))


def _nearest(item: Assessment) -> Reason:
    """What refuses where no change of facts leads to a yes: the way that lacks least."""
    open_ = [r for r in item.routes if r.rule.route.kind not in DOMESTIC]
    way = min(open_ or item.routes, key=lambda r: len(r.failing), default=None)
    if way is None:
        return Reason("other")
    failing = sorted(way.failing, key=_rank)
    kind = _about(failing[0]) if failing else "other"
    return Reason(kind, way, None, tuple(failing[:1]), max(len(failing) - 1, 0))


def first_cure(cures: Iterable[Cure]) -> Cure | None:
    """Return the cure to name first: one that leaves the foreign share alone.

    If there is none, the first that keeps some of it; a cure that gives it up whole
    is for a company of another kind.
    """
    found = [cure for cure in cures if cure.route.kind not in DOMESTIC]
    kept = [cure for cure in found if not touches_shares(cure)]
    return next(iter(kept or found), None)


def touches_shares(cure: Cure) -> bool:
    """Return whether a cure changes who holds what."""
    return any(step.fact in SHARES for step in cure.steps)


def _way(routes: Iterable[RouteResult], route: Route) -> RouteResult | None:
    return next((r for r in routes if r.rule.route.id == route.id), None)


def _general(
    routes: Iterable[RouteResult], exception: RouteResult | None
) -> tuple[RouteResult, CheckResult] | None:
    """The ban that closes a service in general, and does not defeat the exception."""
    spared = {c.id for c in exception.failing if c.ban} if exception else set()
    for route, check in _bans(routes):
        if check.id not in spared and not _of_content(check):
            return route, check
    return None


def _bans(
    routes: Iterable[RouteResult],
) -> Iterator[tuple[RouteResult, CheckResult]]:
    for route in routes:
        for check in route.failing:
            if check.ban is not None:
                yield route, check


def _of_content(check: CheckResult) -> bool:
    return check.check.fact == "services.content"


def _rank(check: CheckResult) -> int:
    kinds = [kind for _, kind in ORDER]
    return kinds.index(_about(check))


def _about(check: CheckResult) -> str:
    """What a check is about; a ban is about the fact that its own check reads."""
    fact = check.check.fact
    return next(kind for start, kind in ORDER if fact.startswith(start))
