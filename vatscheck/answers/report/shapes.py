"""The shape of the report (`vatscheck/report/1`), from which its schema is made."""

from typing import Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.assess_shapes import Profile
from vatscheck.answers.shapes import CLOSED, Grade, Law, Status
from vatscheck.answers.summary.shapes import Summary
from vatscheck.law.evidence import Phase

State = Literal["to-do", "met", "not-met", "to-settle", "for-decision"]
Severity = Literal["statute", "guide", "practice"]


@with_config(CLOSED)
class Basis(TypedDict):
    """What a statement rests on."""

    text: str
    """The first text with its parts, as a sentence cites it."""
    numbers: list[int]
    """All texts, by their numbers in `sources`."""
    cites: list[str]
    """All citations, each a text and a part of it, as in `assess`."""


@with_config(CLOSED)
class Team(TypedDict):
    """What the team keeps on an item, a paper or a step: `[[tasks]]` of the profile."""

    responsible: str | None
    """Who sees to it, null = nobody is named."""
    due: str | None
    """The team's own date (YYYY-MM-DD) or words, null = none; never the law's."""
    done: bool
    """Whether the team has noted it as done."""
    evidence: str | None
    """Where the proof is kept, null = not noted."""
    remarks: str | None
    """What else is noted, null = nothing."""
    late: NotRequired[bool]
    """Whether `due` is later than the law's date; absent where the law has none."""


@with_config(CLOSED)
class Deadline(TypedDict):
    """The time limit of the law."""

    text: str
    """The limit in words, empty = there is none."""
    day: str | None
    """The day (YYYY-MM-DD) where the calendar alone tells it, else null."""


@with_config(CLOSED)
class Service(TypedDict):
    """What stands beside an entry of `summary.services`, in the same order."""

    services: list[str]
    """The services of the entry."""
    place: str | None
    """The registered place, null = not stated."""
    basis: Basis
    """What the reason rests on."""
    everywhere: bool
    """Whether the answer is the same yes in every place of the mainland."""
    nowhere: bool
    """Whether it is a no in every place of the mainland, all else as described."""


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
class Item(TypedDict):
    """A line of the checklist."""

    number: str
    """Its number: phase and place in it, such as `2.3`."""
    id: str
    """The record of the law, and the id of its `[[tasks]]`."""
    phase: Phase
    """When it is done."""
    title: str
    """What to do, in few words."""
    text: str
    """What is asked for, in full."""
    state: State
    """How it stands: `to-settle` = whether it applies is not known, the team noted it."""
    services: list[str]
    """The services that it is limited to; empty = all that can be applied for."""
    basis: Basis
    """What it rests on."""
    deadline: Deadline
    """The time limit of the law."""
    severity: Severity
    """What asks for it: a statute, an official guide, or practice."""
    authority: str
    """The authority that it concerns, empty = none."""
    cure: str
    """What brings it about, empty = what the text says."""
    unsettled: str
    """What is not settled about it, with whom to ask; empty = nothing."""
    team: Team
    """What the team keeps on it."""


@with_config(CLOSED)
class Hanging(TypedDict):
    """An item that hangs on a question."""

    id: str
    """The record of the law."""
    title: str
    """What to do, in few words."""
    phase: Phase
    """When it would be done."""
    decision: bool
    """Whether a lawyer would have to decide it."""


@with_config(CLOSED)
class Asked(TypedDict):
    """A question that decides whether items apply; each item stands under one."""

    number: str
    """Its number: `Q1` and so on."""
    fact: str
    """The fact, as a key of the profile."""
    text: str
    """The question."""
    label: str
    """The fact in few words."""
    items: list[Hanging]
    """The items that an answer opens or closes."""
    basis: Basis
    """What they rest on."""


@with_config(CLOSED)
class Hidden(TypedDict):
    """How many items are left out."""

    not_applicable: int
    """Those that are known not to apply."""
    holders: int
    """Those that bind only holders of a licence."""


@with_config(CLOSED)
class Apart(TypedDict):
    """A note of the team on what does not apply."""

    id: str
    """The record of the law."""
    title: str
    """What it is, in few words."""
    team: Team
    """What the team keeps on it."""


@with_config(CLOSED)
class Paper(TypedDict):
    """A paper to hand in."""

    number: str
    """Its number, from 1."""
    id: str
    """The record of the law, and the id of its `[[tasks]]`."""
    title: str
    """What it is called."""
    text: str
    """What it has to be."""
    services: list[str]
    """The services for which it is handed in; empty = all that can be applied for."""
    severity: Severity
    """What asks for it: a statute, an official guide, or practice."""
    severity_word: str
    """The same in words."""
    basis: Basis
    """What it rests on."""
    team: Team
    """What the team keeps on it."""


@with_config(CLOSED)
class Step(TypedDict):
    """A step of the procedure; it is a line of the phase `filing` too."""

    number: str
    """The number of its line."""
    id: str
    """The record of the law, and the id of its `[[tasks]]`."""
    title: str
    """What it is called."""
    text: str
    """What happens."""
    services: list[str]
    """The services that take it; empty = all that can be applied for."""
    authority: str
    """The authority, in words."""
    limit: str
    """Its time limit in words, empty = none was found."""
    grade: Grade
    """P = the text behind it was read, S = a secondary source was, M = neither yet."""


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


@with_config(CLOSED)
class Checked(TypedDict):
    """Checks of one rule that are told together."""

    route: str
    """The route that asks for them."""
    rule: str
    """What it is called."""
    checks: list[str]
    """The ids of the checks."""
    asked: str
    """What they ask for."""
    found: str
    """What the profile says, empty = nothing."""
    lines: list[int]
    """The lines of the profile that say it."""
    result: Literal["met", "not-met", "unknown"]
    """Whether they are met."""
    basis: Basis
    """What they rest on."""


@with_config(CLOSED)
class Proof(TypedDict):
    """The checks that decide services with the same ones."""

    services: list[str]
    """The services."""
    names: list[str]
    """Their everyday names."""
    status: Status
    """The status that they lead to."""
    word: str
    """The same in words."""
    checks: list[Checked]
    """The checks: of a yes its route's, else of the nearest way all, of others what fails."""


@with_config(CLOSED)
class Note(TypedDict):
    """What is to be read with the report."""

    kind: Literal["alternatives", "questions", "warnings", "assumptions", "notes"]
    """What kind of note it is."""
    title: str
    """What it is about, empty = the text says so."""
    text: str
    """What it says."""
    basis: Basis | None
    """What it rests on, null = on no text of its own."""


@with_config(CLOSED)
class Source(TypedDict):
    """A text that the report cites."""

    number: int
    """Its number, the same in every file of one run."""
    id: str
    """The record of the law."""
    title: str
    """Its title in English."""
    title_zh: str
    """Its title in Chinese."""
    document: str
    """Its document number, empty = none."""
    parts: str
    """The parts of it that are cited."""
    in_force: tuple[str | None, str | None]
    """Its first and its last day in force; the last null = still, the first = never."""
    grade: Grade
    """P = its text was read, S = a secondary source was, M = neither yet."""
    url: str | None
    """Where its text was read, null = on no public page."""


@with_config(CLOSED)
class Report(TypedDict):
    """The report on one profile on one day: what a memo says, and its checklist."""

    schema: Literal["vatscheck/report/1"]
    """The form of this document."""
    tool: str
    """The version of the program."""
    law: Law
    """The edition of the law that was used."""
    as_of: str
    """The day judged (YYYY-MM-DD)."""
    profile: Profile
    """The profile that was judged."""
    lang: str
    """The language of the texts: `en` or `zh`."""
    question: str
    """The question that the report answers."""
    summary: Summary
    """The short answer, as `assess` gives it."""
    services: list[Service]
    """What stands beside each entry of `summary.services`."""
    ownership: Ownership
    """Who holds what."""
    grid: Grid
    """Every service in every place."""
    items: list[Item]
    """The lines of the checklist, by phase."""
    asked: list[Asked]
    """The questions on which further items hang."""
    hidden: Hidden
    """How many items are left out."""
    apart: list[Apart]
    """The team's notes on what does not apply."""
    applicants: list[str]
    """As whom the company applies, in words."""
    papers: list[Paper]
    """The papers to hand in, in the order of the form."""
    steps: list[Step]
    """The steps of the procedure, in order."""
    history: History
    """The answer on earlier days."""
    proof: list[Proof]
    """The checks that decide."""
    notes: list[Note]
    """What is to be read with it."""
    sources: list[Source]
    """Every text that is cited, by number."""
    digest: str
    """`sha256:` and the hash of this document without this key."""
