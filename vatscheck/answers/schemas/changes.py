"""The shapes of the answers about a change: `vatscheck/whatif/1`, `vatscheck/compare/1`."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.assess_shapes import (
    Alternative,
    Ask,
    Check,
    Cure,
    Group,
    Missing,
    OpenQuestion,
    Ownership,
    Titled,
    Upcoming,
)
from vatscheck.answers.shapes import (
    CLOSED,
    Citation,
    Law,
    Profile,
    Reason,
    Status,
)

Item = (
    Missing
    | Upcoming
    | Alternative
    | Titled
    | Reason
    | Group
    | Ask
    | Cure
    | OpenQuestion
    | str
    | None
)
"""An item of one of the lists of an answer; null = it is not there."""


@with_config(CLOSED)
class Side(TypedDict):
    """What one of the two answers is about."""

    tool: str
    law: Law
    as_of: str
    profile: Profile
    ownership: Ownership


@with_config(CLOSED)
class ValueChange(TypedDict):
    """A single value that differs."""

    key: Literal["status", "route", "cap", "reach", "confidence", "need", "barred"]
    before: str | float | Literal[True] | None
    after: str | float | Literal[True] | None


@with_config(CLOSED)
class ItemChange(TypedDict):
    """An item that is on one side only, or differs; `id` is what names it in its list."""

    list: Literal[
        "where",
        "conditions",
        "missing",
        "asks",
        "cures",
        "alternatives",
        "open_questions",
        "warnings",
        "upcoming",
        "reviews",
        "notes",
        "assumptions",
    ]
    id: str
    before: Item
    after: Item


@with_config(CLOSED)
class CheckChange(TypedDict):
    """A check with another answer, or that asks for something else."""

    id: str
    before: Check | None
    after: Check | None


@with_config(CLOSED)
class RouteChange(TypedDict):
    """A route that differs; `decides` = the answer, or one in `where`, hangs on it."""

    id: str
    before: Status | None
    after: Status | None
    decides: bool
    checks: list[CheckChange]


@with_config(CLOSED)
class ServiceChange(TypedDict):
    """What differs for a service; `only` = one answer alone has it."""

    service: str
    code: str
    only: Literal["before", "after"] | None
    status: tuple[Status | None, Status | None]
    values: list[ValueChange]
    items: list[ItemChange]
    routes: list[RouteChange]


@with_config(CLOSED)
class Dated(TypedDict):
    """An instrument with its first (`began`) or last day of force in between."""

    cite: str
    citation: Citation
    day: str
    began: bool


@with_config(CLOSED)
class Citations(TypedDict):
    """The citations of both sides; a series may name another text on another day."""

    before: dict[str, Citation]
    after: dict[str, Citation]


@with_config(CLOSED)
class Compare(TypedDict):
    """What differs between two answers; `same` = nothing."""

    schema: Literal["vatscheck/compare/1"]
    tool: str
    law: Law
    before: Side
    after: Side
    same: bool
    same_language: bool
    services: list[ServiceChange]
    instruments: list[Dated]
    citations: Citations


@with_config(CLOSED)
class Whatif(TypedDict):
    """What changes in an answer with some keys of the profile set or left out."""

    schema: Literal["vatscheck/whatif/1"]
    tool: str
    law: Law
    set: list[str]
    unset: list[str]
    before: Side
    after: Side
    same: bool
    same_language: bool
    services: list[ServiceChange]
    instruments: list[Dated]
    citations: Citations
