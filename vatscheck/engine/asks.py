"""Which unknown facts can change the status, and what each answer would lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vatscheck.engine.answer import Ask, Option
from vatscheck.engine.axes import NO_CONTENT
from vatscheck.engine.owner_asks import on_owners
from vatscheck.engine.rules import RANKS
from vatscheck.engine.space import Space, together
from vatscheck.profile.models import Profile


def asks(space: Space, profile: Profile) -> tuple[Ask, ...]:
    """Return the unknown facts that can change the status, the most telling first."""
    found = [*_places(space), *_facts(space), *on_owners(space, profile)]
    found += _content(space)
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


def _facts(space: Space) -> Iterable[Ask]:
    """The facts of `[facts]` that are left out and can change the status."""
    for fact, values in space.by_fact.items():
        bits = space.fact_bits[fact]
        rest = space.without(bits)
        if len(values) < 2 or not _varies([bits], rest, space):
            continue
        by_status: dict[str, list[str]] = defaultdict(list)
        for value, found in values:
            by_status[_status([found], rest, space)].append(_word(value))
        options = tuple(
            Option(status, values=tuple(by_status[status]))
            for status in sorted(by_status, key=RANKS.index)
        )
        yield Ask(fact, fact, None, options)


def _word(value: object) -> str:
    """A value of a fact as a profile states it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or NO_CONTENT
    return str(value)


def _content(space: Space) -> Iterable[Ask]:
    if len(space.axes.content) < 2:
        return
    rest = space.without(space.by_content)
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
