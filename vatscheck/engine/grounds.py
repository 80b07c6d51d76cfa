"""What makes a status what it is: the rule that decides it, and the checks it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from vatscheck.engine.answer import CheckResult
from vatscheck.engine.proof import prove
from vatscheck.engine.rules import KIND_ORDER, Way
from vatscheck.engine.space import Space
from vatscheck.law.models import Prohibition, Route

DOMESTIC = ("domestic", "treated")
"""Kinds of route that are none for a company with a foreign share to speak of."""


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
