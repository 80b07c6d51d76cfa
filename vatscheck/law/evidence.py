"""What every record of the law is made of: ids, days, and the evidence behind it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""The pattern of an id."""
Slug = Annotated[str, Field(pattern=rf"^{ID}$")]
PlaceId = Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$")]
Cite = Annotated[str, Field(pattern=r"^[a-z0-9-]+(#.+)?$")]


def _day(value: str) -> str:
    """Refuse a day that does not exist, and the last one: it has no day after it."""
    if date.fromisoformat(value) == date.max:
        raise ValueError("leave the end out")
    return value


Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_day)]
Line = Annotated[str, Field(min_length=2)]
Grade = Literal["P", "S", "M"]
Confidence = Literal["high", "medium-high", "medium", "low"]
Kind = Literal["domestic", "national", "area", "supplier", "treated", "basic"]
Effect = Literal["condition", "missing", "warning"]
Due = Literal["before-filing", "before-launch", "after-launch"]
Phase = Literal[
    "before-incorporation",
    "before-filing",
    "filing",
    "before-launch",
    "after-launch",
    "every-year",
]
"""When a thing is done, where the kind of record does not say it finely enough."""
Op = Literal[
    "within",
    "outside",
    "beside",
    "reach",
    "is",
    "any_of",
    "none_of",
    "at_most",
    "above",
    "below",
    "at_least",
]

SETTLED = ("high", "medium-high")
"""The confidence from which a rule that is met needs no reservation."""


class Question(NamedTuple):
    """What is unsettled, in one sentence, and the authority that can settle it."""

    en: Line
    zh: Line
    ask: Line


class Evidence(NamedTuple):
    """Where a record comes from and how far it was verified; required of every rule.

    `cites` are instrument or series ids with `#` and the article; `grade` P = primary
    text seen, S = secondary source seen, M = from memory or inferred; `question` is
    false where nothing is open.
    """

    cites: Annotated[Sequence[Cite], Field(min_length=1)]
    grade: Grade
    confidence: Confidence
    verified_on: Day
    question: Question | Literal[False]
