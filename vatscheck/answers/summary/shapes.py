"""The shape of the short answer: the key `summary` of the answer, and positions."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED, Confidence, Status

Kind = Literal[
    "exempt",
    "silent",
    "met",
    "open",
    "closed",
    "form",
    "content",
    "contract",
    "cap",
    "place",
    "servers",
    "customers",
    "other",
]
"""What a reason is about."""
Action = Literal[
    "cure", "meet", "obtain", "ask", "prepare", "file", "alternative", "none"
]
"""What kind of thing is to be done first."""


@with_config(CLOSED)
class Place(TypedDict):
    """Where something stands in the file: lines and columns from 1."""

    line: int
    """The line on which it begins."""
    column: int
    """The column in which it begins."""
    end_line: int
    """The line on which it ends."""
    end_column: int
    """The column behind its last sign."""


@with_config(CLOSED)
class Threshold(TypedDict):
    """For whom a service must be done to be this service at all."""

    text: str
    """The threshold in one clause."""
    state: Literal["given", "assumed"]
    """Whether the profile says that it is offered to others, or that is assumed."""


@with_config(CLOSED)
class Clause(TypedDict):
    """One clause of a reason."""

    text: str
    """The clause."""
    checks: list[tuple[str, str]]
    """The checks that it rests on: the id of a route and of a check in it."""


@with_config(CLOSED)
class Because(TypedDict):
    """Why a service has its status."""

    text: str
    """The reason in one sentence without its full stop."""
    kind: Kind
    """What the reason is about."""
    route: str | None
    """The route that it is about: the best, or the nearest; null = none."""
    clauses: list[Clause]
    """The same, clause by clause."""
    cites: list[str]
    """The citations that it rests on, each a key of `citations`."""
    more: int
    """How many further checks of the same route fail."""


@with_config(CLOSED)
class Where(TypedDict):
    """Where it would work, registration and all servers moved there."""

    text: str
    """The places in words."""
    places: list[str]
    """Their ids."""
    status: Status
    """The best status that is to be had there."""


@with_config(CLOSED)
class Next(TypedDict):
    """The first thing to do."""

    text: str
    """What to do, in the imperative."""
    kind: Action
    """A change, a duty to meet, an approval, a question, the file, another way."""
    cure: int | None
    """Which of the `cures` it is, counted from 0; null = none."""
    works: NotRequired[list[str]]
    """The places that were tried with this change alone and pass."""
    works_with: NotRequired[dict[str, list[str]]]
    """By the fact that has to change too, the places that pass only so."""


@with_config(CLOSED)
class Authority(TypedDict):
    """Who grants or refuses."""

    name: str
    """The id of the authority."""
    short: str
    """How a sentence names it."""
    text: str
    """Its full name."""


@with_config(CLOSED)
class Unsettled(TypedDict):
    """What is not settled about the answer."""

    text: str
    """The open question."""
    confidence: Confidence
    """How well the texts behind the answer are known."""
    ask: str
    """The id of the authority that can settle it."""
    ask_name: str
    """How a sentence names it."""
    told: bool
    """Whether it could turn the status, so that the short answer tells it."""


@with_config(CLOSED)
class Entry(TypedDict):
    """What is to be said of one service, or of several alike."""

    services: list[str]
    """Their ids."""
    names: list[str]
    """Their everyday names, in the same order."""
    codes: list[str]
    """Their Catalogue codes, each once."""
    status: Status
    """Their status."""
    word: str
    """The status in words."""
    threshold: Threshold | list[Threshold | None] | None
    """For whom it must be done to be this service; of several services a list."""
    because: Because
    """Why."""
    where: Where | None
    """Where it would work; null = everywhere, nowhere, or no question."""
    next: Next
    """The first thing to do."""
    authority: Authority | None
    """Who decides on it; null = nobody, or several."""
    unsettled: Unsettled | None
    """What is not settled; null = nothing."""


@with_config(CLOSED)
class Origin(TypedDict):
    """Where a fact comes from: a place in the file, other facts, or a fixed reading."""

    line: NotRequired[int]
    """The line on which it begins."""
    column: NotRequired[int]
    """The column in which it begins."""
    end_line: NotRequired[int]
    """The line on which it ends."""
    end_column: NotRequired[int]
    """The column behind its last sign."""
    facts: NotRequired[list[str]]
    """The facts that it follows from."""
    reading: NotRequired[int | None]
    """The number of the fixed reading of a left-out key, null = it has none."""


@with_config(CLOSED)
class Fact(TypedDict):
    """A fact that the answer rests on."""

    fact: str
    """The fact, as a dotted path into the profile."""
    label: str
    """What it is called."""
    value: Any
    """What is so, in words; null = unknown."""
    state: Literal["given", "derived", "assumed", "unknown"]
    """How it is known."""
    from_: NotRequired[Annotated[Origin, Field(alias="from")]]
    """Where it comes from; absent = nowhere."""
    matters: NotRequired[list[str]]
    """The services whose status turns on it."""


@with_config(CLOSED)
class Question(TypedDict):
    """A question, and what its answers decide."""

    fact: str
    """The fact, as a dotted path into the profile."""
    of: NotRequired[str]
    """The service that it is about."""
    text: str
    """The question."""
    settles: list[str]
    """The services that every answer gives one status."""
    narrows: list[str]
    """The services that some answer takes a possibility from."""
    items: int | None
    """How many items of the checklist hang on it: in a report; null = in any other answer."""
    answers: dict[str, Status]
    """What each answer leads to."""
    who: NotRequired[str]
    """Who in the company usually knows."""


@with_config(CLOSED)
class Basis(TypedDict):
    """How fresh the answer is."""

    as_of: str
    """The day judged (YYYY-MM-DD)."""
    verified_to: str
    """The latest day to which a topic was checked."""
    oldest_verified_to: str
    """The day to which the oldest rule behind the answer was checked."""
    days: int
    """How many days after the check the day judged lies, 0 = none."""


@with_config(CLOSED)
class Summary(TypedDict):
    """The short answer: made once from the proof, only rendered by the formats."""

    text: str
    """The answer in one sentence."""
    lead: str
    """The answer in two to four sentences, for a document."""
    counts: dict[Status, int]
    """How many services and products have each status."""
    services: list[Entry]
    """What is to be said of each service, in the order of `assessments`."""
    facts: list[Fact]
    """The facts that the answer rests on."""
    questions: list[Question]
    """The questions that settle most, first those about what is assumed."""
    basis: Basis
    """How fresh the answer is."""
