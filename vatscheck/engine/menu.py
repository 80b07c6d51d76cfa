"""The menu of cures: for each fact that a company can change, the values that are tried.

It is finite and stated here; cures are complete and minimal over it. What is not on it
is never offered: another home for a holder, other services, control by contract, a
share small enough to be treated as domestic. A fact that no rule of the service reads
is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any, NamedTuple

from vatscheck.engine.axes import NO_CONTENT, ownership
from vatscheck.engine.patches import (
    CONTENT,
    COUNTING,
    FORM,
    OWNERS,
    REGISTERED,
    SERVERS,
    SERVES,
    Patch,
)
from vatscheck.engine.rules import Rules
from vatscheck.engine.shares import ALL, FOREIGN, HOME, KINDS, OTHERS, Bound, Shares
from vatscheck.engine.space import Space
from vatscheck.engine.ways import Atom, Way
from vatscheck.law.models import Check
from vatscheck.profile.models import Profile

CERTIFICATE = "owners[].service_supplier"
MENU = {
    REGISTERED: "one place of each class of places that the rules of the service tell apart; of a place stated only roughly the parts that do, to be established, and then no other",
    SERVERS: "all facilities in one place of each such class, or where the company is registered",
    SERVES: "the reach of each route, and the customers asked for without those that a rule bars",
    CONTENT: "the content stated without the kinds that rules bar, in every combination; if it is left out, one kind of each group that rules bar on the same terms, and none",
    FORM: "a company",
    OWNERS: "no foreign share; and each bound that a rule sets on the foreign share, on that of others than certified suppliers, and on that of the state, in every combination",
    CERTIFICATE: "one, two and more certificates among the Hong Kong, or Macao, companies that hold shares directly, the largest first; of more than six only the numbers at which a bound that a rule sets can be crossed",
    COUNTING: "each way of counting shares, where it is open and the ways differ",
    "facts": "each value that a rule compares with, and its opposite",
}
"""What is tried for each fact, in words."""
OPPOSITE = {
    "above": ("at_most",),
    "at_least": ("below",),
    "at_most": ("above",),
    "below": ("at_least",),
    "outside": ("within",),
    "any_of": ("none_of", "is"),
}
"""The operators that hold where another does not."""
SUPPLIER = "ownership.supplier"
FEW = 6
"""So many holders that could be certified are tried in every number."""


class Want(NamedTuple):
    """A check that a cure can bring about, of a route or to be out of a prohibition."""

    atom: Atom
    check: Check
    value: Any


def _opposite(rules: Rules, atom: Atom) -> Want | None:
    """What takes a company out of a check of a prohibition, if anything does."""
    ops = OPPOSITE.get(atom.check.op, ())
    plain = atom.use.value == 0
    for check in rules.law.checks.values():
        alike = check.fact == atom.check.fact and check.op in ops and check.cure
        if alike and plain != ("{value}" in check.wants):
            return Want(atom, check, atom.use.value)
        if alike and check.op in ("none_of", "is"):
            return Want(atom, check, atom.use.value)
    return Want(atom, atom.check, atom.use.value) if atom.check.cure else None


class Menu(NamedTuple):
    """What can change for one service of one profile, and who could be certified."""

    space: Space
    patch: Patch
    ways: tuple[Way, ...]
    wants: tuple[Want, ...]
    able: dict[str, tuple[int, ...]]

    @property
    def profile(self) -> Profile:
        """The profile as it is."""
        return self.patch.original

    def read(self, fact: str) -> bool:
        """Whether a check on a fact can be brought about."""
        return any(want.check.fact == fact for want in self.wants)

    def offers(self, way: Way) -> bool:
        """Whether a route may be what cures: nobody is to bring about another's checks.

        To be treated as domestic is never a cure; who is so already may cure the rest.
        """
        always = self.space.agreement.always
        return way.rule.route.curable or not way.needs & ~always

    def contents(self) -> list[tuple[str, ...]]:
        """Return the content that is tried."""
        named = self.space.rules.kinds
        if named is None or not self.read(CONTENT):
            return []
        if self.patch.entry.content is None:
            alike = self._alike(sorted(named))
            return [(NO_CONTENT,), *((kinds[0],) for kinds in alike)]
        stated = [k for k in self.patch.entry.content if k != NO_CONTENT]
        groups = self._alike(stated)
        found = []
        for size in range(1, len(groups) + 1):
            for dropped in combinations(groups, size):
                gone = set(chain.from_iterable(dropped))
                kept = tuple(kind for kind in stated if kind not in gone)
                found.append(kept or (NO_CONTENT,))
        return found

    def _alike(self, stated: Iterable[str]) -> list[list[str]]:
        """The kinds that some rule bars; those barred on the same terms together."""
        rules = self.space.rules
        groups: dict[frozenset[object], list[str]] = {}
        for kind in stated:
            naming = [
                atom
                for atom in rules.atoms
                if atom.check.fact == CONTENT and kind in atom.use.value
            ]
            terms: set[object] = {a.bit for a in naming if a.check.op == "none_of"}
            for at, way in enumerate(rules.ways):
                masks = [mask for mask, _ in way.defeats]
                terms |= {(at, m & ~a.bit) for a in naming for m in masks if m & a.bit}
            if terms:
                groups.setdefault(frozenset(terms), []).append(kind)
        return list(groups.values())

    def forms(self) -> list[str]:
        """Return the legal forms that are tried."""
        wanted = "company"
        now = self.space.axes.legal_form
        return [wanted] if self.read(FORM) and now != wanted else []

    def shares(self) -> list[Shares]:
        """Return the bounds on shares that are tried, those that leave most first."""
        found: dict[str, set[Bound]] = {fact: set() for fact in KINDS}
        for want in self.wants:
            if want.check.fact in KINDS and not self._kept(want):
                value = Decimal(want.value)
                if value < ALL or want.check.op == "below":
                    found[want.check.fact].add(Bound(want.check, value))
        found[FOREIGN] |= {bound for bound in self._none() if self.read(FOREIGN)}
        if not self.able and not self._certified():
            found[OTHERS] = set()
        each = [
            [None, *sorted(found[fact], key=lambda bound: bound.order, reverse=True)]
            for fact in KINDS
        ]
        every = [Shares(*bounds) for bounds in product(*each)][1:]
        return [shares for shares in every if not _idle(shares)]

    def _kept(self, want: Want) -> bool:
        """Whether what is wanted holds already, whatever is still open."""
        wanted = want.check is want.atom.check
        return self.space.agreement.holds(want.atom.bit) is wanted

    def _none(self) -> Iterator[Bound]:
        """No foreign share at all."""
        for check in self.space.rules.law.checks.values():
            none = check.fact == FOREIGN and check.op == "at_most" and check.cure
            if none and "{value}" not in check.wants:
                yield Bound(check, Decimal(0))

    def _certified(self) -> bool:
        return any(owner.service_supplier for owner in self.profile.owners or ())

    def numbers(self) -> list[list[int]]:
        """Return how many certificates are tried among the holders of each home."""
        return [self._numbers(able) for able in self.able.values()]

    def _numbers(self, able: tuple[int, ...]) -> list[int]:
        """How many of some holders are tried: of many those at which a bound is crossed."""
        every = range(len(able) + 1)
        if len(able) <= FEW:
            return list(every)
        places = [self._where(able[:n]) for n in every]
        crossed = [n for n in every[1:] if places[n] != places[n - 1]]
        return sorted({0, 1, *crossed, len(able)})

    def _where(self, certified: tuple[int, ...]) -> list[tuple[int, int]]:
        """On which side of each bound the shares of suppliers and of others lie."""
        owners, named = self.profile.owners or (), set(certified)
        chosen = [o for at, o in enumerate(owners) if o.service_supplier or at in named]
        low = sum((Fraction(owner.bounds[0]) for owner in chosen), Fraction(0))
        high = sum((Fraction(owner.bounds[1]) for owner in chosen), Fraction(0))
        least, most = map(Fraction, ownership(self.profile).extent(FOREIGN))
        ends = {SUPPLIER: (low, high), OTHERS: (least - high, most - low)}
        return [
            (_side(share, at.use.value), _side(other, at.use.value))
            for at in self.space.rules.atoms
            if at.check.fact in ends
            for share, other in (ends[at.check.fact],)
        ]

    def countings(self) -> list[str]:
        """Return the ways of counting that are tried."""
        owners = self.profile.owners or ()
        chained = any(o.owners and o.jurisdiction in (HOME, None) for o in owners)
        said = self.profile.facts.counting
        return ["product", "control"] if chained and said is None else []

    def facts(self) -> dict[str, list[Any]]:
        """Return the values of other facts that are tried."""
        found: dict[str, list[Any]] = {}
        for want in self.wants:
            table, _, name = want.check.fact.partition(".")
            if table != "facts" or want.check.op != "is":
                continue
            values = [want.value, *([not want.value] * isinstance(want.value, bool))]
            now = self.profile.facts.get(name)
            found[want.check.fact] = [v for v in values if v is not now]
        return found


def _side(share: Fraction, bound: Any) -> int:
    """Whether a share lies below (-1), at (0), or above (1) the bound of a check."""
    return (share > Fraction(bound)) - (share < Fraction(bound))


def _idle(shares: Shares) -> bool:
    """Whether one bound already says what another one says."""
    foreign, others, _ = shares
    if foreign and others and others.value >= foreign.value:
        return True
    rest = Shares(None, None, shares.state)
    return bool(foreign and shares.state and Shares(foreign).leaves(rest))


def menu(space: Space, patch: Patch) -> Menu:
    """Return what can change for the service of a space."""
    ways = tuple(way for way in space.rules.ways if way.rule.route.curable)
    masks = {mask for way in ways for mask, _ in way.defeats}
    absent = _absent(space)
    bits = [mask for mask in masks if not mask & absent]
    found = [Want(a, a.check, a.use.value) for way in ways for a in way.atoms]
    found = [want for want in found if want.check.cure]
    for atom in space.rules.atoms:
        if any(atom.bit & mask for mask in bits):
            want = _opposite(space.rules, atom)
            found += [want] if want else []
    suppliers = [want for want in found if want.check.fact == SUPPLIER]
    homes = sorted({home for want in suppliers for home in want.atom.use.of})
    able = {home: _able(patch.original, home) for home in homes}
    return Menu(space, patch, ways, tuple(found), {h: a for h, a in able.items() if a})


def _absent(space: Space) -> int:
    """The bits of the checks for content that the service does not carry, and will not."""
    bits = 0
    for atom in space.rules.atoms:
        if atom.check.fact == CONTENT and atom.check.op == "any_of":
            bits |= atom.bit & ~space.agreement.ever
    return bits


def _able(profile: Profile, home: str) -> tuple[int, ...]:
    """The direct holders of one home that could obtain a certificate, the largest first."""
    owners = list(enumerate(profile.owners or ()))
    able = [
        (-owner.bounds[1], owner.service_supplier is not None, at)
        for at, owner in owners
        if owner.jurisdiction == home
        and owner.kind not in ("person", "hkscc")
        and not owner.service_supplier
    ]
    return tuple(at for _, _, at in sorted(able))
