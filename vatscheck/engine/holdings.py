"""Who holds the company: every way in which what the profile leaves open could be filled.

A `Holding` is one such way, reduced to the few quantities that rules read. Shares
are exact percentages. Look-through passes mainland holders only and stops at the
first holder outside the mainland.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise, product
from typing import NamedTuple

from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES, Owner

ZERO, HALF, ALL = Decimal(0), Decimal(50), Decimal(100)
HOME = "CN"
ABROAD = "any"
"""Stands for a holder outside the mainland whose jurisdiction does not matter."""
MAIN_INVESTOR = Decimal(30)
"""The main foreign investor has at least this percentage of all foreign shares."""
LIMIT = 600
"""More combinations than this on one level are thinned to their extremes."""

Filled = tuple[tuple[str, str], ...]
"""Which unknown facts a holding fills, and with what."""


class Holder(NamedTuple):
    """A holder with everything filled in."""

    home: str
    share: Decimal
    kind: str | None
    supplier: bool
    track_record: bool | None
    above: "tuple[Holder, ...]" = ()


class Holding(NamedTuple):
    """The quantities that rules read, in percent, for one filling of the unknown facts.

    `product` multiplies along each chain; `control` counts a mainland holder that is
    more than 50 % foreign as a whole. `suppliers` is the share of certified direct
    suppliers by jurisdiction. `track_record`: none, proved, failed or unstated.
    """

    product: Decimal
    control: Decimal
    suppliers: tuple[tuple[str, Decimal], ...]
    state: Decimal
    largest_chinese: bool
    hkscc_only: bool
    listed: bool
    track_record: str
    filled: Filled = ()


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
        total = ALL - rest
        splits: dict[tuple[Decimal, ...], Filled] = {}
        for at in open_:
            room = total - sum(lows, ZERO) + lows[at]
            known = self._known(owners, lows)
            for share in _choices(
                max(lows[at], total - sum(highs, ZERO) + highs[at]),
                min(highs[at], room),
                self._scaled(known, weight),
            ):
                for order in (open_, open_[::-1]):
                    split = _fill(bounds, at, share, order, total)
                    splits[tuple(split)] = tuple(
                        (f"{path}[{i}].share", f"{split[i].normalize():f}")
                        for i in open_
                    )
        return [(filled, list(split), rest) for split, filled in splits.items()]

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


def _part(holders: Iterable[Holder]) -> tuple[Decimal, Decimal]:
    """The foreign share of a level by both readings, in percent."""
    by_product = by_control = ZERO
    for holder in holders:
        if holder.home != HOME:
            by_product += holder.share
            by_control += holder.share
            continue
        inner_product, inner_control = _part(holder.above)
        by_product += holder.share * inner_product / ALL
        whole = ALL if inner_control > HALF else inner_control
        by_control += holder.share * whole / ALL
    return by_product, by_control


def _state(holders: Iterable[Holder]) -> Decimal:
    total = ZERO
    for holder in holders:
        if holder.home == HOME:
            above = ALL if holder.kind == "state" else _state(holder.above)
            total += holder.share * above / ALL
    return total


def _foreign(
    holders: Iterable[Holder], weight: Decimal
) -> list[tuple[Decimal, Holder]]:
    """Every holder outside the mainland with its share of the whole."""
    found: list[tuple[Decimal, Holder]] = []
    for holder in holders:
        share = weight * holder.share / ALL
        if holder.home != HOME:
            if share:
                found.append((share, holder))
        else:
            found += _foreign(holder.above, share)
    return found


def _largest_chinese(holders: Sequence[Holder]) -> bool:
    """Whether the largest single holder is Chinese and not foreign-controlled."""
    best = max((h.share for h in holders), default=ZERO)
    largest = [h for h in holders if h.share == best]
    return bool(largest) and all(
        h.home == HOME and _part(h.above)[1] <= HALF for h in largest
    )


def _listed_level(holders: Sequence[Holder]) -> Sequence[Holder] | None:
    """The holders of a listed mainland company that holds more than half, if there is one."""
    for holder in holders:
        if holder.home == HOME and holder.share > HALF:
            if holder.kind == "listed":
                return holder.above or (Holder(HOME, ALL, None, False, None),)
            return _listed_level(holder.above)
    return None


def _track_record(foreign: list[tuple[Decimal, Holder]]) -> str:
    """The track record of the main foreign investor (FITE Regulations, Art. 10)."""
    if not foreign:
        return "none"
    total = sum((share for share, _ in foreign), ZERO)
    share, main = max(foreign, key=lambda item: item[0])
    if share * ALL < total * MAIN_INVESTOR:
        return "none"
    return {True: "proved", False: "failed", None: "unstated"}[main.track_record]


def measure(holders: Sequence[Holder], listed: bool | None, filled: Filled) -> Holding:
    """Return the quantities of one filling; `listed` none = look at the holders only."""
    by_product, by_control = _part(holders)
    suppliers = {home: ZERO for home in SUPPLIER_HOMES}
    for holder in holders:
        if holder.supplier:
            suppliers[holder.home] += holder.share
    foreign = _foreign(holders, ALL)
    parent = _listed_level(holders)
    return Holding(
        product=by_product,
        control=by_control,
        suppliers=tuple(suppliers.items()),
        state=_state(holders),
        largest_chinese=_largest_chinese(parent or holders),
        hkscc_only=bool(foreign) and all(h.kind == "hkscc" for _, h in foreign),
        listed=bool(listed) or parent is not None,
        track_record=_track_record(foreign),
        filled=filled,
    )


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
        known = _listed_level(level) is not None
        for more, value in [((), listed)] if known else listings:
            found[measure(level, value, filled + more)] = None
    return list(found)
