"""Exact linear programming over a handful of variables, in whole numbers throughout.

Every condition is an expression that must be at least zero, or above zero. Each row of
the dictionary of the simplex method is kept in whole numbers over a denominator of its
own, so that no rounding can turn 50 into 50.000...1 and rows that a step does not
concern stay as they are; ties are broken by the smallest index (Bland), so that it
always ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

Expression = Mapping[int, int]
"""Coefficients by variable; every variable is at least zero; `UNIT` is the constant."""
UNIT = -1


class Program:
    """Conditions on variables that are at least zero, and a point that meets them.

    `slack` is one more variable: every strict condition holds by at least so much.
    `take` is told how many numbers are touched.
    """

    def __init__(
        self,
        size: int,
        conditions: Iterable[Expression],
        strict: Iterable[Expression] = (),
        take: Callable[[int], None] = lambda numbers: None,
    ) -> None:
        self.size, self._take = size, take
        self._rows = [_row(expression, size, 0) for expression in conditions]
        above = [_row(expression, size, 1) for expression in strict]
        self._strict = bool(above)
        self._rows += above
        self._rows.append([1] + [0] * size + [-1])  # the slack is at most 1
        self._dens = [1] * len(self._rows)
        self._basic = [size + 1 + at for at in range(len(self._rows))]
        self._free = list(range(size + 1))  # the variables, then the slack
        take(len(self._rows) * (size + 2))

    def solved(self) -> bool:
        """Return whether all conditions can be met together."""
        if not self._settle():
            return False
        if not self._strict:
            return True
        return self._raise(self._expressed({self.size: 1}), enough=True) > 0

    def raised(self, expression: Expression) -> None:
        """Move to the point at which an expression is greatest; call `solved` first."""
        self._raise(self._expressed(expression), enough=False)

    def widened(self) -> None:
        """Move to the point that keeps the greatest distance from strict conditions."""
        self.raised({self.size: 1})

    def point(self) -> list[Fraction]:
        """Return the values of the variables at the present point, the slack last."""
        values = [Fraction(0)] * (self.size + 1)
        for at, name in enumerate(self._basic):
            if name <= self.size and self._rows[at][0]:
                values[name] = Fraction(self._rows[at][0], self._dens[at])
        return values

    def _expressed(self, expression: Expression) -> list[int]:
        """A multiple above zero of an expression, over the variables that are free."""
        rows = {name: at for at, name in enumerate(self._basic) if name in expression}
        den = lcm(*(self._dens[at] for at in rows.values()))
        goal = [0] * (self.size + 2)
        for name, factor in expression.items():
            if name == UNIT:
                goal[0] += factor * den
            elif name in rows:
                at = rows[name]
                by = factor * (den // self._dens[at])
                goal = [a + by * b for a, b in zip(goal, self._rows[at], strict=True)]
            else:
                goal[self._free.index(name) + 1] += factor * den
        return goal

    def _settle(self) -> bool:
        """Make every condition hold; none is weighed against another (Bland)."""
        while True:
            short = [at for at, row in enumerate(self._rows) if row[0] < 0]
            if not short:
                return True
            leaving = min(short, key=self._basic.__getitem__)
            row = self._rows[leaving]
            able = [at for at in range(1, len(row)) if row[at] > 0]
            if not able:
                return False
            self._pivot(leaving, min(able, key=lambda at: self._free[at - 1]))

    def _raise(self, goal: list[int], *, enough: bool) -> int:
        """Raise a goal as far as it goes, or only above zero if that is `enough`."""
        while not (enough and goal[0] > 0):
            able = [at for at in range(1, len(goal)) if goal[at] > 0]
            if not able:
                break
            entering = min(able, key=lambda at: self._free[at - 1])
            leaving = self._bound(entering)
            if leaving is None:  # shares are bounded: this does not happen
                break
            self._pivot(leaving, entering)
            goal, _ = _replaced(
                goal, 1, entering, self._rows[leaving], self._dens[leaving]
            )
        return goal[0]

    def _bound(self, entering: int) -> int | None:
        """The row that stops a variable from growing first."""
        best: int | None = None
        for at, row in enumerate(self._rows):
            if row[entering] >= 0:
                continue
            if best is None:
                best = at
                continue
            kept = self._rows[best]
            mine, theirs = row[0] * -kept[entering], kept[0] * -row[entering]
            if mine < theirs or (
                mine == theirs and self._basic[at] < self._basic[best]
            ):
                best = at
        return best

    def _pivot(self, leaving: int, entering: int) -> None:
        """Exchange a basic and a free variable in every row that has the latter."""
        row = self._rows[leaving]
        by = row[entering]
        turned = [-value for value in row] if by > 0 else list(row)
        turned[entering] = self._dens[leaving] if by > 0 else -self._dens[leaving]
        den = abs(by)
        shared = gcd(den, *turned)
        if shared > 1:
            den, turned = den // shared, [value // shared for value in turned]
        touched = 0
        for at, other in enumerate(self._rows):
            if at != leaving and other[entering]:
                touched += 1
                self._rows[at], self._dens[at] = _replaced(
                    other, self._dens[at], entering, turned, den
                )
        self._rows[leaving], self._dens[leaving] = turned, den
        self._basic[leaving], self._free[entering - 1] = (
            self._free[entering - 1],
            self._basic[leaving],
        )
        self._take((touched + 2) * len(row) + len(self._rows))


def _replaced(
    row: list[int], den: int, entering: int, by: list[int], by_den: int
) -> tuple[list[int], int]:
    """A row, and its denominator, with a variable replaced by what it is made of."""
    factor = row[entering]
    shared = gcd(factor, by_den)
    factor, times_ = factor // shared, by_den // shared
    new = [a * times_ + factor * b for a, b in zip(row, by, strict=True)]
    new[entering] = factor * by[entering]
    den *= times_
    common = gcd(den, *new)
    if common > 1:
        return [value // common for value in new], den // common
    return new, den


def _row(expression: Expression, size: int, slack: int) -> list[int]:
    """A condition in the smallest whole numbers, its part of the slack at the end."""
    scale = gcd(*expression.values()) or 1
    row = [0] * (size + 2)
    for name, value in expression.items():
        row[name + 1] = value // scale
    row[-1] = -slack
    return row


def total(*expressions: Expression) -> dict[int, int]:
    """Return the sum of some expressions."""
    found: dict[int, int] = {}
    for expression in expressions:
        for name, value in expression.items():
            found[name] = found.get(name, 0) + value
    return found


def minus(one: Expression, other: Expression) -> dict[int, int]:
    """Return the difference of two expressions."""
    found = dict(one)
    for name, value in other.items():
        found[name] = found.get(name, 0) - value
    return found


def times(expression: Expression, factor: int) -> dict[int, int]:
    """Return a multiple of an expression."""
    return {name: value * factor for name, value in expression.items()}


def part(expression: Expression, share: Fraction) -> dict[int, int]:
    """Return a share of an expression, of which every coefficient can be divided."""
    up, down = share.numerator, share.denominator
    return (
        {name: value * up // down for name, value in expression.items()} if up else {}
    )


def value_at(expression: Expression, at: Sequence[Fraction]) -> Fraction:
    """Return the value of an expression at a point."""
    found = Fraction(0)
    for name, value in expression.items():
        found += value if name == UNIT else value * at[name]
    return found
