"""Exact linear programming over a handful of variables, in whole numbers throughout.

Every condition is an expression that must be at least zero, or above zero. The
dictionary of the simplex method is kept over one common denominator (Edmonds'
fraction-free pivoting), so that no rounding can turn 50 into 50.000...1; ties are
broken by the smallest index (Bland), so that it always ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd

Expression = Mapping[int, int]
"""Coefficients by variable; every variable is at least zero; `UNIT` is the constant."""
UNIT = -1


class Program:
    """Conditions on variables that are at least zero, and a point that meets them.

    `slack` is one more variable: every strict condition holds by at least so much.
    """

    def __init__(
        self,
        size: int,
        conditions: Iterable[Expression],
        strict: Iterable[Expression] = (),
    ) -> None:
        self.size = size
        self.pivots = 0
        self._den = 1
        self._rows = [_row(expression, size, 0) for expression in conditions]
        above = [_row(expression, size, 1) for expression in strict]
        self._strict = bool(above)
        self._rows += above
        self._rows.append([1] + [0] * size + [-1])  # the slack is at most 1
        self._basic = [size + 1 + at for at in range(len(self._rows))]
        self._free = list(range(size + 1))  # the variables, then the slack

    def solved(self) -> bool:
        """Return whether all conditions can be met together."""
        if not self._settle():
            return False
        if not self._strict:
            return True
        goal = [0] * (self.size + 2)
        goal[self._column(self.size)] = self._den
        basic = self._basic_row(self.size)
        if basic is not None:
            goal = list(self._rows[basic])
        return self._raise(goal, enough=True) > 0

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
            if name <= self.size:
                values[name] = Fraction(self._rows[at][0], self._den)
        return values

    def _column(self, name: int) -> int:
        return self._free.index(name) + 1 if name in self._free else 0

    def _basic_row(self, name: int) -> int | None:
        return self._basic.index(name) if name in self._basic else None

    def _expressed(self, expression: Expression) -> list[int]:
        """An expression over the variables that are free now."""
        goal = [0] * (self.size + 2)
        for name, factor in expression.items():
            if name == UNIT:
                goal[0] += factor * self._den
            elif name in self._free:
                goal[self._column(name)] += factor * self._den
            else:
                row = self._rows[self._basic.index(name)]
                goal = [a + factor * b for a, b in zip(goal, row, strict=True)]
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
            self._pivot(leaving, min(able, key=lambda at: self._free[at - 1]), None)

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
            goal = self._pivot(leaving, entering, goal)
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

    def _pivot(self, leaving: int, entering: int, goal: list[int] | None) -> list[int]:
        """Exchange a basic and a free variable; the denominator divides exactly."""
        self.pivots += 1
        row, den = self._rows[leaving], self._den
        by = row[entering]
        sign = 1 if by > 0 else -1
        every = [*self._rows, goal] if goal is not None else self._rows
        for at, other in enumerate(every):
            if at == leaving:
                continue
            factor = other[entering]
            if factor:
                new = [
                    sign * (a * by - factor * b) // den
                    for a, b in zip(other, row, strict=True)
                ]
                new[entering] = sign * factor
            else:
                new = [sign * a * by // den for a in other]
            every[at] = new
        turned = [-sign * b for b in row]
        turned[entering] = sign * den
        every[leaving] = turned
        if goal is not None:
            *self._rows, goal = every
        self._den = sign * by
        name = self._basic[leaving]
        self._basic[leaving] = self._free[entering - 1]
        self._free[entering - 1] = name
        return goal or []


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
