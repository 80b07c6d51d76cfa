"""Every way in which what a profile leaves open about its owners could be filled.

A share that is open takes one value for each way in which it can meet the percentages
that rules compare with: at each of them, and between each two.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from vatscheck.engine.holdings import (
    ABROAD,
    ALL,
    HALF,
    HOME,
    ZERO,
    Filled,
    Holder,
    Holding,
    listed_level,
    measure,
)
from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES, Owner

LIMIT = 600
"""More combinations than this on one level are thinned to their extremes."""


def _choices(low: Decimal, high: Decimal, cuts: Iterable[Decimal]) -> list[Decimal]:
    """One value for each way in which a share between two bounds can meet the cuts."""
    marks = sorted({low, high, *(cut for cut in cuts if low < cut < high)})
    between = [(a + b) / 2 for a, b in pairwise(marks)]
    return sorted({*marks, *between})


class Filling:
    """Fills what a profile leaves open about owners, for the shares that rules compare."""

    def __init__(self, cuts: Iterable[Decimal], ask_state: bool) -> None:
        self.cuts = sorted({ZERO, HALF, ALL, *cuts})
        self.ask_state = ask_state

    def level(
        self, owners: Sequence[Owner], path: str, weight: Decimal
    ) -> list[tuple[Filled, tuple[Holder, ...]]]:
        """Return every filling of one level of owners; `weight` is its share of the whole."""
        results: list[tuple[Filled, tuple[Holder, ...]]] = []
        for filled, shares, rest in self._splits(owners, path, weight):
            options = [
                self._holder(owner, share, f"{path}[{at}]", weight)
                for at, (owner, share) in enumerate(zip(owners, shares, strict=True))
            ]
            options.append(self._rest(rest, path, self._known(owners, shares), weight))
            for picks in product(*options):
                joined = filled + tuple(f for pick in picks for f in pick[0])
                results.append((joined, tuple(h for pick in picks for h in pick[1])))
        if len(results) > LIMIT:
            results = results[:: len(results) // LIMIT + 1] + results[-1:]
        return results

    def _splits(
        self, owners: Sequence[Owner], path: str, weight: Decimal
    ) -> list[tuple[Filled, list[Decimal], Decimal]]:
        """How the level can be divided; the rest belongs to a holder not named."""
        bounds = [owner.bounds for owner in owners]
        lows, highs = [b[0] for b in bounds], [b[1] for b in bounds]
        open_ = [at for at, (low, high) in enumerate(bounds) if low != high]
        rest = max(ZERO, ALL - sum(highs, ZERO))
        if not open_:
            return [((), lows, rest)]
        found: list[list[Decimal]] = []
        if rest < ROUNDING:  # those named can hold it all
            found += self._whole(owners, open_, weight, ALL - rest)
        if rest >= ROUNDING or not self._complete(owners, open_):
            found += self._partly(owners, open_, weight)
        splits = dict.fromkeys(map(tuple, found))
        return [
            (
                tuple(
                    (f"{path}[{i}].share", f"{split[i].normalize():f}") for i in open_
                ),
                list(split),
                ALL - sum(split, ZERO),
            )
            for split in splits
        ]

    @staticmethod
    def _complete(owners: Sequence[Owner], open_: list[int]) -> bool:
        """Whether a level that can add up to 100 is read as doing so.

        It is where one share is left out beside stated ones: that is the rest. And it
        is where several are ranges: they complement each other.
        """
        left_out = [owners[at].share is None for at in open_]
        if len(left_out) == len(owners) and all(left_out):
            return False
        return any(left_out) or len(open_) > 1

    def _whole(
        self,
        owners: Sequence[Owner],
        open_: list[int],
        weight: Decimal,
        total: Decimal,
    ) -> Iterator[list[Decimal]]:
        """The divisions of a level among those named, who hold `total` together."""
        bounds = [owner.bounds for owner in owners]
        lows, highs = [b[0] for b in bounds], [b[1] for b in bounds]
        for at in open_:
            room = total - sum(lows, ZERO) + lows[at]
            for share in _choices(
                max(lows[at], total - sum(highs, ZERO) + highs[at]),
                min(highs[at], room),
                self._scaled(self._known(owners, lows), weight),
            ):
                for order in (open_, open_[::-1]):
                    yield _fill(bounds, at, share, order, total)

    def _partly(
        self, owners: Sequence[Owner], open_: list[int], weight: Decimal
    ) -> Iterator[list[Decimal]]:
        """The divisions of a level of which those named may hold less than all."""
        bounds = [owner.bounds for owner in owners]
        for end in (0, 1):
            others = [b[end] for b in bounds]
            known = self._known(owners, others)
            for at in open_:
                fixed = known - self._known([owners[at]], [others[at]])
                for share in _choices(*bounds[at], self._scaled(fixed, weight)):
                    split = [*others[:at], share, *others[at + 1 :]]
                    if sum(split, ZERO) <= ALL:
                        yield split

    def _scaled(self, known: Decimal, weight: Decimal) -> list[Decimal]:
        scaled = [cut * ALL / weight for cut in self.cuts] if weight else []
        return [x for cut in (*scaled, *self.cuts) for x in (cut, cut - known)]

    @staticmethod
    def _known(owners: Sequence[Owner], shares: Sequence[Decimal]) -> Decimal:
        """The foreign part of a level that does not depend on the rest."""
        foreign = ZERO
        for owner, share in zip(owners, shares, strict=True):
            if owner.jurisdiction not in (HOME, None):
                foreign += share
        return foreign

    def _holder(
        self, owner: Owner, share: Decimal, path: str, weight: Decimal
    ) -> list[tuple[Filled, tuple[Holder, ...]]]:
        """Every filling of one named holder."""
        if owner.jurisdiction is None:
            return self._unknown_home(owner, share, path)
        if owner.jurisdiction != HOME:
            return [
                (filled, (self._outside(owner, share, supplier),))
                for filled, supplier in self._supplier(owner, path)
            ]
        if owner.owners:
            levels = self.level(owner.owners, f"{path}.owners", weight * share / ALL)
            return [
                (f, (Holder(HOME, share, owner.kind, False, None, above),))
                for f, above in levels
            ]
        kinds: list[tuple[Filled, str | None]] = [((), owner.kind)]
        if owner.kind is None and self.ask_state:
            name = f"{path}.kind"
            kinds = [(((name, "state"),), "state"), (((name, "other"),), "company")]
        return [(f, (Holder(HOME, share, kind, False, None),)) for f, kind in kinds]

    @staticmethod
    def _supplier(owner: Owner, path: str) -> list[tuple[Filled, bool]]:
        possible = owner.jurisdiction in SUPPLIER_HOMES and owner.kind not in (
            "person",
            "hkscc",
        )
        if not possible or owner.service_supplier is not None:
            return [((), bool(owner.service_supplier) and possible)]
        name = f"{path}.service_supplier"
        return [(((name, "true"),), True), (((name, "false"),), False)]

    @staticmethod
    def _outside(owner: Owner, share: Decimal, supplier: bool) -> Holder:
        home = owner.jurisdiction or ABROAD
        return Holder(home, share, owner.kind, supplier, owner.track_record)

    @staticmethod
    def _unknown_home(
        owner: Owner, share: Decimal, path: str
    ) -> list[tuple[Filled, tuple[Holder, ...]]]:
        name = f"{path}.jurisdiction"
        homes = [
            ("CN", HOME, False),
            ("HK or MO, certified supplier", "HK", True),
            ("another place outside the mainland", ABROAD, False),
        ]
        if owner.service_supplier is False or owner.kind == "person":
            del homes[1]
        return [
            (((name, label),), (Holder(home, share, owner.kind, supplier, None),))
            for label, home, supplier in homes
        ]

    def _rest(
        self, rest: Decimal, path: str, known: Decimal, weight: Decimal
    ) -> list[tuple[Filled, tuple[Holder, ...]]]:
        """The holders not named: any part of them may be foreign, or certified."""
        if rest < ROUNDING:
            return [((), (Holder(HOME, rest, "company", False, None),))]
        options: list[tuple[Filled, tuple[Holder, ...]]] = []
        kinds = ("state", "company") if self.ask_state else ("company",)
        for share in _choices(ZERO, rest, self._scaled(known, weight)):
            for kind in kinds:
                home = Holder(HOME, rest - share, kind, False, None)
                for supplier in (False, True) if share else (False,):
                    label = f"{share.normalize():f} % foreign"
                    label += ", certified supplier" if supplier else ""
                    label += ", rest state" if kind == "state" else ""
                    away = Holder(
                        "HK" if supplier else ABROAD, share, None, supplier, None
                    )
                    options.append((((path, label),), (away, home)))
        return options


def _fill(
    bounds: Sequence[tuple[Decimal, Decimal]],
    at: int,
    share: Decimal,
    order: list[int],
    total: Decimal,
) -> list[Decimal]:
    """Give one holder its share and the others, in order, as much as they can take."""
    split = [low for low, _ in bounds]
    split[at] = share
    left = total - sum(split, ZERO)
    for other in order:
        if other != at:
            more = min(left, bounds[other][1] - split[other])
            split[other] += more
            left -= more
    return split


def holdings(
    owners: Sequence[Owner] | None,
    listed: bool | None,
    cuts: Iterable[Decimal],
    ask_state: bool,
    ask_listed: bool,
) -> list[Holding]:
    """Return every holding that a profile allows, one for each way to meet the cuts.

    `cuts` are the percentages that rules compare with; `ask_state` and `ask_listed`
    say whether any rule asks who is a state holder or listed.
    """
    filling = Filling(cuts, ask_state)
    listings: list[tuple[Filled, bool | None]] = [((), listed)]
    if listed is None and ask_listed:
        name = "registration.listed"
        listings = [(((name, "true"),), True), (((name, "false"),), False)]
    found: dict[Holding, None] = {}
    for filled, level in filling.level(owners or [], "owners", ALL):
        known = listed_level(level) is not None
        for more, value in [((), listed)] if known else listings:
            found[measure(level, value, filled + more)] = None
    return list(found)
