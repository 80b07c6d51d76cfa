"""What rules read of a company's holders, where everything is known.

Look-through passes mainland holders only and stops at the first holder outside the
mainland. All shares are exact: a whole company is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

HOME = "CN"
NOBODY, WHOLE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)
MAIN_INVESTOR = Fraction(3, 10)
"""The main foreign investor has at least this part of all foreign contributions."""
COUNTINGS = ("product", "control")
"""The two ways of counting foreign shares along a chain of mainland holders."""


class Holder(NamedTuple):
    """A holder with everything filled in; `share` is its part of the company below.

    `number` stands for so many equal holders that share it. `path` names the holder in
    the profile; none = one of those that the profile does not name.
    """

    home: str
    share: Fraction
    kind: str | None
    supplier: bool
    track_record: bool | None
    above: tuple[Holder, ...] = ()
    number: int = 1
    path: str | None = None


def foreign(holders: Iterable[Holder], counting: str) -> Fraction:
    """Return the foreign share of a level: along each chain, or by control.

    By control a mainland holder that is more than half foreign counts as a whole.
    """
    total = NOBODY
    for holder in holders:
        if holder.home != HOME:
            total += holder.share
        elif holder.above:
            inner = foreign(holder.above, counting)
            whole = counting == "control" and inner > HALF
            total += holder.share if whole else holder.share * inner
    return total


def state(holders: Iterable[Holder]) -> Fraction:
    """Return the share that the Chinese state holds, at any level."""
    total = NOBODY
    for holder in holders:
        if holder.home == HOME:
            whole = holder.kind == "state"
            total += holder.share * (WHOLE if whole else state(holder.above))
    return total


def outside(
    holders: Iterable[Holder], weight: Fraction = WHOLE
) -> list[tuple[Fraction, Fraction, Holder]]:
    """Return all holders outside the mainland: mass together, mass of each, holder."""
    found: list[tuple[Fraction, Fraction, Holder]] = []
    for holder in holders:
        mass = weight * holder.share
        if holder.home == HOME:
            found += outside(holder.above, mass)
        elif mass:
            found.append((mass, mass / holder.number, holder))
    return found


def listed_level(holders: Sequence[Holder]) -> Sequence[Holder] | None:
    """Return the holders of a listed mainland company that holds more than half, if any."""
    for holder in holders:
        if holder.home == HOME and holder.share > HALF:
            if holder.kind == "listed":
                return holder.above or (Holder(HOME, WHOLE, None, False, None),)
            return listed_level(holder.above)
    return None


def track_record(every: Sequence[tuple[Fraction, Fraction, Holder]]) -> str:
    """Return the track record of the main foreign investor (FITE Regulations, Art. 10).

    `none` = no holder has three tenths of all foreign shares. Of several largest one
    that proves it is enough; `failed` only where one that failed is the largest alone.
    """
    most = max((mass for _, mass, _ in every), default=NOBODY)
    if not most or most < MAIN_INVESTOR * sum(mass for mass, _, _ in every):
        return "none"
    main = {holder.track_record for _, mass, holder in every if mass == most}
    if True in main:
        return "proved"
    return "failed" if main == {False} else "unstated"


class Holding:
    """The quantities that rules read, for holders with everything filled in.

    `listed` is what the profile says of the applicant itself. Shares are percent.
    """

    def __init__(self, holders: Sequence[Holder], listed: bool | None) -> None:
        self.holders = tuple(holders)
        self.stated = listed

    @cached_property
    def product(self) -> Fraction:
        """The foreign share along each chain."""
        return percent(foreign(self.holders, "product"))

    @cached_property
    def control(self) -> Fraction:
        """The foreign share where a mainland holder above half foreign counts whole."""
        return percent(foreign(self.holders, "control"))

    @cached_property
    def state(self) -> Fraction:
        """The share of the Chinese state."""
        return percent(state(self.holders))

    @cached_property
    def parent(self) -> Sequence[Holder] | None:
        """The holders of the listed company that holds more than half, if any."""
        return listed_level(self.holders)

    @cached_property
    def outside(self) -> list[tuple[Fraction, Fraction, Holder]]:
        """Every holder outside the mainland, with its mass."""
        return outside(self.holders)

    @cached_property
    def listed(self) -> bool:
        """Whether the applicant is a directly listed company, or a subsidiary of one.

        That HKSCC holds shares directly presupposes that they are listed.
        """
        connect = any(h.kind == "hkscc" and h.share for h in self.holders)
        return bool(self.stated) or self.parent is not None or connect

    @cached_property
    def hkscc_only(self) -> bool:
        """Whether the only foreign holder is HKSCC (Stock Connect)."""
        return bool(self.outside) and all(h.kind == "hkscc" for *_, h in self.outside)

    @cached_property
    def track_record(self) -> str:
        """The track record of the main foreign investor."""
        return track_record(self.outside)

    @cached_property
    def largest_chinese(self) -> bool:
        """Whether every one of the largest holders is Chinese and not foreign-controlled."""
        level = self.parent or self.holders
        most = max((holder.share / holder.number for holder in level), default=NOBODY)
        largest = [h for h in level if h.share / h.number == most]
        return bool(largest) and all(
            h.home == HOME and foreign(h.above, "control") <= HALF for h in largest
        )

    def foreign(self, counting: str) -> Fraction:
        """Return the foreign share in one of the two ways of counting."""
        return self.control if counting == "control" else self.product

    def listed_foreign(self, counting: str) -> Fraction:
        """Return the foreign share of the listed company itself."""
        if self.parent is None:
            return self.foreign(counting)
        return percent(foreign(self.parent, counting))

    def supplied(self, homes: Iterable[str]) -> Fraction:
        """Return the share of certified direct suppliers from some jurisdictions."""
        of = frozenset(homes)
        held = (h.share for h in self.holders if h.supplier and h.home in of)
        return percent(sum(held, NOBODY))

    @property
    def differs(self) -> bool:
        """Whether the two ways of counting give different shares."""
        return any(
            read("product") != read("control")
            for read in (self.foreign, self.listed_foreign)
        )

    def read(self, fact: str, counting: str, homes: Iterable[str] = ()) -> Any:
        """Return the quantity that a check on owners reads.

        `homes` are the jurisdictions whose certified suppliers count as such.
        """
        name = fact.rpartition(".")[2]
        if name == "foreign":
            return self.foreign(counting)
        if name == "listed_foreign":
            return self.listed_foreign(counting)
        if name == "supplier":
            return self.supplied(homes)
        if name == "other_foreign":
            return self.foreign(counting) - self.supplied(homes)
        return getattr(self, name)


def percent(part: Fraction) -> Fraction:
    """Return a part of the whole as a percentage, exactly."""
    return part * 100


def printed(share: Fraction) -> Decimal:
    """Return a percentage as a decimal: exactly where that ends, else with 28 digits."""
    return Decimal(share.numerator) / Decimal(share.denominator)
