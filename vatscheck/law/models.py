"""The records of the law: what one dated, cited rule says, and nothing about any company.

They are plain frozen tuples, so that the compiled law loads in a millisecond;
pydantic checks every field of them when the law is built from its TOML sources.
Days are ISO strings, `from_` and `to` both inclusive; no `to` = still in force.
Shares are percentages. `title`, `text` and the like are English, `*_zh` Chinese.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from vatscheck.law.articles import Articles
from vatscheck.law.duties import (
    Alternative,
    Document,
    Duty,
    Stage,
    Test,
    Within,
)
from vatscheck.law.evidence import (
    Cite,
    Confidence,
    Day,
    Due,
    Effect,
    Evidence,
    Grade,
    Kind,
    Line,
    Op,
    Phase,
    Question,
    Slug,
)
from vatscheck.law.offers import Content, Group, Note, Product, Proviso, Service
from vatscheck.law.territory import Area, Jurisdiction, Member, Part, Place


class Instrument(NamedTuple):
    """A treaty, regulation, list, notice or plan; `series` groups editions of one text.

    No `from_` = never in force: it is known, and no rule may rest on it. `short` is how
    it is cited in a sentence: nickname, year, place; its number if that is its name.
    """

    id: Slug
    title: Line
    title_zh: Line
    issuer: Line
    grade: Grade
    confidence: Confidence
    verified_on: Day
    question: Question | Literal[False]
    text: Line
    text_zh: Line
    series: Slug | None = None
    number: str = ""
    issued: Day | None = None
    from_: Day | None = None
    to: Day | None = None
    url: str | None = None
    short: str = ""
    short_zh: str = ""


class Authority(NamedTuple):
    """Who can settle an open question; `id` is the name that records use."""

    id: Line
    en: Line
    zh: Line


class Check(NamedTuple):
    """A kind of check: which fact it reads, how it compares, and its words.

    `{value}` in the words stands for the wanted value. `cure` says what to do where
    the check fails; without it the fact cannot be changed. `left_out` is what silence
    on a yes-or-no fact of `[facts]` means; without it silence is an open fact.
    """

    id: Slug
    fact: Line
    op: Op
    wants: Line
    wants_zh: Line
    cure: str = ""
    cure_zh: str = ""
    left_out: Literal["yes", "no"] | None = None


class Fact(NamedTuple):
    """A fact that a rule can read: the question that establishes it.

    Facts of `[facts]` also say their `type`, the `values` allowed, and `who` in the
    company knows; `number` is a whole number, not below zero. `chinese` are the values
    in Chinese, in the same order. `label` names the fact before its value. `of_holders`
    = only a company that holds a licence can state it.
    """

    id: Line
    question: Line
    question_zh: Line
    type: Literal["yes-no", "number", "one", "several"] | None = None
    values: Sequence[str] = ()
    who: str = ""
    who_zh: str = ""
    chinese: Sequence[str] = ()
    label: str = ""
    label_zh: str = ""
    of_holders: bool = False


class Use(NamedTuple):
    """One check inside a rule: the kind of check, the wanted value, its own citation.

    `of` limits the check to service suppliers of these jurisdictions.
    """

    check: Slug
    cites: Annotated[Sequence[Cite], Field(min_length=1)]
    value: Any = None
    of: Sequence[str] = ()


class Version(NamedTuple):
    """What a route says in one span of days; all checks in `when` are joined.

    `reach` is how far the licence goes: `nationwide`, `abroad`, `area:ID`, or
    `part:ID`, the part of the area in which the company is registered.
    """

    from_: Day
    services: Annotated[Sequence[Slug], Field(min_length=1)]
    when: Annotated[Sequence[Use], Field(min_length=1)]
    to: Day | None = None
    reach: Sequence[str] = ("nationwide",)
    conditions: Sequence[Slug] = ()


class Route(NamedTuple):
    """A way to a licence; routes are alternatives.

    `kind` decides what a met route gives: `domestic` and `national` can be plain
    `licensable`, every other kind is `conditional`. `overrides` names the
    prohibitions that do not defeat it; `curable` false keeps it out of the cures.
    `line` is what it admits, for whom and where, in one clause; `{cap}` in it stands
    for the share that the version in force admits.
    """

    id: Slug
    kind: Kind
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    version: Annotated[Sequence[Version], Field(min_length=1)]
    area: Slug | None = None
    overrides: Sequence[Slug] = ()
    curable: bool = True
    line: str = ""
    line_zh: str = ""


class Unless(NamedTuple):
    """Where a prohibition does not apply: registered in the area on a day of the span.

    What applies there in its place is a record of its own.
    """

    area: Slug
    from_: Day
    cites: Annotated[Sequence[Cite], Field(min_length=1)]
    to: Day | None = None


class Prohibition(NamedTuple):
    """A rule that defeats every route that does not override it, when its checks all hold.

    No `services` = every service; `unless` are the areas that it spares.
    """

    id: Slug
    from_: Day
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    when: Annotated[Sequence[Use], Field(min_length=1)]
    services: Sequence[Slug] = ()
    to: Day | None = None
    unless: Sequence[Unless] = ()


class Condition(NamedTuple):
    """What comes with a met route: an approval, a permit, a limit, or a warning.

    It applies to the routes that name it and to all routes of its `kinds`, for its
    `services` (none = all), when all checks in `when` hold. `effect`: `condition`
    makes a met route `conditional`; `missing` only lists an item; `warning` warns.
    `phase` is when it is got, where `due` is too coarse.
    """

    id: Slug
    from_: Day
    title: Line
    title_zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    to: Day | None = None
    kinds: Sequence[Kind] = ()
    services: Sequence[Slug] = ()
    when: Sequence[Use] = ()
    effect: Effect = "condition"
    due: Due | None = None
    phase: Phase | None = None


class Announcement(NamedTuple):
    """A text that is published but gives no right: said beside a refusal."""

    id: Slug
    from_: Day
    services: Annotated[Sequence[Slug], Field(min_length=1)]
    text: Line
    text_zh: Line
    evidence: Evidence
    to: Day | None = None


class Head(NamedTuple):
    """The law's own version (apart from the code's), first day covered, and digest.

    `verified_on` is the latest day to which any topic was checked.
    """

    version: Line
    verified_on: Day
    starts: Day
    digest: str = ""


KINDS: dict[str, type[Any]] = {
    "instrument": Instrument,
    "articles": Articles,
    "service": Service,
    "group": Group,
    "place": Place,
    "area": Area,
    "product": Product,
    "proviso": Proviso,
    "content": Content,
    "authority": Authority,
    "jurisdiction": Jurisdiction,
    "check": Check,
    "fact": Fact,
    "route": Route,
    "prohibition": Prohibition,
    "condition": Condition,
    "announcement": Announcement,
    "duty": Duty,
    "document": Document,
    "stage": Stage,
    "alternative": Alternative,
}
"""The kinds of record and the TOML key that each is written under."""

NESTED: dict[type[Any], dict[str, type[Any]]] = {
    Instrument: {"question": Question},
    Evidence: {"question": Question},
    Articles: {"evidence": Evidence},
    Product: {"evidence": Evidence},
    Proviso: {"evidence": Evidence, "when": Test},
    Service: {
        "evidence": Evidence,
        "threshold_evidence": Evidence,
        "judged_as": Note,
        "notes": Note,
    },
    Member: {"question": Question},
    Part: {"evidence": Evidence, "members": Member},
    Area: {"part": Part},
    Version: {"when": Use},
    Route: {"evidence": Evidence, "version": Version},
    Prohibition: {"evidence": Evidence, "when": Use, "unless": Unless},
    Condition: {"evidence": Evidence, "when": Use},
    Announcement: {"evidence": Evidence},
    Duty: {"evidence": Evidence, "when": Test, "met": Test, "within": Within},
    Document: {"evidence": Evidence, "when": Test},
    Stage: {"evidence": Evidence, "when": Test, "within": Within},
    Alternative: {"evidence": Evidence, "when": Test},
}
"""Which fields of a record hold records themselves."""
SINGLE = ("evidence", "threshold_evidence", "question", "within")
"""Those of them that hold one record and not a list."""


class InForce(NamedTuple):
    """A route in the version that holds on a day."""

    route: Route
    version: Version


def in_force(record: Any, day: str) -> bool:
    """Whether a record with `from_` and `to` (both inclusive) holds on the ISO day."""
    start, end = record.from_, record.to
    return start is not None and start <= day and (end is None or day <= end)
