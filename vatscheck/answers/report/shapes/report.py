"""The shape of the whole report, and of what stands beside its short answer."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.assess_shapes import Profile
from vatscheck.answers.report.shapes.common import (
    Basis,
)
from vatscheck.answers.report.shapes.company import Grid, History, Ownership
from vatscheck.answers.report.shapes.grounds import Note, Proof, Source
from vatscheck.answers.report.shapes.work import Apart, Asked, Hidden, Item, Paper, Step
from vatscheck.answers.shapes import CLOSED, Law
from vatscheck.answers.summary.shapes import Summary


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
