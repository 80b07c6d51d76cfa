"""What a goal asks beyond shares: the listing, who is foreign, and single holders.

Each way of choosing is exhaustive: what the ways allow together is what the goal allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from vatscheck.engine.owners.choices import Role, placed
from vatscheck.engine.owners.listing import listed_path
from vatscheck.engine.owners.masses import Choice
from vatscheck.engine.owners.singles import beaten
from vatscheck.engine.owners.structure import Level, Option
from vatscheck.engine.owners.system import AT_HOME, LARGEST, MAIN
from vatscheck.profile.models import SUPPLIER_HOMES

if TYPE_CHECKING:
    from vatscheck.engine.owners.search import Check, Goal


def ways(choice: Choice, goal: Goal) -> Iterator[Choice]:
    """Yield the choices that a goal asks for beyond shares, in all ways."""
    by_fact: dict[str, list[tuple[Check, bool]]] = {}
    for check, wanted in goal.items():
        by_fact.setdefault(check.quantity, []).append((check, wanted))
    found = [choice]
    found = [c for way in found for c in _listings(way, by_fact.get("listed", ()))]
    found = [c for way in found for c in _stocks(way, by_fact.get("hkscc_only", ()))]
    records = by_fact.get("track_record", ())
    largest = by_fact.get("largest_chinese", ())
    for way in found:
        for one in _records(way, records):
            yield from _largest(one, largest)


def _listings(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Listed by the profile's word, by a listed parent, or because HKSCC holds."""
    if not goals:
        yield choice
        return
    for listed in (True, False):
        if any(check.meets(listed) != wanted for check, wanted in goals):
            continue
        known = bool(choice.listed) or listed_path(choice.level, choice.links) != ""
        if known and listed:
            yield choice
        elif not known:
            yield choice._replace(connect=listed)


def _stocks(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Only HKSCC is foreign, or another holder is, or nobody."""
    if not goals:
        yield choice
        return
    for stock, only in (("only", True), ("other", False), ("nobody", False)):
        if all(check.meets(only) == wanted for check, wanted in goals):
            yield choice._replace(stock=stock)


def _records(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Who the main foreign investor is, and what its track record is."""
    if not goals:
        yield choice
        return
    for record, known in RECORDS.items():
        if any(check.meets(record) != wanted for check, wanted in goals):
            continue
        if record == "none":
            yield choice._replace(record="nobody")
            for level in _largest_foreign(choice.level):
                yield choice._replace(level=level, record="none")
            continue
        role = Role(MAIN, _recorded(known), _beside_main(record))
        for level in placed(choice.level, role, deep=True):
            yield choice._replace(level=level, record=record)
        if record == "unstated":
            kinds = ("foreign", *SUPPLIER_HOMES)
            for level in _rests(choice.level, MAIN, kinds, deep=True):
                yield choice._replace(level=level, record=record)


RECORDS: dict[str, bool | None] = {
    "none": None,
    "failed": False,
    "proved": True,
    "unstated": None,
}
"""What the track record of the main investor can be, and what a profile says for it."""


def _largest_foreign(level: Level) -> Iterator[Level]:
    """The level with the largest foreign one of its named holders chosen, or with none.

    No larger holder is foreign then: of many unlike ones, that leaves few to be.
    """
    if all(len({o.foreign for o in every}) == 1 for every in _alternatives(level)):
        yield level
        return
    yield from placed(level, FOREIGN, deep=True)
    domestic = _domestic(level)
    if domestic is not None:
        yield domestic


def _alternatives(level: Level) -> Iterator[Sequence[Option]]:
    """What the holders of each class can be, on a level and above it."""
    for class_ in level.classes:
        yield class_.options
        for option in class_.options:
            if option.level is not None:
                yield from _alternatives(option.level)


def _domestic(level: Level) -> Level | None:
    """The level without what is foreign of its named holders, none if some must be."""
    classes = []
    for class_ in level.classes:
        options = []
        for option in class_.options:
            above = _domestic(option.level) if option.level else None
            if not option.foreign and (above or not option.level):
                options.append(option._replace(level=above))
        if not options:
            return None
        classes.append(class_._replace(options=tuple(options)))
    return level._replace(classes=tuple(classes))


def _recorded(record: bool | None) -> Callable[[Option], bool]:
    return lambda option: option.foreign and option.track_record is record


def _beside_main(record: str) -> Callable[[Option, bool], bool]:
    """Whether a holder as large as the main investor, or larger, can be an option."""

    def beside(option: Option, larger: bool) -> bool:
        if not option.foreign:
            return True
        alone = beaten(record, option.track_record)
        return alone is None or not (alone or larger)

    return beside


def _largest(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Who the largest holder of the listed company, or of the applicant, is."""
    if not goals:
        yield choice
        return
    path = listed_path(choice.level, choice.links)
    for chinese in (True, False):
        if any(check.meets(chinese) != wanted for check, wanted in goals):
            continue
        if path is None:  # its own holders are not stated: domestic to the last
            if chinese:
                yield choice
            continue
        way = choice._replace(largest=chinese)
        for level in _at(choice.level, path, chinese):
            yield way._replace(level=level)


def _at(level: Level, path: str, chinese: bool) -> Iterator[Level]:
    """The level with a largest holder chosen on the level of a path."""
    if not path:
        role = AT_HOME_LARGEST if chinese else FOREIGN_LARGEST
        yield from placed(level, role, deep=False)
        kinds = AT_HOME if chinese else ("foreign", *SUPPLIER_HOMES)
        yield from _rests(level, LARGEST, kinds, deep=False)
        return
    head, _, tail = path.partition(".")
    for at, class_ in enumerate(level.classes):
        if class_.members[0].path != head:
            continue
        (option,) = class_.options
        if option.level is None:
            raise AssertionError("a listed level without holders")
        for inner in _at(option.level, tail, chinese):
            chosen = class_._replace(options=(option._replace(level=inner),))
            classes = (*level.classes[:at], chosen, *level.classes[at + 1 :])
            yield level._replace(classes=classes)


def _chinese(option: Option) -> bool:
    return not option.foreign and option.control is not True


def _uncontrolled(option: Option) -> Option:
    open_ = option.level is not None and option.control is None
    return option._replace(control=False, chosen=True) if open_ else option


def _other(option: Option) -> bool:
    return option.foreign or option.control is not False


def _controlled(option: Option) -> Option:
    open_ = option.level is not None and option.control is None
    return option._replace(control=True, chosen=True) if open_ else option


FOREIGN = Role(MAIN, lambda o: o.foreign, lambda o, larger: not (o.foreign and larger))
"""The largest foreign holder, where nobody is large enough to be the main investor."""
AT_HOME_LARGEST = Role(
    LARGEST, _chinese, lambda option, _: _chinese(option), _uncontrolled, of_all=True
)
FOREIGN_LARGEST = Role(
    LARGEST,
    _other,
    lambda option, larger: _other(option) or not larger,
    _controlled,
    of_all=True,
)
"""The largest holder, and what others that are as large, or larger, can be."""


def _rests(
    level: Level, role: str, kinds: Sequence[str], *, deep: bool
) -> Iterator[Level]:
    """The level with one of those not named in a role, on each level in turn."""
    beyond = [
        kind for kind in kinds if kind not in SUPPLIER_HOMES
    ]  # only direct ones are
    for kind in kinds if level.rest in ("open", "unknown") else ():
        yield level._replace(role=level.role | {f"{role}/{kind}"}, rest="unknown")
    for at, class_ in enumerate(level.classes if deep else ()):
        for option in class_.options:
            for inner in (
                _rests(option.level, role, beyond, deep=True) if option.level else ()
            ):
                chosen = option._replace(level=inner)
                taken = class_.among(class_.members[:1], chosen)
                taken = taken._replace(role=class_.role)
                rest = class_.among(class_.members[1:])
                kept = (taken, rest) if rest.members else (taken,)
                classes = (*level.classes[:at], *kept, *level.classes[at + 1 :])
                yield level._replace(classes=classes)
