"""Which open facts about owners can change the status, and what each answer leads to.

Every outcome is that of the profile with the answer written in, all else as open as
before. Like holders of one level are asked about once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from vatscheck.engine.answer import Ask, Option, Span
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.holdings import COUNTINGS, HOME
from vatscheck.engine.owners.stretches import place
from vatscheck.engine.owners.structure import (
    ELSEWHERE,
    homes_outside,
    level,
    may_be_home,
)
from vatscheck.engine.patches import COUNTING, LISTED, Patch
from vatscheck.engine.share_asks import Share, changed, spans, written
from vatscheck.engine.space import Space, together
from vatscheck.engine.ways import RANKS
from vatscheck.profile.models import SUPPLIER_HOMES, Owner, Profile, Range

UNNAMED = "owners.unnamed"
"""The question about the holders that a profile does not name."""
CERTIFIED = "HK or MO, certified supplier"
ABROAD = "another place outside the mainland"
"""What a holder without a home can be, besides a mainland one."""
Owners = Sequence[Owner]


def on_owners(space: Space, patch: Patch) -> tuple[Ask, ...]:
    """Return the open facts about owners that can change the status.

    Where none of them alone does, all are named: they decide together.
    """
    if not _matters(space):
        return ()
    found = [*_of_holders(space, patch), *_of_profile(space, patch)]
    telling = [ask for ask in found if len(ask.options) > 1]
    return tuple(telling or found)


def _matters(space: Space) -> bool:
    """Whether the owners, all else alike, can change the status."""
    rest = space.without(space.by_owners)
    verdict = space.rules.verdict
    return any(
        len({verdict(bits | other).status for bits in space.by_owners}) > 1
        for other in rest
    )


def grouped(outcomes: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Return values with the same outcome together, the best outcome first."""
    by_status: dict[str, list[str]] = defaultdict(list)
    for value, status in outcomes:
        by_status[status].append(value)
    ranked = sorted(by_status, key=RANKS.index)
    return tuple(Option(status, values=tuple(by_status[status])) for status in ranked)


# --- the listing, and the way of counting -------------------------------------------


def _of_profile(space: Space, patch: Patch) -> Iterator[Ask]:
    owners = space.axes.owners
    values: dict[str, Sequence[tuple[str, object]]] = {}
    if owners.listed is None and LISTED in _read(space):
        values[LISTED] = (("true", True), ("false", False))
    if owners.counting is None and owners.differs:
        values[COUNTING] = [(how, how) for how in COUNTINGS]
    for fact, every in values.items():
        outcomes = ((w, patch.changed(fact, v).space(space).status) for w, v in every)
        yield Ask(fact, fact, None, grouped(outcomes))


def _read(space: Space) -> frozenset[str]:
    return frozenset(check.fact for _, check in space.rules.on_owners)


# --- the holders ----------------------------------------------------------------------


class Place(NamedTuple):
    """A holder in the profile: its level's path, its own, and what is said of it."""

    level: str
    at: int
    owner: Owner

    @property
    def path(self) -> str:
        """The path of the holder."""
        return f"{self.level}[{self.at}]"


def _walk(owners: Owners, path: str = "owners") -> Iterator[tuple[str, Owners]]:
    """Every level of owners that rules can look through, with its path."""
    yield path, owners
    for at, owner in enumerate(owners):
        if owner.owners and may_be_home(owner):
            yield from _walk(owner.owners, f"{path}[{at}].owners")


def _of_holders(space: Space, patch: Patch) -> Iterator[Ask]:
    for path, owners in _walk(space.axes.owners.owners):
        seen: list[Owner] = []
        for at, owner in enumerate(owners):
            like = owner.model_copy(update={"name": None})
            if like not in seen:
                seen.append(like)
                yield from _of_holder(space, patch, Place(path, at, owner))
        yield from _of_rest(space, patch, path, owners)


def _of_holder(space: Space, patch: Patch, place_: Place) -> Iterator[Ask]:
    path, every = place_.path, space.axes.owners.owners
    name = holder(patch.original, path)
    for key, values in _values(space, place_):
        found = (
            (word, together(_statuses(space, patch, path, ways)))
            for word, ways in values.items()
        )
        yield Ask(f"{path}.{key}", f"owners.{key}", name, grouped(found))
    low, high = place_.owner.bounds
    if low != high:
        ends = place(Fraction(low) / 100), place(Fraction(high) / 100)
        said = {"share": Range.model_construct(min=low, max=high)}
        open_ = _like(
            space, changed(every, path, said)
        )  # stated, it is no more the rest
        options = spans(Share(space, patch, open_, path, ends))
        yield Ask(f"{path}.share", "owners.share", name, options)


def _statuses(
    space: Space, patch: Patch, path: str, ways: Iterable[dict[str, Any]]
) -> Iterator[str]:
    for said in ways:
        owners = changed(space.axes.owners.owners, path, said)
        yield written(patch, owners).space(space).status


def _like(space: Space, owners: Sequence[Owner]) -> Ownership:
    """Other owners, listed and counted like those of the profile."""
    whole = space.axes.owners
    return Ownership(owners, whole.listed, whole.counting)


Values = dict[str, list[dict[str, Any]]]
"""Words for the values of a key, each with the ways to write it into the profile."""


def _values(space: Space, place_: Place) -> Iterator[tuple[str, Values]]:
    """The open keys of a holder that are read, with their values."""
    owner, first = place_.owner, place_.level == "owners"
    read = _read(space)
    certifiable = first and "ownership.supplier" in read
    if owner.jurisdiction is None:
        yield "jurisdiction", _homes(owner)
    elif (
        certifiable
        and owner.jurisdiction in SUPPLIER_HOMES
        and owner.kind not in ("person", "hkscc")
        and owner.service_supplier is None
    ):
        values = {"true": True, "false": False}
        yield (
            "service_supplier",
            {k: [{"service_supplier": v}] for k, v in values.items()},
        )
    if owner.kind is None and owner.jurisdiction == HOME and "ownership.state" in read:
        yield "kind", {"state": [{"kind": "state"}], "other": [{"kind": "company"}]}


def _homes(owner: Owner) -> Values:
    found: Values = {"CN": [{"jurisdiction": HOME}]} if may_be_home(owner) else {}
    outside = homes_outside(owner)
    able = owner.service_supplier is not False and owner.kind not in ("person", "hkscc")
    certified = [
        {"jurisdiction": home, "service_supplier": True}
        for home in outside
        if home in SUPPLIER_HOMES and able
    ]
    if certified:
        found[CERTIFIED] = certified
    if outside and not owner.service_supplier:
        found[ABROAD] = [{"jurisdiction": ELSEWHERE}]
    return found


# --- the holders not named --------------------------------------------------------------


def _of_rest(space: Space, patch: Patch, path: str, owners: Owners) -> Iterator[Ask]:
    """How much of those not named is foreign, with a certificate or without."""
    if level(owners, Ownership.reads(())).rest not in ("open", "unknown"):
        return
    left = 1 - sum((Fraction(owner.bounds[0]) / 100 for owner in owners), Fraction(0))
    ways: list[tuple[bool, dict[str, Any]]] = [(False, {"jurisdiction": ELSEWHERE})]
    if path == "owners" and "ownership.supplier" in _read(space):
        certified = {"jurisdiction": SUPPLIER_HOMES[0], "service_supplier": True}
        ways.append((True, certified))
    by_status: dict[str, list[Span]] = defaultdict(list)
    for certified_, said in ways:
        named = _named(space, path, owners, said)
        ends = 0, place(left)
        at = f"{path}[{len(owners)}]"
        for option in spans(Share(space, patch, named, at, ends, certified_)):
            by_status[option.status] += option.spans
    ranked = sorted(by_status, key=RANKS.index)
    options = tuple(Option(status, spans=tuple(by_status[status])) for status in ranked)
    yield Ask(path, UNNAMED, None, options)


def _named(space: Space, path: str, owners: Owners, said: dict[str, Any]) -> Ownership:
    """The owners with those not named written in: one outside, the rest mainland."""
    foreign = Owner().model_copy(update=said)
    every: list[Owner] = [*owners, foreign, Owner(jurisdiction=HOME)]
    below = path.rpartition(".")[0]
    if below:
        every = changed(space.axes.owners.owners, below, {"owners": every})
    return _like(space, every)


def holder(profile: Profile, path: str) -> str | None:
    """Return the name of the holder that a path such as `owners[0].share` belongs to."""
    owners, name, walked = profile.owners or [], None, []
    for step in path.split("."):
        if not step.startswith("owners["):
            break
        at = int(step[len("owners[") : -1])
        walked.append(step)
        name = owners[at].name or ".".join(walked)
        owners = owners[at].owners or []
    return name
