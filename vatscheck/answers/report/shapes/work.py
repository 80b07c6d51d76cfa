"""The shape of what there is to do: items, questions, papers and steps."""

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.report.shapes.common import (
    Basis,
    Deadline,
    Severity,
    State,
    Team,
)
from vatscheck.answers.shapes import CLOSED, Grade
from vatscheck.law.evidence import Phase


@with_config(CLOSED)
class Item(TypedDict):
    """A line of the checklist."""

    number: str
    """Its number: phase and place in it, such as `2.3`."""
    id: str
    """The record of the law, and the id of its `[[tasks]]`."""
    phase: Phase
    """When it is done."""
    title: str
    """What to do, in few words."""
    text: str
    """What is asked for, in full."""
    state: State
    """How it stands: `to-settle` = whether it applies is not known, the team noted it."""
    services: list[str]
    """The services that it is limited to; empty = all that can be applied for."""
    basis: Basis
    """What it rests on."""
    deadline: Deadline
    """The time limit of the law."""
    severity: Severity
    """What asks for it: a statute, an official guide, or practice."""
    authority: str
    """The authority that it concerns, empty = none."""
    cure: str
    """What brings it about, empty = what the text says."""
    unsettled: str
    """What is not settled about it, with whom to ask; empty = nothing."""
    team: Team
    """What the team keeps on it."""


@with_config(CLOSED)
class Hanging(TypedDict):
    """An item that hangs on a question."""

    id: str
    """The record of the law."""
    title: str
    """What to do, in few words."""
    phase: Phase
    """When it would be done."""
    decision: bool
    """Whether a lawyer would have to decide it."""


@with_config(CLOSED)
class Asked(TypedDict):
    """A question that decides whether items apply; each item stands under one."""

    number: str
    """Its number: `Q1` and so on."""
    fact: str
    """The fact, as a key of the profile."""
    text: str
    """The question."""
    label: str
    """The fact in few words."""
    items: list[Hanging]
    """The items that an answer opens or closes."""
    basis: Basis
    """What they rest on."""


@with_config(CLOSED)
class Hidden(TypedDict):
    """How many items are left out."""

    not_applicable: int
    """Those that are known not to apply."""
    holders: int
    """Those that bind only holders of a licence."""


@with_config(CLOSED)
class Apart(TypedDict):
    """A note of the team on what does not apply."""

    id: str
    """The record of the law."""
    title: str
    """What it is, in few words."""
    team: Team
    """What the team keeps on it."""


@with_config(CLOSED)
class Paper(TypedDict):
    """A paper to hand in."""

    number: str
    """Its number, from 1."""
    id: str
    """The record of the law, and the id of its `[[tasks]]`."""
    title: str
    """What it is called."""
    text: str
    """What it has to be."""
    services: list[str]
    """The services for which it is handed in; empty = all that can be applied for."""
    severity: Severity
    """What asks for it: a statute, an official guide, or practice."""
    severity_word: str
    """The same in words."""
    basis: Basis
    """What it rests on."""
    team: Team
    """What the team keeps on it."""


@with_config(CLOSED)
class Step(TypedDict):
    """A step of the procedure; it is a line of the phase `filing` too."""

    number: str
    """The number of its line."""
    id: str
    """The record of the law, and the id of its `[[tasks]]`."""
    title: str
    """What it is called."""
    text: str
    """What happens."""
    services: list[str]
    """The services that take it; empty = all that can be applied for."""
    authority: str
    """The authority, in words."""
    limit: str
    """Its time limit in words, empty = none was found."""
    grade: Grade
    """P = the text behind it was read, S = a secondary source was, M = neither yet."""
