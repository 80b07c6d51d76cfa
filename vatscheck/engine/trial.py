"""Judging a choice from the menu of cures: the bits of each fact are found once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product
from typing import Any, NamedTuple

from vatscheck.engine.axes import MARKET, NO_CONTENT, held_by
from vatscheck.engine.ground import Bits, mask
from vatscheck.engine.menu import Menu
from vatscheck.engine.owners.work import WORK, TooOpenError
from vatscheck.engine.patches import (
    CONTENT,
    COUNTING,
    FORM,
    OWNERS,
    REGISTERED,
    SERVERS,
    SERVES,
    Holders,
    Patch,
    certificate,
)
from vatscheck.engine.placements import Moves, Placement
from vatscheck.engine.shares import Shares, example, widest
from vatscheck.engine.space import YES, combined
from vatscheck.engine.ways import RANKS, Way

SHORT = WORK // 12
"""The work that the proof of a bound for every share may take: under a second."""


class Choice(NamedTuple):
    """New values from the menu; none = as the profile has it.

    `certified` are the holders of each home that obtain a certificate; `suppliers` those
    that the bounds on shares take for certified.
    """

    placement: Placement = Placement()
    content: tuple[str, ...] | None = None
    form: str | None = None
    shares: Shares | None = None
    certified: tuple[tuple[int, ...], ...] = ()
    counting: str | None = None
    facts: tuple[tuple[str, Any], ...] = ()
    suppliers: tuple[tuple[int, ...], ...] = ()

    def smaller(
        self, moved: frozenset[str], numbers: Sequence[Sequence[int]]
    ) -> Iterator[Choice]:
        """Yield every choice that changes fewer facts, with the same values.

        `moved` are the facts of the placement, `numbers` how many certificates are
        tried among the holders of each home.
        """
        names = sorted(moved)
        placements = [self.placement.parts(kept) for kept in _subsets(names)]
        placements[-1] = self.placement
        every = product(
            placements,
            dict.fromkeys((None, self.content)),
            dict.fromkeys((None, self.form)),
            dict.fromkeys((None, self.shares)),
            product(*map(_fewer, self.certified, numbers)),
            dict.fromkeys((None, self.counting)),
            map(tuple, _subsets(self.facts)),
        )
        for parts in every:
            choice = Choice(*parts)
            if choice.shares is not None:
                choice = choice._replace(suppliers=self.suppliers)
            if choice != self:
                yield choice


def _fewer(holders: tuple[int, ...], numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """The first of some holders: none, and each number on the menu up to all of them."""
    return [holders[:count] for count in numbers if count <= len(holders)]


def _subsets(items: Any) -> Iterator[list[Any]]:
    """Every selection of some items, all of them last."""
    for flags in product((False, True), repeat=len(items)):
        yield [item for item, kept in zip(items, flags, strict=True) if kept]


class Trial:
    """Judges choices for one service of a profile, as the engine judges profiles."""

    def __init__(self, menu: Menu) -> None:
        self.menu, self.space, self.rules = menu, menu.space, menu.space.rules
        self.moves = Moves(menu.space, menu.ways)
        self.numbers = menu.numbers()
        self._now = set(self.space.completions())
        atoms = self.rules.atoms
        self._yes: dict[tuple[Bits, ...], bool] = {}
        self._read = [(atom.bit, _reads(atom)) for atom in atoms]
        self._holders: dict[tuple[Any, ...], Holders] = {}
        self._endless: set[tuple[Any, ...]] = set()
        self._met: dict[Choice, list[Way]] = {}
        self._good: dict[int, bool] = {}
        self._owners: dict[tuple[Any, ...], Bits] = {}
        self._contents: dict[tuple[str, ...] | None, Bits] = {}
        self._constants: dict[tuple[Any, ...], Bits] = {}
        self._said = mask(a for a in atoms if a.check.fact == CONTENT)
        self._served = mask(a for a in atoms if a.check.fact == SERVES)

    def certificates(self) -> list[tuple[tuple[int, ...], ...]]:
        """Return the holders of each home that are tried as certified, the largest first."""
        able = self.menu.able.values()
        each = [
            [holders[:n] for n in numbers]
            for holders, numbers in zip(able, self.numbers, strict=True)
        ]
        return [*product(*each)][1:]

    def written(self, choice: Choice, *, open_shares: bool = False) -> Patch:
        """Return the profile with a choice; shares at their bounds, or all that they allow."""
        patch = choice.placement.written(self.menu.patch)
        for at in chain.from_iterable(choice.certified):
            patch = patch.changed(certificate(at), True)
        if choice.shares is not None:
            made = self._made(choice.shares, choice.suppliers, open_shares)
            patch = patch.changed(OWNERS, made)
        if choice.counting is not None:
            patch = patch.changed(COUNTING, choice.counting)
        if choice.form is not None:
            patch = patch.changed(FORM, choice.form)
        if choice.content is not None:
            patch = patch.changed(CONTENT, list(choice.content))
        for fact, value in choice.facts:
            patch = patch.changed(fact, value)
        return patch

    def _made(
        self, shares: Shares, suppliers: tuple[tuple[int, ...], ...], open_shares: bool
    ) -> Holders:
        """The owners that keep to bounds on shares, with some holders certified."""
        key = shares, suppliers, open_shares
        if key not in self._holders:
            patch = self.menu.patch
            for at in chain.from_iterable(suppliers):
                patch = patch.changed(certificate(at), True)
            made = widest if open_shares else example
            self._holders[key] = made(patch.profile, shares)
        return self._holders[key]

    def yes(self, choice: Choice) -> bool:
        """Whether all completions of the changed profile are a yes."""
        axes = self._axes(choice)
        found = self._yes.get(axes)
        if found is None:
            found = self._yes[axes] = all(map(self._is_good, _joined(axes)))
        return found

    def _is_good(self, bits: int) -> bool:
        found = self._good.get(bits)
        if found is None:
            found = self._good[bits] = self.rules.verdict(bits).status in YES
        return found

    def bits(self, choice: Choice, *, open_shares: bool = False) -> Iterator[int]:
        """Yield the bits of every completion of the changed profile."""
        return _joined(self._axes(choice, open_shares))

    def _axes(self, choice: Choice, open_shares: bool = False) -> tuple[Bits, ...]:
        """The bits of the places, the owners, the content and all else, each by itself."""
        return (
            self.moves.bits(choice.placement),
            self._owner_bits(choice, open_shares),
            self._content_bits(choice.content),
            self._others(choice),
        )

    def met(self, choice: Choice) -> list[Way]:
        """Return the routes that each alone make every completion a yes, the best first."""
        if choice in self._met:
            return self._met[choice]
        every = list(self.bits(choice))
        found: list[tuple[int, int]] = []
        for at, way in enumerate(self.rules.ways):
            outcomes = {self.rules.outcome(way, bits) for bits in every}
            if outcomes <= YES:
                found.append((max(map(RANKS.index, outcomes)), at))
        met = self._met[choice] = [self.rules.ways[at] for _, at in sorted(found)]
        return met

    def used(self, choice: Choice) -> list[Way]:
        """Return the routes that are the best of some completion."""
        found = {self.rules.verdict(bits).way for bits in self.bits(choice)}
        return [way for at, way in enumerate(self.rules.ways) if at in found]

    def named(self, choice: Choice) -> bool:
        """Whether bounds that leave no foreign share say so.

        Other words for the same, as that all who are not certified leave, would mislead.
        """
        shares = choice.shares
        if shares is None or not (shares.foreign or shares.others):
            return True
        return shares.named(self._made(shares, choice.suppliers, False))

    def wide(self, choice: Choice) -> bool:
        """Whether a choice is a yes for every share that its bounds allow.

        Of more holders than can be settled in short time that is not said.
        """
        own = choice.shares, choice.certified, choice.counting, choice.suppliers
        if own in self._endless:
            return False
        try:
            return all(map(self._is_good, self.bits(choice, open_shares=True)))
        except TooOpenError:
            self._endless.add(own)
            return False

    # --- the bits of each fact --------------------------------------------------

    def _owner_bits(self, choice: Choice, open_shares: bool) -> Bits:
        own = choice.shares, choice.certified, choice.counting, choice.suppliers
        key = own, open_shares and choice.shares is not None
        found = self._owners.get(key)
        if found is None:
            held = self.space.axes.owners
            if any(own):
                only = choice._replace(
                    placement=Placement(), content=None, form=None, facts=()
                )
                patch = self.written(only, open_shares=open_shares)
                profile = patch.original
                how = choice.counting or profile.facts.counting
                listed = profile.registration.listed
                allowed = SHORT if open_shares else WORK
                held = held_by(patch.owners, listed, how, allowed)
            found = self._owners[key] = frozenset(self.rules.of_owners(held))
        return found

    def _content_bits(self, content: tuple[str, ...] | None) -> Bits:
        if content not in self._contents:
            if content is None:
                found = {bits & self._said for bits in self.space.others}
            else:
                found = {self.rules.of_content(frozenset(content) - {NO_CONTENT})}
            self._contents[content] = frozenset(found)
        return self._contents[content]

    def _others(self, choice: Choice) -> Bits:
        """The bits of the legal form and of `[facts]`, those left out in every way."""
        key = choice.form, choice.facts
        if key not in self._constants:
            axes = self.space.axes
            if choice.form is not None:
                axes = axes._replace(legal_form=choice.form)
            if choice.facts:
                named = {fact.partition(".")[2]: value for fact, value in choice.facts}
                market = dict(choice.facts).get(MARKET, axes.market)
                facts = axes.facts.model_copy(update=named)
                axes = axes._replace(facts=facts, market=market)
            space = self.space.changed(axes)
            known = [space.constant & ~self._served]
            found = combined(known, space.fact_bits.values())
            self._constants[key] = frozenset(found)
        return self._constants[key]

    # --- what can be of use ---------------------------------------------------

    def hopeful(self, facts: frozenset[str]) -> bool:
        """Whether a change of some facts could do, whatever their new values."""
        free = sum(bit for bit, read in self._read if not read.isdisjoint(facts))
        now = {bits & ~free for bits in self._now}
        return all(
            any(_possible(way, free, bits) for way in self.rules.ways) for bits in now
        )


def _joined(axes: tuple[Bits, ...]) -> Iterator[int]:
    """Yield the bits of one of each axis together."""
    for place, owner, content, other in product(*axes):
        yield place | owner | content | other


def _possible(way: Way, free: int, bits: int) -> bool:
    """Whether a route could be met with some of its checks free to choose."""
    if way.needs & ~free & ~bits:
        return False
    return not any(not mask & (free | ~bits) for mask, _ in way.defeats)


def _reads(atom: Any) -> frozenset[str]:
    """The facts on which a check hangs."""
    fact, op = atom.check.fact, atom.check.op
    if op == "beside":
        return frozenset({REGISTERED, SERVERS})
    if op == "reach":
        return frozenset({REGISTERED, SERVES})
    if fact.startswith(("ownership.", "registration.listed")):
        return frozenset({OWNERS, COUNTING, "certificates"})
    return frozenset({fact})
