"""The shapes of the answers to the questions about a company."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.schemas.answer import Check
from vatscheck.answers.shapes import (
    CLOSED,
    Citation,
    Law,
    Profile,
    Reason,
    Status,
)


@with_config(CLOSED)
class Territory(TypedDict):
    """Places with the same answers; every place id lies in exactly one such group.

    `places` stand for themselves and all below them that no other group names; of those
    in `remainders` named parts lie in other groups; `rest` = every place named nowhere.
    A place whose parts differ lies in the group of its own answer, its parts in theirs.
    """

    label: str
    places: list[str]
    remainders: list[str]
    rest: bool


@with_config(CLOSED)
class Cell(TypedDict):
    """One service in one column; `rule` gives or refuses it, `cap` is a percentage."""

    service: str
    status: Status
    rule: str | None
    cap: float | None
    cites: list[str]
    lacking: list[Reason]


@with_config(CLOSED)
class Column(Territory):
    """Places with the same answers for every service."""

    services: list[Cell]


@with_config(CLOSED)
class Where(TypedDict):
    """Every service in every place, the best places first."""

    schema: Literal["vatscheck/where/1"]
    tool: str
    law: Law
    as_of: str
    profile: Profile
    servers_stay: bool
    columns: list[Column]
    citations: dict[str, Citation]


Period = TypedDict(
    "Period",
    {
        "from": str,
        "to": str | None,
        "status": Status,
        "rule": str | None,
        "text": str,
        "instruments": list[str],
    },
)
"""Days with the same status, both inclusive; `to` null = open."""
Period.__pydantic_config__ = CLOSED  # type: ignore[attr-defined]


@with_config(CLOSED)
class History(TypedDict):
    """The periods of one service, from the first day that the law covers."""

    service: str
    periods: list[Period]


@with_config(CLOSED)
class Timeline(TypedDict):
    """The history of every service."""

    schema: Literal["vatscheck/timeline/1"]
    tool: str
    law: Law
    as_of: str
    profile: Profile
    services: list[History]
    instruments: dict[str, Citation]


@with_config(CLOSED)
class Holder(TypedDict):
    """The holder whose share is varied; all null = anybody."""

    name: str | None
    jurisdiction: str | None
    kind: str | None
    service_supplier: bool | None


@with_config(CLOSED)
class Limit(Territory):
    """The largest foreign share in percent (`below` = it has to stay below it).

    `share` null = not even a company without one is certain; `possible` = a larger one
    that works if other facts, not stated, allow.
    `since` = from which day it has worked, `as_given_since` = the company as stated.
    """

    share: float | None
    below: bool
    possible: float | None
    possible_below: bool
    routes: list[str]
    since: str | None
    as_given_since: str | None
    cites: list[str]


@with_config(CLOSED)
class ServiceLimits(TypedDict):
    """The limits of one service, the largest shares first."""

    service: str
    limits: list[Limit]


@with_config(CLOSED)
class Limits(TypedDict):
    """How far every service goes in every place."""

    schema: Literal["vatscheck/limits/1"]
    tool: str
    law: Law
    as_of: str
    profile: Profile
    holder: Holder
    rest: str
    services: list[ServiceLimits]
    citations: dict[str, Citation]


@with_config(CLOSED)
class ProvedCheck(Check):
    """A check with the line of the profile on which its fact stands, null = not stated."""

    line: int | None


@with_config(CLOSED)
class ProvedRoute(TypedDict):
    """One route with all its checks and what comes with it."""

    id: str
    title: str
    status: Status
    checks: list[ProvedCheck]
    conditions: list[Reason]


@with_config(CLOSED)
class Proof(TypedDict):
    """The proof of one service: all its routes, the best first."""

    service: str
    status: Status
    routes: list[ProvedRoute]


@with_config(CLOSED)
class Why(TypedDict):
    """The proofs of all services asked about."""

    schema: Literal["vatscheck/why/1"]
    tool: str
    law: Law
    as_of: str
    profile: Profile
    proofs: list[Proof]
    citations: dict[str, Citation]
