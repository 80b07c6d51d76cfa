"""The ways in which a company can be held by more than half by a listed one.

A mainland company whose parent, or parent's parent, is listed is a subsidiary of a
listed company; each link of such a chain holds more than half of the company below.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from vatscheck.engine.owners.holdings import HALF
from vatscheck.engine.owners.structure import Class, Level, Option

Links = tuple[tuple[str, bool], ...]
"""Holders on the way to a listed company, and whether each has more than half."""


class Chain(NamedTuple):
    """A level in which every holder on the way to a listed company is chosen."""

    level: Level
    links: Links


def chains(level: Level, path: str = "") -> Iterator[Chain]:
    """Yield every way in which holders can lead to a listed company, or not."""
    ways = [list(_of_class(class_, path)) for class_ in level.classes]
    for chosen in product(*ways):
        classes = tuple(class_ for class_, _ in chosen)
        links = tuple(link for _, found in chosen for link in found)
        yield Chain(level._replace(classes=classes), links)


def _of_class(class_: Class, path: str) -> Iterator[tuple[Class, Links]]:
    leading = [option for option in class_.options if _leads(option)]
    others = tuple(option for option in class_.options if not _leads(option))
    if others:
        yield class_._replace(options=others), ()
    here = joined(path, class_.members[0].path)
    for option in leading:
        if class_.low <= HALF:
            yield class_._replace(options=(option,)), ((here, False),)
        if class_.high > HALF:
            for above, links in _above(option, here):
                yield class_._replace(options=(above,)), ((here, True), *links)


def _above(option: Option, path: str) -> Iterator[tuple[Option, Links]]:
    if option.kind == "listed" or option.level is None:
        yield option, ()
        return
    for level, links in chains(option.level, path):
        yield option._replace(level=level), links


def _leads(option: Option) -> bool:
    """Whether a mainland holder is listed, or one of those above it is."""
    if option.foreign or option.level is None:
        return option.kind == "listed" and not option.foreign
    inner = (inner for class_ in option.level.classes for inner in class_.options)
    return option.kind == "listed" or any(map(_leads, inner))


def joined(path: str, step: str) -> str:
    """Return the path of a holder from that of the company below and its own step."""
    return f"{path}.{step}" if path else step


def listed_path(level: Level, links: Links) -> str | None:
    """Return the path of the listed company that holds more than half.

    Empty = there is none, and the applicant itself counts; none = a listed company
    whose own holders are not stated.
    """
    return _listed_path(level, dict(links), "")


def _listed_path(level: Level, links: dict[str, bool], path: str) -> str | None:
    for class_ in level.classes:
        here = joined(path, class_.members[0].path)
        if links.get(here):
            (option,) = class_.options
            if option.kind == "listed":
                return here if option.level else None
            if option.level:
                return _listed_path(option.level, links, here)
    return ""
