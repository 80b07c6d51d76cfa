"""Single holders: the largest of a class, and which of two has to be larger."""

from __future__ import annotations

from vatscheck.engine.owners.masses import Part, Single, Site
from vatscheck.engine.owners.simplex import part, total
from vatscheck.engine.owners.structure import Class, Option


def beaten(record: str, other: bool | None) -> bool | None:
    """Return whether the main investor has to be larger than another, or only as large.

    None = neither: of several that failed the largest counts.
    """
    if record == "failed":
        return None if other is False else True
    if record == "proved":
        return False
    return other is True  # unstated: larger than one that is proved


def single(class_: Class, parts: tuple[Part, ...], site: Site) -> Single:
    """Return the largest holder of a class, with what all of its options have in common."""
    foreign = {option.foreign for option in class_.options}
    home = {
        _home(option, bool(part.foreign))
        for option, part in zip(class_.options, parts, strict=True)
    }
    records = {option.track_record for option in class_.options if option.foreign}
    most = class_.members[0]
    ranged = len(class_.members) == 1 and most.low != most.high
    return Single(
        total(*(p.mass for p in parts)) if ranged else part(site.whole, most.high),
        site.number,
        foreign.pop() if len(foreign) == 1 else None,
        home.pop() if len(home) == 1 else None,
        records.pop() if len(records) == 1 else None,
        class_.role,
    )


def _home(option: Option, foreign_above: bool) -> bool | None:
    """Whether a holder is Chinese and not foreign-controlled, none if that is open."""
    if option.foreign:
        return False
    if option.piece is not None:
        return not option.control
    if option.level is None or not foreign_above:
        return True
    return None if option.control is None else not option.control
