"""What each share of one holder leads to, whatever else is open.

Every outcome is that of the profile with the share written in. Where a duty that
limits hangs on the owners, it is looked at for each share whether that duty is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from vatscheck.engine.answer import Option, Span
from vatscheck.engine.dossier import dossier
from vatscheck.engine.duties import undecided
from vatscheck.engine.owners.cells import Ownership, Truths
from vatscheck.engine.owners.search import Check
from vatscheck.engine.owners.stretches import STEPS, Stretch, Stretches
from vatscheck.engine.patches import OWNERS, Patch
from vatscheck.engine.space import Space, together
from vatscheck.engine.ways import RANKS, READY
from vatscheck.law.duties import Test
from vatscheck.profile.models import Owner

PLAIN, LIMITED = RANKS[:2]
"""The status of a plain answer, and of the same one with a duty known to be open."""
Run = tuple[Stretch, str]
"""A stretch of shares with the status that they lead to."""


class Share(NamedTuple):
    """A share that is asked about: of whom, from where to where, and in which profile.

    `owners` are those of the profile with the share still open.
    """

    space: Space
    patch: Patch
    owners: Ownership
    path: str
    ends: Stretch
    certified: bool = False

    def at(self, place: int) -> Space:
        """The space of the profile with one share written in."""
        share = Decimal(place) * 100 / (2 * STEPS)
        owners = changed(self.owners.owners, self.path, {"share": share})
        return written(self.patch, owners).space(self.space)


def changed(owners: Sequence[Owner], path: str, values: dict[str, Any]) -> list[Owner]:
    """Return some owners with keys of the one at a path written in."""
    step, _, further = path.partition(".")
    at = int(step[len("owners[") : -1])
    found = list(owners)
    if further:
        values = {"owners": changed(owners[at].owners or [], further, values)}
    found[at] = found[at].model_copy(update=values)
    return found


def written(patch: Patch, owners: Sequence[Owner]) -> Patch:
    """Return a profile with all owners written anew."""
    return patch.changed(OWNERS, tuple((None, owner) for owner in owners))


def spans(share: Share) -> tuple[Option, ...]:
    """Return the outcomes of a share between two ends, in runs without a gap."""
    by_status: dict[str, list[Span]] = defaultdict(list)
    for stretch, status in _runs(share):
        by_status[status].append(_span(stretch, share.certified))
    ranked = sorted(by_status, key=RANKS.index)
    return tuple(Option(status, spans=tuple(by_status[status])) for status in ranked)


def _runs(share: Share) -> list[Run]:
    """The outcomes between two ends one after the other, like neighbours together."""
    cover = list(_cover(share))
    plain = any(status == PLAIN for status, _ in cover)
    runs: list[Run] = []
    for ends, ready in _readiness(share) if plain else [(share.ends, True)]:
        for low, high in _cut(ends, [stretch for _, stretch in cover]):
            here = {status for status, (a, b) in cover if a <= low and high <= b}
            if PLAIN in here and not ready:
                here = here - {PLAIN} | {LIMITED}
            if here:
                runs = _joined(runs, (low, high), together(here))
    return _safe(runs)


def _cut(ends: Stretch, by: Sequence[Stretch]) -> Iterator[Stretch]:
    """A stretch in pieces, each of which lies in each of some stretches, or outside."""
    first, last = ends
    marks = {first, last + 1, *(mark for low, high in by for mark in (low, high + 1))}
    inside = sorted(mark for mark in marks if first <= mark <= last + 1)
    yield from ((low, after - 1) for low, after in pairwise(inside))


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


def _readiness(share: Share) -> Iterator[tuple[Stretch, bool]]:
    """Whether no duty that limits is known to be open, share by share."""
    rules = share.space.rules
    if not rules.limits:
        yield share.ends, True
        return
    there = written(share.patch, share.owners.owners)
    about = dossier(
        rules.atlas, there.profile, there.service, rules.service, share.owners
    )
    tests = undecided(rules.limits, about)
    known = [stretch for test in tests for stretch in _known(share, test)]
    for low, high in _cut(share.ends, known):
        yield (low, high), share.at((low + high) // 2).axes.ready()


def _known(share: Share, test: Test) -> Iterator[Stretch]:
    """Where a test of a duty can hold, and where it can fail."""
    check = Check(test.fact, test.op, test.value)
    line = Stretches(share.owners, share.path, [check], share.ends)
    for truth in (True, False):
        yield from line.covered([(truth,)])


def _cover(share: Share) -> Iterator[tuple[str, Stretch]]:
    """Where each status can be reached, whatever else is open, but for open duties."""
    rules, rest = share.space.rules, share.space.without(share.space.by_owners)
    rest = {bits | READY for bits in rest}
    atoms = [atom for atom, _ in rules.on_owners]
    line = _line(share)
    wanted: dict[str, list[Truths]] = defaultdict(list)
    for truths in line.leaves:
        bits = sum(a.bit for a, truth in zip(atoms, truths, strict=True) if truth)
        for status in {rules.verdict(bits | other).status for other in rest}:
            wanted[status].append(truths)
    for status, every in wanted.items():
        yield from ((status, stretch) for stretch in line.covered(every))


def _line(share: Share) -> Stretches:
    """The stretches of a share, found once for all services with the same checks."""
    rules, kept = share.space.rules, share.space.axes.owners.kept
    key = "line", share.path, share.certified, share.ends, rules.asked
    if key not in kept:
        checks = [check for _, check in rules.on_owners]
        kept[key] = Stretches(
            share.owners, share.path, checks, share.ends, rules.joined
        )
    found: Stretches = kept[key]
    return found


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
