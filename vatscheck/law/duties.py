"""The records of readiness: duties, papers, steps of the procedure, and other ways.

None of them decides whether a service may be licensed; they say what comes with it.
Days are ISO strings, `from_` and `to` inclusive; `text` is English, `text_zh` Chinese.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from vatscheck.law.evidence import Day, Due, Evidence, Kind, Line, Op, Phase, Slug

DutyEffect = Literal["block", "reclass", "gate", "cond", "post", "review", "info"]
Severity = Literal["statute", "guide", "practice"]
Applicant = Literal["domestic", "foreign", "pilot"]
Unit = Literal["hour", "day", "working-day", "month", "year"]
Event = Literal[
    "launch",
    "grading",
    "threshold",
    "incident",
    "change",
    "decision",
    "acceptance",
    "application",
    "licence",
    "expiry",
    "year-end",
    "listing",
]


SECTORS = "facts.sectors"
"""The fact that a product can state by being what it is."""
PLACE = "registration.place"
"""The fact that a rule compares with areas."""


class Test(NamedTuple):
    """One question to the facts: which fact, how it compares, and with what."""

    fact: Line
    op: Op
    value: Any


When = Sequence[Annotated[Sequence[Test], Field(min_length=1)]]
"""All inner lists must hold; an inner list holds if any of its tests does."""


class Within(NamedTuple):
    """A time limit: `n` units after an event, before it, or again and again."""

    n: Annotated[int, Field(ge=1)]
    unit: Unit
    event: Event
    how: Literal["after", "before", "every"] = "after"


class Duty(NamedTuple):
    """What else binds the applicant: a gate, a condition, a later duty, a flag, a note.

    It applies when `when` holds; it is in place when `met` holds (no `met` = the
    profile cannot say). `limits` = known to be open, it makes `licensable`
    `conditional`. `stage` is when it has to be done where the effect does not say so,
    `phase` where that is too coarse: share and capital are decided before incorporation.
    `licensee` = it binds applicants for a licence only; no `services` = all.
    `stated` = it is asked of its `services` only, and binds whatever the service once
    the facts say that it applies; no `applicants` = everybody. `issued` before `from_`
    = announced as upcoming.
    """

    id: Slug
    effect: DutyEffect
    from_: Day
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    to: Day | None = None
    issued: Day | None = None
    services: Sequence[Slug] = ()
    applicants: Sequence[Applicant] = ()
    when: When = ()
    met: When = ()
    severity: Severity = "statute"
    limits: bool = False
    licensee: bool = False
    stated: bool = False
    authority: Line | None = None
    stage: Due | None = None
    within: Within | None = None
    cure: str = ""
    cure_zh: str = ""
    phase: Phase | None = None

    @property
    def of_service(self) -> bool:
        """Whether it hangs on the service, and not on the company alone."""
        own = ("services.", "servers.", SECTORS)
        return any(test.fact.startswith(own) for test in self.tests)

    @property
    def asked(self) -> bool:
        """Whether a profile can leave open that it applies."""
        open_ = ("facts.", PLACE)
        by_facts = all(
            any(test.fact.startswith(open_) for test in tests) for tests in self.when
        )
        return bool(self.when and by_facts and (self.services or not self.stated))

    @property
    def tests(self) -> list[Test]:
        """Every test of the duty."""
        return [test for tests in (*self.when, *self.met) for test in tests]


class Document(NamedTuple):
    """A paper to hand in with the application: 材料名称 and 要求."""

    id: Slug
    from_: Day
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    applicants: Annotated[Sequence[Applicant], Field(min_length=1)]
    to: Day | None = None
    services: Sequence[Slug] = ()
    when: When = ()
    severity: Severity = "statute"


class Stage(NamedTuple):
    """One step of the procedure, with its authority and its time limit.

    Steps are taken by `order`, from 1.
    """

    id: Slug
    order: Annotated[int, Field(ge=1)]
    from_: Day
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    applicants: Annotated[Sequence[Applicant], Field(min_length=1)]
    authority: Line
    to: Day | None = None
    services: Sequence[Slug] = ()
    when: When = ()
    within: Within | None = None


class Alternative(NamedTuple):
    """A lawful way that leaves the foreign share as it is, and its limits.

    `kind` = it exists only where the service has a route of that kind.
    """

    id: Slug
    from_: Day
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    limits: Line
    limits_zh: Line
    evidence: Evidence
    to: Day | None = None
    services: Sequence[Slug] = ()
    when: When = ()
    kind: Kind | None = None
