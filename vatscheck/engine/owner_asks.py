"""Which open facts about owners can change the status, and what each answer leads to.

Every outcome is that of the profile with the answer written in, all else as open as
before. Like holders of one level are asked about once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from vatscheck.engine.answer import Ask, Option, Span
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.holdings import HOME
from vatscheck.engine.owners.stretches import STEPS, Stretch, Stretches, place
from vatscheck.engine.owners.structure import (
    ELSEWHERE,
    homes_outside,
    level,
    may_be_home,
)
from vatscheck.engine.rules import RANKS
from vatscheck.engine.space import Space, together
from vatscheck.profile.models import SUPPLIER_HOMES, Owner, Profile, Range

COUNTING, LISTED = "facts.counting", "registration.listed"
UNNAMED = "owners.unnamed"
"""The question about the holders that a profile does not name."""
CERTIFIED = "HK or MO, certified supplier"
ABROAD = "another place outside the mainland"
"""What a holder without a home can be, besides a mainland one."""
Owners = Sequence[Owner]


def on_owners(space: Space, profile: Profile) -> tuple[Ask, ...]:
    """Return the open facts about owners that can change the status.

    Where none of them alone does, all are named: they decide together.
    """
    if not _matters(space):
        return ()
    found = [*_of_holders(space, profile), *_of_profile(space, profile)]
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


def _status(space: Space, owners: Ownership) -> str:
    return space.changed(space.axes._replace(owners=owners)).status


def _grouped(outcomes: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Values with the same outcome together, the best outcome first."""
    by_status: dict[str, list[str]] = defaultdict(list)
    for value, status in outcomes:
        by_status[status].append(value)
    ranked = sorted(by_status, key=RANKS.index)
    return tuple(Option(status, values=tuple(by_status[status])) for status in ranked)


# --- the listing, and the way of counting -------------------------------------------


def _of_profile(space: Space, profile: Profile) -> Iterator[Ask]:
    owners = space.axes.owners
    if owners.listed is None and LISTED in _read(space):
        found = (
            (word, _status(space, Ownership(owners.stated, value, owners.counting)))
            for word, value in (("true", True), ("false", False))
        )
        yield Ask(LISTED, LISTED, None, _grouped(found))
    if owners.counting is None and owners.differs:
        found = (
            (how, _status(space, Ownership(owners.stated, owners.listed, how)))
            for how in ("product", "control")
        )
        yield Ask(COUNTING, COUNTING, None, _grouped(found))


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


def _of_holders(space: Space, profile: Profile) -> Iterator[Ask]:
    for path, owners in _walk(space.axes.owners.owners):
        seen: list[Owner] = []
        for at, owner in enumerate(owners):
            like = owner.model_copy(update={"name": None})
            if like not in seen:
                seen.append(like)
                yield from _of_holder(space, profile, Place(path, at, owner))
        yield from _of_rest(space, profile, path, owners)


def _of_holder(space: Space, profile: Profile, place_: Place) -> Iterator[Ask]:
    name = holder(profile, place_.path)
    for key, values in _values(space, place_):
        found = (
            (word, together(_status(space, _with(space, place_, v)) for v in ways))
            for word, ways in values.items()
        )
        yield Ask(f"{place_.path}.{key}", f"owners.{key}", name, _grouped(found))
    low, high = place_.owner.bounds
    if low != high:
        ends = place(Fraction(low) / 100), place(Fraction(high) / 100)
        said = {"share": Range.model_construct(min=low, max=high)}
        owners = _with(space, place_, said)  # once stated, it is no more the rest
        options = _spans(space, owners, place_.path, ends, certified=False)
        yield Ask(f"{place_.path}.share", "owners.share", name, options)


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


def _with(space: Space, place_: Place, values: dict[str, Any]) -> Ownership:
    """The owners with some keys of one holder written in."""
    owners = space.axes.owners
    steps = [int(step.partition("]")[0]) for step in place_.path.split("[")[1:]]
    changed = _changed(owners.owners, steps, values)
    return Ownership(changed, owners.listed, owners.counting)


def _changed(
    owners: Owners, steps: Sequence[int], values: dict[str, Any]
) -> list[Owner]:
    at, *further = steps
    update = values
    if further:
        update = {"owners": _changed(owners[at].owners or [], further, values)}
    found = list(owners)
    found[at] = found[at].model_copy(update=update)
    return found


# --- shares -----------------------------------------------------------------------------


def _spans(
    space: Space, owners: Ownership, path: str, ends: Stretch, *, certified: bool
) -> tuple[Option, ...]:
    """The outcomes of a share between two ends, in runs without a gap."""
    by_status: dict[str, list[Span]] = defaultdict(list)
    for stretch, status in _runs(space, owners, path, ends):
        by_status[status].append(_span(stretch, certified))
    ranked = sorted(by_status, key=RANKS.index)
    return tuple(Option(status, spans=tuple(by_status[status])) for status in ranked)


def _runs(
    space: Space, owners: Ownership, path: str, ends: Stretch
) -> list[tuple[Stretch, str]]:
    """The outcomes between two ends one after the other, like neighbours together."""
    cover = _cover(space, owners, path, ends)
    marks = sorted({ends[0], *(m for _, s in cover for m in (s[0], s[1] + 1))})
    marks = [mark for mark in marks if mark <= ends[1]]
    runs: list[tuple[Stretch, str]] = []
    for low, after in zip(marks, [*marks[1:], ends[1] + 1], strict=True):
        here = {status for status, (a, b) in cover if a <= low <= b}
        if here:
            runs = _joined(runs, (low, after - 1), together(here))
    return _safe(runs)


def _joined(
    runs: list[tuple[Stretch, str]], stretch: Stretch, status: str
) -> list[tuple[Stretch, str]]:
    if runs and runs[-1][1] == status and runs[-1][0][1] + 1 == stretch[0]:
        *before, ((low, _), _) = runs
        return [*before, ((low, stretch[1]), status)]
    return [*runs, (stretch, status)]


def _safe(runs: list[tuple[Stretch, str]]) -> list[tuple[Stretch, str]]:
    """Give what lies between two steps, where an outcome ends there, to the worse one."""
    found: list[tuple[Stretch, str]] = []
    for at, (stretch, said) in enumerate(runs):
        status = said
        around = [runs[i][1] for i in (at - 1, at + 1) if 0 <= i < len(runs)]
        sliver = stretch[0] == stretch[1] and stretch[0] % 2 and len(around) > 1
        if sliver and status == "undetermined" and status not in around:
            status = max(around, key=RANKS.index)
        found = _joined(found, stretch, status)
    return found


def _cover(
    space: Space, owners: Ownership, path: str, ends: Stretch
) -> list[tuple[str, Stretch]]:
    """Where each status can be reached, whatever else is open."""
    checks = [check for _, check in space.rules.on_owners]
    atoms = [atom for atom, _ in space.rules.on_owners]
    rest, verdict = space.without(space.by_owners), space.rules.verdict
    wanted: dict[str, list[Sequence[bool]]] = defaultdict(list)
    for truths in owners.reachable(checks):
        bits = sum(a.bit for a, truth in zip(atoms, truths, strict=True) if truth)
        for status in {verdict(bits | other).status for other in rest}:
            wanted[status].append(truths)
    line = Stretches(owners, path, checks)
    return [
        (status, stretch)
        for status, every in wanted.items()
        for stretch in line.covered(every, ends)
    ]


def _span(stretch: Stretch, certified: bool) -> Span:
    """A stretch in percent; what lies between two steps has an open end."""
    low, high = stretch
    return Span(
        Decimal(low // 2) * 100 / STEPS,
        Decimal((high + 1) // 2) * 100 / STEPS,
        bool(low % 2),
        bool(high % 2),
        certified,
    )


# --- the holders not named --------------------------------------------------------------


def _of_rest(
    space: Space, profile: Profile, path: str, owners: Owners
) -> Iterator[Ask]:
    """How much of those not named is foreign, with a certificate or without."""
    first = path == "owners"
    if level(owners, Ownership.reads(())).rest not in ("open", "unknown"):
        return
    left = 1 - sum((Fraction(owner.bounds[0]) / 100 for owner in owners), Fraction(0))
    ways: list[tuple[bool, dict[str, Any]]] = [(False, {"jurisdiction": ELSEWHERE})]
    if first and "ownership.supplier" in _read(space):
        certified = {"jurisdiction": SUPPLIER_HOMES[0], "service_supplier": True}
        ways.append((True, certified))
    by_status: dict[str, list[Span]] = defaultdict(list)
    for certified_, said in ways:
        ends = (0, place(left))
        named = _named(space, path, owners, said)
        for option in _spans(
            space, named, f"{path}[{len(owners)}]", ends, certified=certified_
        ):
            by_status[option.status] += option.spans
    ranked = sorted(by_status, key=RANKS.index)
    options = tuple(Option(status, spans=tuple(by_status[status])) for status in ranked)
    yield Ask(path, UNNAMED, None, options)


def _named(space: Space, path: str, owners: Owners, said: dict[str, Any]) -> Ownership:
    """The owners with those not named written in: one outside, the rest mainland."""
    foreign = Owner().model_copy(update=said)
    every = [*owners, foreign, Owner(jurisdiction=HOME)]
    whole = space.axes.owners
    steps = [int(step.partition("]")[0]) for step in path.split("[")[1:]]
    changed = _changed(whole.owners, steps, {"owners": every}) if steps else every
    return Ownership(changed, whole.listed, whole.counting)


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
