"""Which unknown facts can change the status, and what each answer would lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vatscheck.engine.answer import Ask, Option
from vatscheck.engine.axes import MARKET, NO_CONTENT
from vatscheck.engine.owner_asks import grouped, on_owners
from vatscheck.engine.patches import CONTENT, REGISTERED, SERVERS, Patch
from vatscheck.engine.space import Space, together
from vatscheck.engine.ways import RANKS
from vatscheck.profile.ten_largest import NO_LISTING


def asks(space: Space, patch: Patch) -> tuple[Ask, ...]:
    """Return the unknown facts that can change the status, the most telling first.

    `patch` is the profile of the space, nothing changed in it.
    """
    found = [*_places(space), *_facts(space, patch), *on_owners(space, patch)]
    found += _content(space, patch)
    return tuple(sorted(found, key=_open_values))


def open_facts(space: Space, patch: Patch) -> frozenset[str]:
    """Return which unknown facts can change the status, whatever their answers lead to."""
    found = [REGISTERED, SERVERS]
    open_ = {fact for side, fact in enumerate(found) if _open_place(space, side)}
    open_ |= {fact for fact in space.by_fact if _open_fact(space, fact)}
    open_ |= {ask.question for ask in on_owners(space, patch)}
    if _open_content(space):
        open_.add(CONTENT)
    return frozenset(open_)


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
    for side, fact in enumerate((REGISTERED, SERVERS)):
        if _open_place(space, side):
            by_value = _by_side(space, side)
            yield Ask(fact, fact, None, _place_options(space, by_value))


def _open_place(space: Space, side: int) -> bool:
    """Whether one of the two places is open, and can change the status."""
    classes = (space.registered, space.servers)[side]
    by_other = _by_side(space, 1 - side) if len(classes) > 1 else {}
    return _varies(by_other.values(), space.others, space)


def _by_side(space: Space, side: int) -> dict[int, list[int]]:
    """The bits of the pairs of points, by one of the two points."""
    found: dict[int, list[int]] = defaultdict(list)
    for pair, bits in space.by_place.items():
        found[pair[side]].append(bits)
    return found


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


def _facts(space: Space, patch: Patch) -> Iterable[Ask]:
    """The facts of `[facts]` that are left out and can change the status."""
    for fact, values in space.by_fact.items():
        if _open_fact(space, fact):
            every = ((value, _word(value)) for value, _ in values)
            yield _written(space, patch, fact, every)


def _open_fact(space: Space, fact: str) -> bool:
    """Whether a fact of `[facts]` is open, and can change the status."""
    bits = space.fact_bits[fact]
    if fact == MARKET and space.axes.owners.ten_largest == NO_LISTING:
        return False  # whether there is a listing at all is asked first
    return len(bits) > 1 and _varies([bits], space.without(bits), space)


def _word(value: object) -> str:
    """A value of a fact as a profile states it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or NO_CONTENT
    return str(value)


def _content(space: Space, patch: Patch) -> Iterable[Ask]:
    if _open_content(space):
        kinds = (min(content, default=NO_CONTENT) for content in space.axes.content)
        every = (([kind], kind) for kind in kinds)
        yield _written(space, patch, CONTENT, every)


def _open_content(space: Space) -> bool:
    """Whether the content is open, and can change the status."""
    bits = space.by_content
    return len(bits) > 1 and _varies([bits], space.without(bits), space)


def _written(
    space: Space, patch: Patch, fact: str, values: Iterable[tuple[object, str]]
) -> Ask:
    """A question with what each value leads to once the profile states it.

    A duty that limits may hang on what is stated: such an answer is not plain.
    """
    outcomes = (
        (word, patch.changed(fact, value).space(space).status) for value, word in values
    )
    return Ask(fact, fact, None, grouped(outcomes))
