"""Random completions of an ownership tree: the open made closed, without a solver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from tests.engine.closed import Known, Situation
from tests.engine.ownership import Case

WHOLE = Fraction(100)
NEAR = [Fraction(cap) + by for cap in (0, 1, 10, 30, 49, 50, 51, 100) for by in (0, 1)]


class Completions:
    """A source of random completions of one case."""

    def __init__(self, case: Case, seed: str) -> None:
        self.case, self.random = case, Random(seed)

    def situation(self) -> Situation:
        """Return one completion."""
        owners, listed, counting = self.case
        return Situation(
            self._level(owners or (), direct=True),
            self.random.random() < 0.5 if listed is None else listed,
            counting or self.random.choice(("product", "control")),
        )

    def _level(
        self, owners: Sequence[Mapping[str, Any]], direct: bool
    ) -> tuple[Known, ...]:
        shares = self._shares([owner.get("share") for owner in owners])
        named = [
            self._holder(owner, share, direct)
            for owner, share in zip(owners, shares, strict=True)
        ]
        return (*named, *self._rest(WHOLE - sum(shares), direct))

    def _shares(self, said: Sequence[Any]) -> list[Fraction]:
        """Return shares inside what is said that fit together, drawn until they do."""
        ends = [_ends(share) for share in said]
        if sum(low for low, _ in ends) >= 100:
            return [low for low, _ in ends]
        whole = None in said and any(share is not None for share in said)
        order = list(range(len(said)))
        while True:
            self.random.shuffle(order)
            shares = [Fraction(0)] * len(said)
            for at in order:
                # what the holders still to come need at least is kept for them
                later = order[order.index(at) + 1 :]
                room = WHOLE - sum(shares) - sum(ends[other][0] for other in later)
                low, high = ends[at]
                last = whole and not later
                shares[at] = room if last else self._between(low, min(high, room))
            if all(
                low <= s <= high for s, (low, high) in zip(shares, ends, strict=True)
            ):
                return shares

    def _between(self, low: Fraction, high: Fraction) -> Fraction:
        choices = [low, high, (low + high) / 2]
        choices += [share for share in NEAR if low < share < high]
        choices.append(low + (high - low) * self.random.randint(0, 1000) / 1000)
        return self.random.choice(choices)

    def _holder(self, owner: Mapping[str, Any], share: Fraction, direct: bool) -> Known:
        kind, certified = owner.get("kind"), owner.get("service_supplier")
        home = owner.get("jurisdiction") or self._home(kind, certified)
        if kind in ("person", "hkscc"):
            certified = False
        elif home in ("HK", "MO") and certified is None:
            certified = self.random.random() < 0.5
        if home == "CN" and kind is None and self.random.random() < 0.5:
            kind = "state"
        looks = home == "CN" and owner.get("owners")
        return Known(
            home=home,
            share=share,
            kind=kind,
            supplier=bool(certified) and direct,
            track_record=owner.get("track_record"),
            above=self._level(owner["owners"], direct=False) if looks else (),
        )

    def _home(self, kind: str | None, certified: bool | None) -> str:
        """Return a home in which what is said of a holder is no error."""
        if certified:
            return self.random.choice(("HK", "MO")) if kind != "hkscc" else "HK"
        only = {"hkscc": ["HK"], "listed": ["CN"]}.get(kind or "")
        return self.random.choice(only or ["CN", "HK", "MO", "US"])

    def _rest(self, rest: Fraction, direct: bool) -> list[Known]:
        """Return up to four unnamed last holders that share a rest."""
        if rest <= 0:
            return []
        if rest < Fraction("0.1"):
            return [Known("CN", rest, None, False, None)]
        found = []
        for _ in range(self.random.randint(0, 3)):
            share = self._between(Fraction(0), rest)
            rest -= share
            found.append(self._unnamed(share, direct))
        return [
            holder for holder in (*found, self._unnamed(rest, direct)) if holder.share
        ]

    def _unnamed(self, share: Fraction, direct: bool) -> Known:
        home = self.random.choice(["CN", "CN", "HK", "MO", "US"])
        kind = self.random.choice(["state", "company"]) if home == "CN" else None
        held = direct and home in ("HK", "MO") and self.random.random() < 0.7
        times = self.random.choice((1, 1, 2, 5))
        return Known(home, share / times, kind, held, None, (), times)


def _ends(share: Any) -> tuple[Fraction, Fraction]:
    if share is None:
        return Fraction(0), WHOLE
    if isinstance(share, Mapping):
        return Fraction(share["min"]), Fraction(share["max"])
    return Fraction(share), Fraction(share)
