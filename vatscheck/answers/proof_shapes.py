"""The shapes of the proof in the JSON answer: checks, ways, cures, what is asked."""

from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import (
    CLOSED,
    Grade,
    Status,
)
from vatscheck.answers.summary.shapes import Place


@with_config(CLOSED)
class Group(TypedDict):
    """Places with the same answer, registration and all servers moved there."""

    label: str
    """The places in words, behind the id of the route."""
    places: list[str]
    """Their ids, each standing for all below it; empty = everywhere else."""
    status: Status
    """The status there."""
    route: str
    """The route that gives it."""


@with_config(CLOSED)
class Check(TypedDict):
    """One check of a route."""

    id: str
    """The id of the check, or of the prohibition that refuses the route."""
    ban: NotRequired[Literal[True]]
    """It is a prohibition, which refuses whatever the route asks for."""
    holds: bool | None
    """Whether it is met; null = unknown."""
    fact: str
    """The fact that it reads."""
    value: Any
    """What the profile says of it, shares in percent; null = nothing."""
    wants: str
    """What it asks for, in words."""
    cites: list[str]
    """The citations that it rests on, each a key of `citations`."""
    grade: Grade
    """P = the text was read, S = a secondary source was, M = neither yet."""


@with_config(CLOSED)
class Route(TypedDict):
    """One way to a licence with all its checks."""

    id: str
    """The id of the route."""
    title: NotRequired[str]
    """What it is called, in the language of the run."""
    status: Status
    """What it gives by itself."""
    checks: list[Check]
    """Everything that it asks for."""


@with_config(CLOSED)
class Ask(TypedDict):
    """An unknown fact that can change the status."""

    fact: str
    """The fact, as a dotted path into the profile."""
    question: str
    """The question in words."""
    outcomes: dict[str, Status]
    """What each answer leads to, all else as stated."""


@with_config(CLOSED)
class Step(TypedDict):
    """One thing to change, or to establish where it is unknown."""

    fact: str
    """The fact, as a dotted path into the profile."""
    kind: Literal["change", "establish"]
    """`change` = it is stated otherwise, `establish` = it is not stated."""
    wants: str
    """What is wanted of it, in words."""
    text: str
    """What to do, in words."""
    cites: list[str]
    """The citations that it rests on, each a key of `citations`."""
    places: NotRequired[list[str]]
    """All places that were tried and do."""


@with_config(CLOSED)
class Cure(TypedDict):
    """A minimal set of steps to a yes, proved by a second run."""

    steps: list[Step]
    """The steps; without any one of them the answer is no."""
    patch: dict[str, Any]
    """One worked example: dotted paths and the values that replace what stands there."""
    leads_to: Status
    """The status of the profile with the patch."""
    route: str
    """The route that gives it."""


@with_config(CLOSED)
class Witness(TypedDict):
    """A completion of what is unknown."""

    status: Status
    """The status with it, for certain."""
    patch: dict[str, Any]
    """What it states: dotted paths and values, as in a cure."""
    text: str
    """The same in words."""


@with_config(CLOSED)
class OpenQuestion(TypedDict):
    """What is unsettled in the law."""

    text: str
    """The question."""
    ask: str
    """The authority that can settle it."""
    cites: list[str]
    """The texts in which it arises, each a key of `citations`."""


@with_config(CLOSED)
class Decides(TypedDict):
    """What decides the status."""

    fact: NotRequired[str]
    """The fact to look at first; absent of a yes."""
    rule: str
    """The rule: the route of a yes, what refuses, the open check, or the threshold."""
    at: NotRequired[Place]
    """Where the fact stands in the file; absent = nowhere."""
