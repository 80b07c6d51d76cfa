"""What the engine answers: plain values that point at the records of the law.

Nothing here is text for a reader; the reports put words to it in either language.
Shares are percent; days are ISO strings.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.engine.duties import Item
from vatscheck.engine.regions import Label
from vatscheck.law.book import Law
from vatscheck.law.duties import Alternative
from vatscheck.law.evidence import Question
from vatscheck.law.models import (
    Announcement,
    Check,
    Condition,
    InForce,
    Prohibition,
    Route,
)
from vatscheck.law.offers import Note, Product, Proviso, Service
from vatscheck.law.territory import Part
from vatscheck.profile.models import Profile


class CheckResult(NamedTuple):
    """One check of a route: whether it holds (none = unknown) and on which value.

    A prohibition that defeats the route is a check of its own, with `ban` set.
    """

    id: str
    check: Check
    wanted: Any
    reach: tuple[str, ...]
    holds: bool | None
    found: Any
    cites: tuple[str, ...]
    ban: Prohibition | None = None


class RouteResult(NamedTuple):
    """What one route gives, with all its checks and what comes with it."""

    rule: InForce
    status: str
    checks: tuple[CheckResult, ...]
    conditions: tuple[Condition, ...]

    @property
    def failing(self) -> list[CheckResult]:
        """The checks that are false."""
        return [check for check in self.checks if check.holds is False]


class Span(NamedTuple):
    """Shares from `low` to `high` percent; an open end is not included itself."""

    low: Decimal
    high: Decimal
    low_open: bool
    high_open: bool
    certified: bool


class Option(NamedTuple):
    """A group of values of an unknown fact that lead to the same status.

    `parts` names places by area part, `elsewhere` = also outside all of them; shares
    are `spans`, and other facts `values`.
    """

    status: str
    parts: tuple[Part, ...] = ()
    elsewhere: bool = False
    values: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Ask(NamedTuple):
    """An unknown fact that can change the status, and what its answers lead to."""

    fact: str
    question: str
    holder: str | None
    options: tuple[Option, ...]


class Step(NamedTuple):
    """One thing to change, or to establish where it is unknown; every want is a check.

    `place` is one that would do, where the place stated is too coarse to tell;
    `places` are all that were judged and do. `instead` are holders whose certificate
    would do as well, where a few are wanted. `as_shown` = the shares were judged in the
    example only.
    """

    fact: str
    kind: str
    wants: tuple[tuple[Check, Any, tuple[str, ...]], ...]
    cites: tuple[str, ...]
    holder: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    counting: str | None = None
    as_shown: bool = False


class Cure(NamedTuple):
    """A minimal set of steps, proved on a worked example (`patch`)."""

    steps: tuple[Step, ...]
    patch: Mapping[str, Any]
    leads_to: str
    route: Route


class Example(NamedTuple):
    """A completion of what is unknown: the facts that it states, and what they give.

    `patch` as in a cure; applied, the status is certain and as named.
    """

    status: str
    patch: Mapping[str, Any]


class Group(NamedTuple):
    """Places with the same answer: parts of the area of a route, or everywhere else.

    `places` are the largest that lie in it, none = all that no other group names; of the
    parts in `partly` other groups have a piece. `more` tells what lies in no part.
    """

    status: str
    route: Route
    places: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    partly: tuple[str, ...] = ()
    everywhere: bool = False
    more: Label | None = None


class Assumption(NamedTuple):
    """A fixed reading of a left-out key that was used, with what it is about."""

    id: str
    about: str = ""


class Assessment(NamedTuple):
    """The answer for one service: status, proof, and what follows from it.

    What needs no licence (a product, a service for oneself alone) is answered without
    a proof: `need` is what it needs instead, `provisos` what comes with that. `grounds`
    are what a refusal rests on, in the words of `vatscheck.engine.grounds`.
    """

    service: Service | Product
    judged_as: Service | Product
    status: str
    place: str | None
    servers: tuple[str, ...] | None
    notes: tuple[Note, ...]
    best: RouteResult | None = None
    cap: Decimal | None = None
    where: tuple[Group, ...] = ()
    routes: tuple[RouteResult, ...] = ()
    asks: tuple[Ask, ...] = ()
    witnesses: tuple[Example, ...] = ()
    cures: tuple[Cure, ...] = ()
    missing: tuple[Condition, ...] = ()
    items: tuple[Item, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    confidence: str = "high"
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[tuple[Question, tuple[str, ...]], ...] = ()
    warnings: tuple[Condition | Announcement, ...] = ()
    need: str | None = None
    provisos: tuple[Proviso, ...] = ()
    grounds: tuple[str, ...] = ()

    @property
    def barring(self) -> list[Item]:
        """The duties, known to fail, that bar what needs no licence."""
        bars = [item for item in self.items if item.bars(self.service)]
        return bars if self.need is not None else []

    @property
    def barred(self) -> bool:
        """Whether what needs no licence is barred."""
        return bool(self.barring)


class Answer(NamedTuple):
    """The answer for one profile on one day: one assessment for each service."""

    law: Law
    day: str
    name: str
    digest: str
    product: tuple[Decimal, Decimal]
    control: tuple[Decimal, Decimal]
    assessments: Sequence[Assessment]
    profile: Profile
