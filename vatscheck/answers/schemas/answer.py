"""The shape of the JSON answer, from which its JSON Schema is made.

What is written here is a promise (`vatscheck/assessment/1`): a new optional key keeps
the number, a change of meaning raises it.
"""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import (
    CLOSED,
    Citation,
    Confidence,
    Grade,
    Law,
    Profile,
    Reason,
    Status,
)


@with_config(CLOSED)
class Missing(Reason):
    """What the applicant has to bring about, and by when."""

    when: Literal["before-filing", "before-launch", "after-launch"]
    state: Literal["fails", "unknown"]
    effect: NotRequired[
        Literal["block", "reclass", "gate", "cond", "post", "review", "info"]
    ]
    severity: NotRequired[Literal["statute", "guide", "practice"]]
    authority: NotRequired[str | None]
    due: NotRequired[str | None]
    cure: NotRequired[str | None]
    asks: NotRequired[list[str]]
    question: NotRequired[str | None]


@with_config(CLOSED)
class Upcoming(Reason):
    """A duty that is issued and not yet in force, with its first day."""

    from_: Annotated[str, Field(alias="from")]


@with_config(CLOSED)
class Alternative(Reason):
    """A lawful way that leaves the foreign share as it is."""

    limits: str
    """What it must not become."""


@with_config(CLOSED)
class Place(TypedDict):
    """Places with the same answer."""

    label: str
    places: list[str]
    status: Status
    route: str


@with_config(CLOSED)
class Check(TypedDict):
    """One check of a route; `holds` null = unknown."""

    id: str
    """The check, or the prohibition that adds it."""
    holds: bool | None
    """Whether it is met, null = not known."""
    fact: str
    """The fact that it reads."""
    value: Any
    """What the profile says, null = nothing."""
    wants: str
    """What it asks for, in the language of the run."""
    cites: list[str]
    """The citations that it rests on, each a key of `citations`."""
    grade: Grade
    """P = the text was read, S = a secondary source was, M = neither yet."""


@with_config(CLOSED)
class Route(TypedDict):
    """One route with its own status and all its checks."""

    id: str
    status: Status
    checks: list[Check]


@with_config(CLOSED)
class Ask(TypedDict):
    """An unknown fact that can change the status, and what its answers lead to."""

    fact: str
    question: str
    outcomes: dict[str, Status]


@with_config(CLOSED)
class Step(TypedDict):
    """One thing to change, or to establish where it is unknown."""

    fact: str
    """The fact to change, as a key of the profile."""
    kind: Literal["change", "establish"]
    """`change` a known fact, or `establish` an unknown one."""
    wants: str
    """What is asked for, in the language of the run."""
    text: str
    """What to do, in the language of the run."""
    cites: list[str]
    """The citations that it rests on, each a key of `citations`."""
    places: NotRequired[list[str]]
    """Every place that was judged and does."""


@with_config(CLOSED)
class Cure(TypedDict):
    """A minimal set of steps, with a worked example as dotted paths and values."""

    steps: list[Step]
    """All that has to be done."""
    patch: dict[str, Any]
    """The worked example: dotted paths of the profile, with the values that replace theirs."""
    leads_to: Status
    """The status with it."""
    route: str
    """The route that then gives the status."""


@with_config(CLOSED)
class Witness(TypedDict):
    """A completion of what is unknown, as dotted paths and values, and its status."""

    status: Status
    patch: dict[str, Any]
    text: str


@with_config(CLOSED)
class OpenQuestion(TypedDict):
    """What is unsettled in the law, and whom to ask."""

    text: str
    ask: str
    cites: list[str]


@with_config(CLOSED)
class Assessment(TypedDict):
    """The answer for one service; `cap` is a percentage, null where it is closed.

    What needs no licence has its `need` instead, and `barred` where a duty bars it.
    """

    service: str
    code: str
    status: Status
    need: NotRequired[Literal["nothing", "filing", "other-permit", "grey"]]
    why: NotRequired[str]
    barred: NotRequired[Literal[True]]
    place: str | None
    route: str | None
    reach: str | None
    reach_text: NotRequired[str | None]
    cap: float | None
    where: list[Place]
    conditions: list[Reason]
    routes: list[Route]
    asks: list[Ask]
    witnesses: NotRequired[list[Witness]]
    cures: list[Cure]
    missing: list[Missing]
    reviews: list[Reason]
    notes: list[Reason]
    upcoming: list[Upcoming]
    alternatives: list[Alternative]
    confidence: Confidence
    assumptions: list[str]
    open_questions: list[OpenQuestion]
    warnings: list[str]


@with_config(CLOSED)
class Shares(TypedDict):
    """The total foreign share by both readings: least and greatest percentage."""

    product: tuple[float, float]
    control: tuple[float, float]


@with_config(CLOSED)
class Ownership(TypedDict):
    """How foreign the company is."""

    foreign_share: Shares


@with_config(CLOSED)
class Answer(TypedDict):
    """The whole answer."""

    schema: Literal["vatscheck/assessment/1"]
    tool: str
    law: Law
    as_of: str
    profile: Profile
    ownership: Ownership
    assessments: list[Assessment]
    citations: dict[str, Citation]
