"""What several parts of a report have: their basis, the team's notes, time limits."""

from typing import Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED

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
