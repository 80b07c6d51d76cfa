"""The shape of what a report says of the company: its owners, its places, its past."""

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.report.shapes.common import (
    Basis,
)
from vatscheck.answers.shapes import CLOSED, Status


@with_config(CLOSED)
class Holder(TypedDict):
    """A holder of shares."""

    level: int
    """1 = of the company itself, 2 = of a holder of it, and so on."""
    name: str
    """The name, or that it is not known."""
    home: str | None
    """Where the holder is at home, in words; null = not stated."""
    foreign: bool
    """Whether the holder is known to be from outside the mainland."""
    share: str
    """The share of its own level, in words."""


@with_config(CLOSED)
class Ownership(TypedDict):
    """Who holds what, and how foreign the company is."""

    foreign_share: str | None
    """The total foreign share by both readings in words; null = no owners stated."""
    holders: list[Holder]
    """The holders in the order of the profile, each followed by its own."""


@with_config(CLOSED)
class Column(TypedDict):
    """Places with the same answers for every service."""

    label: str
    """The places in words."""
    places: list[str]
    """Their ids; empty = the facts as described, or all other places."""
    own: bool
    """Whether this is the company as described."""


@with_config(CLOSED)
class Cell(TypedDict):
    """The answer for one service in one column."""

    status: Status
    """The status there."""
    word: str
    """The same in a word."""
    cap: float | None
    """The largest foreign share in percent, null = closed or without a cap."""


@with_config(CLOSED)
class Row(TypedDict):
    """The answers for one service."""

    service: str
    """The id of the service or product."""
    name: str
    """Its everyday name."""
    code: str
    """Its code in the catalogue, empty = none."""
    cells: list[Cell]
    """One answer a column."""


@with_config(CLOSED)
class Grid(TypedDict):
    """Every service in every place, registration and all servers moved there."""

    columns: list[Column]
    """The columns; the first is the company as described."""
    rows: list[Row]
    """One row a service, those that need no licence too."""


@with_config(CLOSED)
class Period(TypedDict):
    """Days with the same answer."""

    start: str
    """The first day (YYYY-MM-DD)."""
    end: str | None
    """The last day, null = the day judged or later."""
    status: Status
    """The status on them."""
    word: str
    """The same in a word."""
    why: str
    """The rule that made it so on the first day."""
    basis: Basis
    """What that rule rests on."""


@with_config(CLOSED)
class Past(TypedDict):
    """The history of services with the same one."""

    services: list[str]
    """The services."""
    names: list[str]
    """Their everyday names."""
    place: str | None
    """That the company is registered elsewhere, in words; null = as described."""
    periods: list[Period]
    """The periods, oldest first."""


@with_config(CLOSED)
class History(TypedDict):
    """What the answer for the same facts was on every day."""

    start: str
    """The first day that the law covers (YYYY-MM-DD)."""
    today: str
    """The day judged."""
    rows: list[Past]
    """One row for services with the same history."""
