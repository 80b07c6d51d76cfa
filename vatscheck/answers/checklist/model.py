"""The checklist in words: groups of items, papers, steps, pictures, sources.

The formats lay these words out and add none. Every text is one language, or both
with the other on the next line.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Item(NamedTuple):
    """One line of the checklist; the last four cells are the team's own."""

    number: str
    id: str
    title: str
    why: str
    basis: str
    status: str
    cure: str
    owner: str = ""
    evidence: str = ""
    due: str = ""
    remarks: str = ""


class Group(NamedTuple):
    """The items of one service, or of the company."""

    title: str
    verdict: str
    items: tuple[Item, ...]


class Paper(NamedTuple):
    """One paper to hand in: 序号, 材料名称, 要求, 备注."""

    number: str
    title: str
    text: str
    remarks: str


class Step(NamedTuple):
    """One step of the procedure, with its authority and its time limit."""

    number: str
    title: str
    text: str
    authority: str
    limit: str
    basis: str


class Cell(NamedTuple):
    """A status in words, and its id for the pattern that it is drawn in."""

    status: str
    text: str
    route: str


class Place(NamedTuple):
    """One column of the grid: its places, and the statuses of the services there."""

    title: str
    cells: tuple[Cell, ...]


class Span(NamedTuple):
    """One period of a service's history; days are ISO, `end` empty = open."""

    start: str
    end: str
    status: str
    text: str
    why: str


class History(NamedTuple):
    """The periods of one service."""

    title: str
    spans: tuple[Span, ...]


class Words(NamedTuple):
    """The headings that a format needs."""

    title: str
    columns: tuple[str, ...]
    papers: str
    paper_columns: tuple[str, ...]
    steps: str
    step_columns: tuple[str, ...]
    grid: str
    service: str
    history: str
    history_columns: tuple[str, ...]
    sources: str
    notices: str
    statuses: tuple[str, ...]
    disclaimer: str


class Checklist(NamedTuple):
    """A whole report, ready to be laid out; `lang` is `en`, `zh` or `both`.

    `apart` are the ids of notes on what does not apply; they stand in the last group.
    """

    lang: str
    words: Words
    header: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    papers: tuple[Paper, ...]
    steps: tuple[Step, ...]
    services: tuple[str, ...]
    grid: tuple[Place, ...]
    history: tuple[History, ...]
    notices: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    apart: tuple[str, ...] = ()


def both(one: object, other: object) -> object:
    """Return two checklists as one: the words of the second below those of the first.

    Equal words stand once. Raises `ValueError` if the two are not of one shape.
    """
    if isinstance(one, str) and isinstance(other, str):
        return one if one == other else f"{one}\n{other}"
    if isinstance(one, tuple) and isinstance(other, tuple):
        merged = [both(a, b) for a, b in zip(one, other, strict=True)]
        make: Any = getattr(type(one), "_make", tuple)
        return make(merged)
    raise ValueError(f"{one!r} and {other!r} have no common shape")
