"""Which unknown facts can change the status, and what each answer would lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from decimal import Decimal
from itertools import groupby

from vatscheck.engine.answer import Ask, Option, Span
from vatscheck.engine.axes import NO_CONTENT, Stake
from vatscheck.engine.rules import RANKS
from vatscheck.engine.space import Space, together
from vatscheck.profile.models import Profile

CERTIFIED = "certified"
"""The word by which a filling marks the shares of certified suppliers."""
COUNTING = "facts.counting"
QUESTIONS = ("share", "jurisdiction", "service_supplier", "kind")
"""The keys of a holder that have a question of their own."""


def asks(space: Space, profile: Profile) -> tuple[Ask, ...]:
    """Return the unknown facts that can change the status, the most telling first."""
    found = [*_places(space), *_owners(space, profile), *_content(space)]
    return tuple(sorted(found, key=_open_values))


def _open_values(ask: Ask) -> tuple[float, int]:
    open_ = sum(option.status == "undetermined" for option in ask.options)
    return open_ / len(ask.options), len(ask.options)


def _varies(groups: Iterable[Iterable[int]], rest: Iterable[int], space: Space) -> bool:
    """Whether some rest leaves two statuses within one group of bits."""
    rest = set(rest)
    for group in groups:
        bits = set(group)
        if len(bits) < 2:
            continue
        for other in rest:
            if len({space.rules.verdict(b | other).status for b in bits}) > 1:
                return True
    return False


def _status(bits: Iterable[int], rest: Iterable[int], space: Space) -> str:
    rest = set(rest)
    verdict = space.rules.verdict
    return together(verdict(b | other).status for b in set(bits) for other in rest)


def _places(space: Space) -> Iterable[Ask]:
    for fact, side, classes in (
        ("registration.place", 0, space.registered),
        ("servers.places", 1, space.servers),
    ):
        if len(classes) < 2:
            continue
        by_value: dict[int, list[int]] = defaultdict(list)
        by_other: dict[int, list[int]] = defaultdict(list)
        for pair, bits in space.by_place.items():
            by_value[pair[side]].append(bits)
            by_other[pair[1 - side]].append(bits)
        if _varies(by_other.values(), space.others, space):
            yield Ask(fact, fact, None, _place_options(space, by_value))


def _place_options(space: Space, by_value: dict[int, list[int]]) -> tuple[Option, ...]:
    """Group the places by what they lead to, and name them by area parts."""
    by_status: dict[str, list[int]] = defaultdict(list)
    routes = [way.rule.route for way in space.rules.ways]
    areas = {route.area for route in routes if route.area}
    for point, bits in by_value.items():
        by_status[_status(bits, space.others, space)].append(point)
    named = space.rules.atlas.named
    return tuple(
        Option(
            status,
            tuple(named(by_status[status], areas)),
            any(not named([point], areas) for point in by_status[status]),
        )
        for status in sorted(by_status, key=RANKS.index)
    )


def _owners(space: Space, profile: Profile) -> Iterable[Ask]:
    stakes = list(zip(space.axes.stakes, space.by_stake, strict=True))
    names = {name: None for stake, _ in stakes for name, _ in _filled(stake)}
    rest = {
        place | content | space.constant
        for place in set(space.by_place.values())
        for content in set(space.by_content)
    }
    for name in names:
        groups: dict[Hashable, list[int]] = defaultdict(list)
        values: dict[str, list[tuple[Stake, int]]] = defaultdict(list)
        for stake, bits in stakes:
            filled = dict(_filled(stake))
            value = filled.pop(name, "")
            groups[_without(name, filled)].append(bits)
            values[value].append((stake, bits))
        if len(values) > 1 and _varies(groups.values(), rest, space):
            yield _owner_ask(space, profile, name, values, rest)


def _without(name: str, filled: dict[str, str]) -> Hashable:
    """The other facts; the shares of one level depend on each other and count as one."""
    if name.endswith(".share"):
        level = name.rpartition("[")[0]
        filled = {
            k: v
            for k, v in filled.items()
            if not (k.endswith(".share") and k.rpartition("[")[0] == level)
        }
    return tuple(filled.items())


def _filled(stake: Stake) -> tuple[tuple[str, str], ...]:
    counting = ((COUNTING, stake.counting),) if stake.asked else ()
    return stake.holding.filled + counting


def _owner_ask(
    space: Space,
    profile: Profile,
    name: str,
    values: dict[str, list[tuple[Stake, int]]],
    rest: set[int],
) -> Ask:
    last = name.rpartition(".")[2]
    if last == "share" or last.startswith("owners"):
        options = _share_options(space, name, values, rest)
    else:
        by_status: dict[str, list[str]] = defaultdict(list)
        for value, found in values.items():
            by_status[_status((b for _, b in found), rest, space)].append(value)
        options = tuple(
            Option(status, values=tuple(by_status[status]))
            for status in sorted(by_status, key=RANKS.index)
        )
    question = f"owners.{last}" if last in QUESTIONS else name
    if question not in space.rules.law.facts:
        question = "owners"
    return Ask(name, question, holder(profile, name), options)


def _share_options(
    space: Space,
    name: str,
    values: dict[str, list[tuple[Stake, int]]],
    rest: set[int],
) -> tuple[Option, ...]:
    """Group shares by what they lead to, in runs between the shares that rules compare."""
    points: dict[tuple[bool, Decimal], list[int]] = defaultdict(list)
    for value, found in values.items():
        certified = CERTIFIED in value
        for stake, bits in found:
            share = Decimal(value) if name.endswith(".share") else stake.foreign
            points[certified, share].append(bits)
    status = {at: _status(bits, rest, space) for at, bits in points.items()}
    spans: dict[str, list[Span]] = defaultdict(list)
    for certified in (False, True):
        line = sorted(share for flag, share in points if flag == certified)
        cuts = space.rules.reads.cuts
        runs = groupby(line, key=lambda share: status[certified, share])
        for found_status, run in runs:
            spans[found_status].append(_span(list(run), line, cuts, certified))
    return tuple(
        Option(found_status, spans=tuple(spans[found_status]))
        for found_status in sorted(spans, key=RANKS.index)
    )


def _span(
    run: list[Decimal], line: list[Decimal], cuts: frozenset[Decimal], certified: bool
) -> Span:
    """The shares that a run stands for: it ends at the share that rules compare with."""
    first, last = line.index(run[0]), line.index(run[-1])
    before = line[first - 1] if first else None
    if certified and not first:  # the line of certified shares starts above nothing
        before = max((cut for cut in cuts if cut < run[0]), default=None)
    after = line[last + 1] if last + 1 < len(line) else None
    low_open = before is not None and run[0] not in cuts and before in cuts
    high_open = after is not None and run[-1] not in cuts and after in cuts
    low = before if low_open and before is not None else run[0]
    high = after if high_open and after is not None else run[-1]
    return Span(low, high, low_open, high_open, certified)


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


def _content(space: Space) -> Iterable[Ask]:
    if len(space.axes.content) < 2:
        return
    rest = {
        place | stake | space.constant
        for place in set(space.by_place.values())
        for stake in set(space.by_stake)
    }
    if not _varies([space.by_content], rest, space):
        return
    by_status: dict[str, list[str]] = defaultdict(list)
    for content, bits in zip(space.axes.content, space.by_content, strict=True):
        label = min(content, default=NO_CONTENT)
        by_status[_status([bits], rest, space)].append(label)
    options = tuple(
        Option(status, values=tuple(by_status[status]))
        for status in sorted(by_status, key=RANKS.index)
    )
    yield Ask("services.content", "services.content", None, options)
