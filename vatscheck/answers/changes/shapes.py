"""The shape of the difference between two answers: `vatscheck/whatif/1`, `vatscheck/compare/1`."""

from __future__ import annotations

from typing import Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.assess_shapes import (
    Alternative,
    Missing,
    Ownership,
    Titled,
    Upcoming,
)
from vatscheck.answers.changes.difference import (
    Listed,
)
from vatscheck.answers.proof_shapes import Ask, Check, Cure, Group, OpenQuestion
from vatscheck.answers.shapes import (
    CLOSED,
    Citation,
    Head,
    Judged,
    Names,
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
class Side(Judged):
    """What one of the two answers is about."""

    ownership: Ownership
    """The foreign share of the company, by both readings."""


@with_config(CLOSED)
class ValueChange(TypedDict):
    """A single value that differs."""

    key: Literal["status", "route", "cap", "reach", "confidence", "need", "barred"]
    """Where it stands in the assessment of a service."""
    before: str | float | Literal[True] | None
    """The value on the first side, null = none."""
    after: str | float | Literal[True] | None
    """The value on the second side, null = none."""


@with_config(CLOSED)
class ItemChange(TypedDict):
    """An item of a list that is on one side only, or differs."""

    list: Listed
    """The list of the assessment in which it stands."""
    id: str
    """What names it in its list."""
    before: Item
    """The item on the first side, null = it is not there."""
    after: Item
    """The item on the second side, null = it is not there."""


@with_config(CLOSED)
class CheckChange(TypedDict):
    """A check with another answer, or that asks for something else."""

    id: str
    """The check, or the prohibition, by id."""
    before: Check | None
    """The check on the first side, null = it is not made there."""
    after: Check | None
    """The check on the second side, null = it is not made there."""


@with_config(CLOSED)
class RouteChange(TypedDict):
    """A route that differs."""

    id: str
    """The route, by id."""
    before: Status | None
    """What it gives on the first side, null = it does not exist there."""
    after: Status | None
    """What it gives on the second side, null = it does not exist there."""
    decides: bool
    """Whether the answer, or one in `where`, hangs on it."""
    checks: list[CheckChange]
    """The checks of it that changed."""


@with_config(CLOSED)
class Changes(TypedDict):
    """What differs for a service."""

    service: str
    """The service or product, by id."""
    code: str
    """Its number in the Catalogue; empty for a product."""
    only: Literal["before", "after"] | None
    """The side that alone has it, null = both have."""
    status: tuple[Status | None, Status | None]
    """Its status on both sides."""
    values: list[ValueChange]
    """The single values that differ."""
    items: list[ItemChange]
    """The items of lists that differ."""
    routes: list[RouteChange]
    """The routes that differ."""


@with_config(CLOSED)
class Dated(TypedDict):
    """An instrument whose first or last day of force lies between the two days."""

    cite: str
    """The citation under which it is cited."""
    citation: Citation
    """The instrument."""
    day: str
    """The day (YYYY-MM-DD)."""
    began: bool
    """Whether it is its first day; else its last."""


@with_config(CLOSED)
class Citations(TypedDict):
    """The citations of both sides; a series may name another text on another day."""

    before: dict[str, Citation]
    """Those of the first side, by citation."""
    after: dict[str, Citation]
    """Those of the second side, by citation."""


@with_config(CLOSED)
class Both(Head):
    """What documents about a change share."""

    before: Side
    """What the first answer is about."""
    after: Side
    """What the second answer is about."""
    same: bool
    """Whether nothing differs."""
    same_language: bool
    """Whether both answers are in one language; else sentences are not compared."""
    services: list[Changes]
    """Every service for which something differs."""
    instruments: list[Dated]
    """The instruments that began or ended between the two days."""
    citations: Citations
    """The instruments that are cited."""
    names: NotRequired[Names]
    """The names of the services, routes and authorities that differ."""


@with_config(CLOSED)
class Compare(Both):
    """`compare`: what differs between two answers."""

    schema: Literal["vatscheck/compare/1"]
    """The kind of this document and its number."""


@with_config(CLOSED)
class Whatif(Both):
    """`whatif`: what changes in an answer with some keys of the profile set or left out."""

    schema: Literal["vatscheck/whatif/1"]
    """The kind of this document and its number."""
    set: list[str]
    """The keys that were set, `KEY=VALUE` as typed."""
    unset: list[str]
    """The keys that were left out, as typed."""
