"""Shares as people write them: `50%`, `50`, `40-60 %`; 0.5 alone can mean two things."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

ONE = r"(\d{1,3}(?:\.\d{1,20})?|\.\d{1,20}|\d{1,3},(?:\d{1,2}|\d{4,20}))\s*(%?)"
SHARE = re.compile(rf"{ONE}(?:\s*(?:-|–|—|~|to|至|到)\s*{ONE})?")
Percent = int | Decimal


class Misread(ValueError):
    """An answer that is not understood: the id of the sentence, and its parts."""

    def __init__(self, id: str, **parts: str) -> None:
        super().__init__(id)
        self.id, self.parts = id, parts


class Share(NamedTuple):
    """A share from `low` to `high`; `signed` = it was written with a percent sign."""

    low: Decimal
    high: Decimal
    signed: bool

    @property
    def doubtful(self) -> bool:
        """Whether it may be a fraction of one as well as a percentage."""
        return not self.signed and 0 < self.high <= 1

    @property
    def value(self) -> Percent | dict[str, Percent]:
        """The share as a profile states it."""
        low, high = plain(self.low), plain(self.high)
        return low if low == high else {"min": low, "max": high}


def plain(number: Decimal) -> Percent:
    """Return a number without needless zeros: a whole one as an integer."""
    if number == number.to_integral_value():
        return int(number)
    return Decimal(f"{number.normalize():f}")


def percent(text: str) -> Share:
    """Return the share that a text states. Raises `Misread` if it states none.

    Shares are percent, 0 to 100; of a range the smaller one comes first.
    """
    from unicodedata import normalize

    folded = normalize("NFKC", text).replace("−", "-").strip().casefold()
    hit = SHARE.fullmatch(folded)
    if hit is None:
        raise Misread("intake-share", found=text)
    # A comma before one or two digits is one of decimals; before three, of thousands.
    low = Decimal(hit[1].replace(",", "."))
    high = Decimal(hit[3].replace(",", ".")) if hit[3] else low
    if not low <= high <= 100:
        raise Misread("intake-share", found=text)
    return Share(low, high, bool(hit[2] or hit[4]))


COUNT = re.compile(r"\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*|\d+(?:\.\d{1,20})?")
"""A number of shares: with one kind of sign between thousands, or plain."""
DIGITS = 15
"""So many decimals of a percentage are kept where it has no end."""


def count(text: str) -> Decimal:
    """Return a number of shares, or an amount of capital. Raises `Misread` if it is none."""
    from unicodedata import normalize

    folded = normalize("NFKC", text).strip().casefold()
    hit = COUNT.fullmatch(re.sub(r"\s*(shares?|units?|股)$", "", folded))
    if hit is None or len(folded) > 30:
        raise Misread("intake-count", found=text)
    return Decimal(re.sub("[,' ]", "", hit[0]).replace(".", "") if hit[1] else hit[0])


def part(number: Decimal, total: Decimal) -> Percent:
    """Return what part of a total a number is, in percent, exact or to 15 decimals."""
    from decimal import localcontext

    with localcontext() as context:
        context.prec = 50
        return plain((number * 100 / total).quantize(Decimal(1).scaleb(-DIGITS)))


def fractions(shares: Iterable[Share]) -> bool:
    """Return whether the shares of a column may all be fractions of one.

    One above 1 shows that the column counts percent; a sign speaks for its own cell.
    """
    unsigned = [share for share in shares if not share.signed and share.high]
    return bool(unsigned) and all(share.doubtful for share in unsigned)
