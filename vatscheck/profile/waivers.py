"""Waivers: who decided to live with what a rule says, why, and until when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from vatscheck.profile.strict import Strict

LONGEST = 366
"""So many days after the decision a waiver may end: nothing is waived for ever."""
Reason = Annotated[str, Field(min_length=10)]


class Waiver(Strict):
    """One decision of the team: it changes no status and no cure, only the exit code.

    `rule` is the id of a route, prohibition, condition or duty; `until` is inclusive.
    `law` is the digest of the record when it was decided; `accept` has to be written
    where the rule refuses a service.
    """

    rule: str = Field(min_length=1)
    service: str | None = None
    reason: Reason
    by: str = Field(min_length=1)
    decided: date
    until: date
    evidence: list[str] = Field(default=[])
    law: str | None = None
    accept: Literal["risk"] | None = None

    @field_validator("decided", "until", mode="before")
    @classmethod
    def _a_day_of_toml(cls, value: Any) -> Any:
        """A date in quotes is a text: a slip in it would waive for ever."""
        if not isinstance(value, date) or isinstance(value, datetime):
            raise PydanticCustomError("waiver-day", "no day", {"found": str(value)})
        return value

    @model_validator(mode="after")
    def _ends(self) -> Self:
        days = (self.until - self.decided).days
        if days < 0:
            raise _error("waiver-ends-first", self.until)
        if days > LONGEST:
            raise _error("waiver-too-long", self.until)
        return self


def _error(id: str, until: date) -> PydanticCustomError:
    parts: dict[str, Any] = {"found": str(until), "most": LONGEST, "at": ("until",)}
    return PydanticCustomError(id, "wrong end", parts)
