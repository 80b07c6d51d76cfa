"""What makes a status what it is: the rule that decides it, and the checks it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vatscheck.engine.answer import CheckResult, RouteResult
from vatscheck.engine.proof import prove
from vatscheck.engine.space import Space
from vatscheck.engine.ways import KIND_ORDER, Way
from vatscheck.law.book import Law
from vatscheck.law.models import Prohibition, Route

DOMESTIC = ("domestic", "treated")
"""Kinds of route that are none for a company with a foreign share to speak of."""
CLOSED = "closed"
"""The ground that foreign capital is not admitted at all."""
KINDS = (
    ("facts.contract_control", "contract"),
    ("ownership.state", "state"),
    ("services.content", "content"),
    ("registration.legal_form", "form"),
    ("registration.place", "place"),
    ("servers.", "servers"),
    ("services.serves", "customers"),
    ("facts.", "customers"),
    ("ownership.track_record", "record"),
    ("ownership.", CLOSED),
)
"""What a check is about, by how its fact begins; the first that a rule reads counts."""
ELSEWHERE = frozenset({"place", CLOSED})
"""What keeps a route from being open here: it is for another place or other holders."""


class Grounds(NamedTuple):
    """Why a service is refused: what would refuse any company, and what foreign capital."""

    any_owner: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def deciding(space: Space) -> Route | Prohibition | None:
    """Return the rule behind a status.

    It is the route that gives it, the prohibition that refuses it, or else the route
    that comes nearest; none where the rules are silent or the facts decide.
    """
    if space.best:
        return space.best.rule.route
    if space.status != "not_licensable" or not space.rules.ways:
        return None
    near = nearest(space)
    return next(_bans(space), None) or (near.rule.route if near else None)


def _bans(space: Space) -> Iterator[Prohibition]:
    """The prohibitions that apply to some route whatever is still open."""
    for way in space.rules.ways:
        for mask, ban in way.defeats:
            if space.agreement.holds(mask):
                yield ban


def nearest(space: Space) -> Way | None:
    """Return the route that lacks the fewest checks, those of domestic firms aside."""

    def lacks(way: Way) -> tuple[int, int]:
        kind = KIND_ORDER.index(way.rule.route.kind)
        return (way.needs & ~space.agreement.ever).bit_count(), kind

    open_ = [w for w in space.rules.ways if w.rule.route.kind not in DOMESTIC]
    return min(open_, key=lacks, default=None)


def lacking(space: Space) -> tuple[CheckResult, ...]:
    """Return the checks of the nearest route that fail, or are open, where it is no yes."""
    near = nearest(space)
    if space.best or near is None:
        return ()
    checks = prove(space, near).checks
    failing = tuple(check for check in checks if check.holds is False)
    return failing or tuple(check for check in checks if check.holds is None)


def grounds(law: Law, routes: Iterable[RouteResult], *, foreign: bool) -> Grounds:
    """Return what a refusal rests on; `foreign` = there is a foreign share for certain.

    What refuses a domestic company as well is no matter of foreign capital; that is a
    ground only if every other route lacks something more.
    """
    routes = list(routes)
    own = [r for r in routes if r.rule.route.kind == "domestic"] or routes[:1]
    shared = [c for r in own for c in r.failing if not _of_foreign(law, c)]
    any_owner = _named(law, shared)
    if not foreign:
        return Grounds(any_owner)
    known = {check.id for check in shared}
    more = [
        [check for check in route.failing if check.id not in known]
        for route in routes
        if route.rule.route.kind not in DOMESTIC
    ]
    if not all(more):
        return Grounds(any_owner)
    open_ = [found for each in more if ELSEWHERE.isdisjoint(found := _named(law, each))]
    return Grounds(any_owner, min(open_, key=len, default=(CLOSED,)))


def _of_foreign(law: Law, check: CheckResult) -> bool:
    """Whether a check asks about foreign holders, itself or as part of a prohibition."""
    return bool(_facts(law, check) & {"ownership.foreign", "ownership.other_foreign"})


def _facts(law: Law, check: CheckResult) -> set[str]:
    if check.ban is None:
        return {check.check.fact}
    return {law.checks[use.check].fact for use in check.ban.when}


def _named(law: Law, checks: Iterable[CheckResult]) -> tuple[str, ...]:
    """What some checks are about, each once, in the order of `KINDS`."""
    found = {_ground(law, check) for check in checks}
    order = [*dict.fromkeys(kind for _, kind in KINDS), "cap"]
    return tuple(sorted(found, key=order.index))


def _ground(law: Law, check: CheckResult) -> str:
    """What a check is about: the cap of a route is another matter than being closed."""
    share = check.check.fact == "ownership.foreign" and check.check.op == "at_most"
    if share and check.ban is None and check.wanted:
        return "cap"
    facts = _facts(law, check)
    begins = (k for start, k in KINDS if any(f.startswith(start) for f in facts))
    return next(begins, CLOSED)
