"""The shape of the JSON answer (`vatscheck/assessment/1`), from which its schema is made."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.proof_shapes import (
    Ask,
    Cure,
    Decides,
    Group,
    OpenQuestion,
    Route,
    Witness,
)
from vatscheck.answers.shapes import (
    CLOSED,
    Citation,
    Confidence,
    Law,
    Reason,
    Status,
)
from vatscheck.answers.summary.shapes import Place, Summary
from vatscheck.answers.waivers import Waived


@with_config(CLOSED)
class Titled(Reason):
    """A text with its citations and its title."""

    title: NotRequired[str]
    """What it is called, in a few words."""


@with_config(CLOSED)
class Missing(Titled):
    """What the applicant has to bring about, and by when."""

    when: Literal["before-filing", "before-launch", "after-launch"]
    """By when it has to be in place."""
    state: Literal["fails", "unknown"]
    """`fails` = known to be lacking, `unknown` = the profile does not say."""
    effect: NotRequired[
        Literal["block", "reclass", "gate", "cond", "post", "review", "info"]
    ]
    """What lacking it does: bars, changes the service, keeps from filing, and so on."""
    severity: NotRequired[Literal["statute", "guide", "practice"]]
    """What asks for it: a statute, an official guide or form, or practice."""
    authority: NotRequired[str | None]
    """The authority that it concerns, null = none."""
    due: NotRequired[str | None]
    """The time limit in words, null = none."""
    cure: NotRequired[str | None]
    """What to do, null = nothing but what the text says."""
    asks: NotRequired[list[str]]
    """The facts that would settle whether it is in place."""
    question: NotRequired[str | None]
    """What is not settled about it, with whom to ask; null = nothing."""


@with_config(CLOSED)
class Upcoming(Titled):
    """A duty that is issued and not yet in force."""

    from_: Annotated[str, Field(alias="from")]
    """Its first day (YYYY-MM-DD)."""


@with_config(CLOSED)
class Alternative(Titled):
    """A lawful way that leaves the foreign share as it is."""

    limits: str
    """What it cannot do."""


@with_config(CLOSED)
class Assessment(TypedDict):
    """The answer for one service, or for a product that needs no licence."""

    service: str
    """The id of the service or product."""
    code: str
    """Its code in the Telecommunications Services Catalogue, empty = none."""
    status: Status
    """Whether it may be licensed."""
    need: NotRequired[Literal["nothing", "filing", "other-permit", "grey"]]
    """What is needed instead of a licence."""
    why: NotRequired[str]
    """What decides that no licence is needed."""
    barred: NotRequired[Literal[True]]
    """A duty that is known to fail bars what needs no licence."""
    at: NotRequired[Place]
    """Where the service is asked for in the file; absent = nowhere."""
    decides: NotRequired[Decides]
    """The rule and the fact that decide."""
    waived: NotRequired[Literal[True]]
    """A waiver of the profile leaves it out of what makes a run fail."""
    place: str | None
    """The registered place, null = not stated."""
    route: str | None
    """The route of a yes, null = none."""
    reach: str | None
    """How far the licence goes: `nationwide`, `abroad` or place and area ids."""
    reach_text: NotRequired[str | None]
    """The same in words."""
    cap: float | None
    """The largest foreign share in percent, null = closed or without a cap."""
    where: list[Group]
    """Where it would be a yes, best first; empty = nowhere."""
    conditions: list[Titled]
    """What a yes holds on condition of."""
    routes: list[Route]
    """Every way that was tried, best first."""
    asks: list[Ask]
    """The facts to ask for, of an open answer."""
    witnesses: NotRequired[list[Witness]]
    """Two completions of what is unknown that differ, the yes first."""
    cures: list[Cure]
    """All minimal sets of changes that lead to a yes, fewest changes first."""
    missing: list[Missing]
    """What the applicant has still to bring about."""
    reviews: list[Titled]
    """What a person has to decide."""
    notes: list[Titled]
    """What is good to know."""
    upcoming: list[Upcoming]
    """What is issued and comes into force later."""
    alternatives: list[Alternative]
    """Lawful ways that leave the foreign share as it is."""
    confidence: Confidence
    """How well the texts behind the answer are known."""
    assumptions: list[str]
    """The fixed readings of left-out keys that were used."""
    open_questions: list[OpenQuestion]
    """What is unsettled in the law."""
    warnings: list[str]
    """What to beware of."""


@with_config(CLOSED)
class Shares(TypedDict):
    """The total foreign share by both readings, in percent."""

    product: tuple[float, float]
    """Shares multiplied along each chain: the least and the greatest possible."""
    control: tuple[float, float]
    """Shares of controlled holders counted whole: the least and the greatest."""


@with_config(CLOSED)
class Ownership(TypedDict):
    """How foreign the company is."""

    foreign_share: Shares
    """The total foreign share."""


@with_config(CLOSED)
class Profile(TypedDict):
    """The profile that was judged."""

    name: str
    """The name of the company."""
    file: NotRequired[str]
    """The file as named, with forward slashes; `-` = standard input."""
    digest: str
    """`sha256:` and the hash of the bytes of the profile."""
    facts: NotRequired[str]
    """`sha256:` and the hash of what rules can read in it: no name, task or waiver."""


@with_config(CLOSED)
class Answer(TypedDict):
    """The answer for one profile on one day."""

    schema: Literal["vatscheck/assessment/1"]
    """The form of this document."""
    tool: str
    """The version of the program."""
    law: Law
    """The edition of the law that was used."""
    as_of: str
    """The day judged (YYYY-MM-DD)."""
    profile: Profile
    """The profile that was judged."""
    settings: NotRequired[str]
    """The file whose settings were used; absent = none."""
    summary: NotRequired[Summary]
    """The short answer."""
    ownership: Ownership
    """How foreign the company is."""
    assessments: list[Assessment]
    """One answer a service, in the order of the profile."""
    waivers: NotRequired[list[Waived]]
    """The waivers of the profile, each with its state; absent = it has none."""
    citations: dict[str, Citation]
    """Every text that is cited, by citation."""
    digest: NotRequired[str]
    """`sha256:` and the hash of this document without this key."""
