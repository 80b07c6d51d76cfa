"""Two completions that an open answer hangs on: one a yes, one a no, each proved.

As few facts as possible are stated, owners last; with them stated, whatever else is
open no longer matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from vatscheck.engine.answer import Example
from vatscheck.engine.axes import NO_CONTENT
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.examples import inner, stated
from vatscheck.engine.owners.holdings import HOME
from vatscheck.engine.owners.search import Search, Witness
from vatscheck.engine.patches import (
    CONTENT,
    COUNTING,
    LISTED,
    OWNERS,
    REGISTERED,
    SERVERS,
    Patch,
)
from vatscheck.engine.regions import map_of
from vatscheck.engine.space import YES, Space, combined, together
from vatscheck.profile.models import SUPPLIER_HOMES, Owner

FEW = 4
"""How many ways of stating one axis are tried for a list of places."""
Choice = dict[str, Any]
"""A value for some of the axes, by name."""


def examples(space: Space, patch: Patch) -> tuple[Example, ...]:
    """Return a completion that is a yes and one that is a no; none if all agree."""
    if space.status != "undetermined":
        return ()
    axes = _axes(space)
    for size in range(1, len(axes) + 1):
        for names in combinations(axes, size):
            found = _pair(space, patch, axes, names)
            if found:
                return found
    return ()


def _axes(space: Space) -> dict[str, list[Any]]:
    """The axes with more than one alternative, owners last."""
    found: dict[str, list[Any]] = {
        REGISTERED: list(space.registered),
        SERVERS: list(space.servers),
        CONTENT: list(range(len(space.by_content))),
    }
    for fact, bits in space.fact_bits.items():
        found[fact] = list(range(len(bits)))
    found[OWNERS] = list(space.by_owners)
    return {name: values for name, values in found.items() if len(values) > 1}


def _pair(
    space: Space, patch: Patch, axes: Mapping[str, list[Any]], names: tuple[str, ...]
) -> tuple[Example, ...] | None:
    """A yes and a no that state some axes only."""
    found: dict[bool, Example] = {}
    left = _Left(space, names)
    for values in product(*(axes[name] for name in names)):
        choice = dict(zip(names, values, strict=True))
        status = left.status(choice)
        good = status in YES
        if status == "undetermined" or good in found:
            continue
        example = next(_written(left, patch, choice, good), None)
        if example is not None:
            found[good] = example
        if len(found) > 1:
            return found[True], found[False]
    return None


class _Left:
    """What the axes leave open that an example does not state.

    Most examples that are tried leave both a yes and a no, and neighbours are told
    apart by the same completions: those that told come first the next time.
    """

    def __init__(self, space: Space, stated: tuple[str, ...]) -> None:
        self.space, self.bits = space, dict(space.fact_bits)
        self.bits |= {OWNERS: list(space.by_owners), CONTENT: space.by_content}
        others = (bits for name, bits in self.bits.items() if name not in stated)
        self.others = sorted(combined([space.constant], others))

    def status(self, choice: Choice) -> str:
        """The status with these axes as chosen and the others as open as they are."""
        found: set[str] = set()
        for status, bits in self._statuses(choice):
            if status in found:
                continue
            found.add(status)
            if together(found) == "undetermined":
                self.others.remove(bits)
                self.others.insert(0, bits)
                break
        return together(found)

    def _statuses(self, choice: Choice) -> Iterator[tuple[str, int]]:
        space, chosen = self.space, 0
        for name, value in choice.items():
            if name == OWNERS:
                chosen |= value
            elif name in self.bits:
                chosen |= self.bits[name][value]
        registered = [choice[REGISTERED]] if REGISTERED in choice else space.registered
        servers = [choice[SERVERS]] if SERVERS in choice else space.servers
        pairs = product(registered, servers)
        places = {space.by_place[pair] | chosen for pair in pairs}
        verdict = space.rules.verdict
        for bits in self.others:
            for place in places:
                yield verdict(place | bits).status, bits


def _written(
    left: _Left, patch: Patch, choice: Choice, good: bool
) -> Iterator[Example]:
    """The completion as a profile states it, judged again in each way of stating it."""
    space = left.space
    ways: list[list[Choice]] = [[{}]]
    for name, value in choice.items():
        ways.append(list(_stated(left, patch, choice, name, value)))
    for parts in product(*ways):
        changed = patch
        for fact, value in (item for part in parts for item in part.items()):
            changed = changed.changed(fact, value)
        status = changed.space(space).status
        if status != "undetermined" and (status in YES) == good:
            yield Example(status, changed.values())


def _stated(
    left: _Left, patch: Patch, choice: Choice, name: str, value: Any
) -> Iterator[Choice]:
    space = left.space
    if name in (REGISTERED, SERVERS):
        yield from _places(left, patch, choice, name, value)
    elif name == CONTENT:
        yield {name: [min(space.axes.content[value], default=NO_CONTENT)]}
    elif name == OWNERS:
        yield from _owners(space, patch, space.by_owners[value])
    else:
        yield {name: space.by_fact[name][value][0]}


# --- places ---------------------------------------------------------------------------


def _places(
    left: _Left, patch: Patch, choice: Choice, name: str, value: int
) -> Iterator[Choice]:
    """The smallest place whose points all give the status, within what is stated."""
    space = left.space
    classes = space.registered if name == REGISTERED else space.servers
    status = left.status(choice)
    alike = {c for c in classes if left.status(choice | {name: c}) == status}
    if name == REGISTERED:
        yield from ({name: id} for id in _ids(space, value, alike))
        return
    names = patch.entry.servers or patch.original.servers.places
    if not names or len(names) == 1:
        yield from ({name: [id]} for id in _ids(space, value, alike))
        return
    each = [_inside(space, place) for place in names]
    yield from ({name: list(ids)} for ids in product(*each))


def _ids(space: Space, value: int, alike: set[int]) -> list[str]:
    """Place ids that stand for one class of points, or for ones that are alike."""
    seen = map_of(space.rules.atlas, space.rules.relevant)
    found = [
        (len(points), id.count("/"), id)
        for points, ids in seen.kinds.items()
        if value in points and alike.issuperset(points)
        for id in ids
    ]
    return [id for _, _, id in sorted(found)][:FEW]


def _inside(space: Space, place: str) -> list[str]:
    """Places within a stated one, of each kind that rules tell apart one."""
    seen = map_of(space.rules.atlas, space.rules.relevant)
    inside = set(seen.of(place))
    found = [
        min(ids, key=len)
        for points, ids in seen.kinds.items()
        if inside.issuperset(points) and len(points) == 1
    ]
    return [place, *found] if len(inside) == 1 else found


# --- owners ---------------------------------------------------------------------------


def _owners(space: Space, patch: Patch, found: Witness) -> Iterator[Choice]:
    """The owners of an example, with the listing and the counting only if they matter."""
    owners = space.axes.owners
    more: list[Choice] = [{}]
    if owners.counting is None and owners.differs:
        more.append({COUNTING: found.counting})
    if owners.listed is None:
        more += [choice | {LISTED: bool(found.holding.stated)} for choice in more]
    yield from more[1:]
    for holders in _holders(space, owners, found):
        for choice in more:
            yield {OWNERS: tuple((None, owner) for owner in holders)} | choice


def _holders(space: Space, owners: Ownership, found: Witness) -> Iterator[list[Owner]]:
    rules = space.rules
    checks = [check for _, check in rules.on_owners]
    goal = {check: found.holds(check) for check in checks}
    moved = inner(Search(owners.reads(checks)), found, goal)
    homes = (o.jurisdiction for o in owners.owners)
    special = (HOME, *SUPPLIER_HOMES, None)
    named = next((home for home in homes if home not in special), None)
    others = (id for id in rules.law.jurisdictions if id not in special)
    yield from stated(moved.holding.holders, owners.owners, named or next(others))
