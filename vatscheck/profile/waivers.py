"""Waivers: who decided to live with what a rule says, why, and until when."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from vatscheck.profile.strict import Strict

LONGEST = 366
"""So many days after the decision a waiver may end: nothing is waived for ever."""
SHORTEST = 10
"""So many signs a reason has: less is none that anybody could judge later."""


DIGEST = "sha256:[0-9a-f]{64}"
SHOWN_REASON = Field(json_schema_extra={"minLength": SHORTEST})
SHOWN_DIGEST = Field(json_schema_extra={"pattern": f"^{DIGEST}$"})
"""The same to a validator of schemas; a person gets a sentence of our own."""


def _digest(value: str) -> str:
    """A text that is no digest would say for ever that the rule has changed."""
    if not re.fullmatch(DIGEST, value):
        raise PydanticCustomError("waiver-digest", "no digest", {"found": value})
    return value


def _reason(value: str) -> str:
    """Blanks at both ends are no reason."""
    if len(value.strip()) < SHORTEST:
        parts = {"found": value, "least": SHORTEST}
        raise PydanticCustomError("waiver-reason", "no reason", parts)
    return value


class Waiver(Strict):
    """One decision of the team: it changes no status and no cure, only the exit code.

    `rule` is the id of a route, prohibition, condition or duty; `until` is inclusive.
    `law` is the digest of the record when it was decided; `accept` has to be written
    where the rule refuses a service.
    """

    rule: str = Field(min_length=1)
    service: str | None = None
    reason: Annotated[str, AfterValidator(_reason), SHOWN_REASON]
    by: str = Field(min_length=1)
    decided: date
    until: date
    evidence: list[str] = Field(default=[])
    law: Annotated[str, AfterValidator(_digest), SHOWN_DIGEST] | None = None
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


def once(waivers: list[Waiver]) -> list[Waiver]:
    """Return waivers of which no two are of one rule, service and last day.

    One that is renewed ends later. Raises `PydanticCustomError` for the second of two.
    """
    seen: set[tuple[str, str | None, date]] = set()
    for at, waiver in enumerate(waivers):
        key = waiver.rule, waiver.service, waiver.until
        if key in seen:
            parts = {"found": waiver.rule, "at": (at, "rule")}
            raise PydanticCustomError("waiver-twice", "waived twice", parts)
        seen.add(key)
    return waivers


def _error(id: str, until: date) -> PydanticCustomError:
    parts: dict[str, Any] = {"found": str(until), "most": LONGEST, "at": ("until",)}
    return PydanticCustomError(id, "wrong end", parts)
