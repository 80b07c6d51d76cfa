"""Whether a foreign holder is among the ten largest of a listed company, by z3.

Decision 28: it is if it has more than an eleventh, or stands among the ten largest of
those named, that is, holds anything while fewer than ten of them hold more. The holders
not named may be one from abroad; with less than a tenth of a percent there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import z3

ROUNDED, ELEVENTH = z3.Q(1, 10), z3.Q(100, 11)
Data = dict[str, Any]


def answers(holders: Sequence[Data]) -> set[bool]:
    """Return whether a foreign holder can be among the ten, and whether none can."""
    solver = z3.Solver()
    shares = [z3.Real(f"share {at}") for at in range(len(holders))]
    for holder, share in zip(holders, shares, strict=True):
        low, high = _ends(holder)
        solver.add(share >= low, share <= high)
    rest = 100 - z3.Sum(shares)
    solver.add(rest >= 0)
    named = [
        z3.And(_abroad(holder, at), _among(share, shares))
        for at, (holder, share) in enumerate(zip(holders, shares, strict=True))
    ]
    unnamed = z3.And(rest >= ROUNDED, _among(rest, shares))
    possible = {True: z3.Or(*named, unnamed), False: z3.Not(z3.Or(named))}
    return {truth for truth, goal in possible.items() if _met(solver, goal)}


def _met(solver: z3.Solver, goal: Any) -> bool:
    return bool(solver.check(goal) == z3.sat)


def _among(share: Any, named: Sequence[Any]) -> Any:
    larger = z3.Sum([z3.If(other > share, 1, 0) for other in named])
    return z3.And(share > 0, z3.Or(share > ELEVENTH, larger < 10))


def _ends(holder: Data) -> tuple[Any, Any]:
    share = holder["share"]
    if isinstance(share, dict):
        return z3.RealVal(str(share["min"])), z3.RealVal(str(share["max"]))
    return z3.RealVal(str(share)), z3.RealVal(str(share))


def _abroad(holder: Data, at: int) -> Any:
    """Whether a holder counts as foreign: said, not said, or for the authority to say.

    How a mainland holder with foreign ones above it counts is settled nowhere.
    """
    home = holder.get("jurisdiction")
    certified = holder.get("kind") == "hkscc" or holder.get("service_supplier")
    if home not in (None, "CN") or (home is None and certified):
        return z3.BoolVal(True)
    return z3.Bool(f"home {at}") if _may_be_abroad(holder) else z3.BoolVal(False)


def _may_be_abroad(holder: Data) -> bool:
    above = holder.get("owners", ())
    return holder.get("jurisdiction") != "CN" or any(map(_may_be_abroad, above))
