"""The profile: what a company says about itself, as far as it says it.

Left out means unknown, never false and never zero. Shares are percent (0 to 100,
exact decimals), capital is RMB. Unknown keys are errors.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from vatscheck.profile.strict import Strict
from vatscheck.profile.waivers import Waiver, once

LegalForm = Literal[
    "company",
    "partnership",
    "sole-trader",
    "branch",
    "representative-office",
    "individual",
    "none",
]
HolderKind = Literal["company", "person", "state", "listed", "hkscc"]
Market = Literal["A", "NEEQ", "H", "B"]


def _number(value: Any) -> Any:
    """Refuse text and booleans where a number stands: `share = "50"` is a slip.

    So is a number beyond all money: 1e999999 would be a million digits in a report.
    """
    if isinstance(value, bool | str):
        raise ValueError("not a number")
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        if number.is_finite() and abs(number.adjusted()) > 20:
            raise ValueError("beyond all money")
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]
Percent = Annotated[Number, Field(ge=0, le=100, allow_inf_nan=False)]
SUPPLIER_HOMES = ("HK", "MO")
"""Jurisdictions whose companies can be certified service suppliers (CEPA)."""
HOMES = {"hkscc": "HK", "listed": "CN"}
"""Kinds of holders that there are in one place only."""
LAST = ("person", "hkscc")
"""Kinds of holders that nobody holds shares of."""
NEAR_ONE = Decimal("0.02")
"""Fractions with two decimals add up to 1 only so far: 3 x 0.33."""
BLANK = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Signs that nobody sees, beside blanks."""
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
ROUNDING = Decimal("0.1")
"""A missing rest below this many percentage points is rounding, and domestic."""
MAX_LEVELS = 32
"""The deepest look-through of owners; deeper is an error."""


class Range(Strict):
    """A share that is known only to lie between two percentages, both inclusive."""

    min: Percent
    max: Percent

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.max:
            parts = {"min": f"{self.min:f}", "max": f"{self.max:f}"}
            raise PydanticCustomError("range-order", "min above max", parts)
        return self


class Owner(Strict):
    """A holder of shares, and above a mainland holder its own holders."""

    name: str | None = None
    jurisdiction: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    share: Percent | Range | None = None
    service_supplier: StrictBool | None = None
    kind: HolderKind | None = None
    track_record: StrictBool | None = None
    owners: list[Owner] | None = None

    @field_validator("owners")
    @classmethod
    def _level(cls, value: list[Owner] | None) -> list[Owner] | None:
        return _at_most_100(value)

    @model_validator(mode="after")
    def _supplier_is_a_company_of_hong_kong_or_macao(self) -> Self:
        elsewhere = self.jurisdiction not in (*SUPPLIER_HOMES, None)
        if self.service_supplier and (elsewhere or self.kind == "person"):
            at = {"at": ("service_supplier",)}
            raise PydanticCustomError("supplier-elsewhere", "not of HK or MO", at)
        return self

    @model_validator(mode="after")
    def _kind_is_of_its_home(self) -> Self:
        home = HOMES.get(self.kind or "")
        if home and self.jurisdiction not in (home, None):
            parts = {"kind": self.kind, "home": home, "at": ("kind",)}
            raise PydanticCustomError("kind-elsewhere", "of another home", parts)
        if self.kind in LAST and self.owners:
            parts = {"kind": self.kind, "at": ("owners",)}
            raise PydanticCustomError("kind-last", "has no holders", parts)
        return self

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest share in percent; left out = 0 to 100."""
        if self.share is None:
            return Decimal(0), Decimal(100)
        if isinstance(self.share, Range):
            return self.share.min, self.share.max
        return self.share, self.share


def _at_most_100(owners: list[Owner] | None) -> list[Owner] | None:
    least = sum((owner.bounds[0] for owner in owners or ()), Decimal(0))
    parts = {"sum": f"{least.normalize():f}"}
    if least >= 100 + ROUNDING:  # a little more is rounding: three times 33.34
        raise PydanticCustomError("shares-over-100", "shares above 100", parts)
    left_out = [owner.share is None for owner in owners or ()]
    if any(left_out) and least >= 100 - ROUNDING:
        at = {"at": (left_out.index(True),)}
        raise PydanticCustomError("share-left-out", "nothing left", parts | at)
    shares = [o.share for o in owners or () if isinstance(o.share, Decimal)]
    whole, total = len(shares) == len(owners or ()), sum(shares, Decimal(0))
    if len(shares) > 1 and whole and abs(total - 1) <= NEAR_ONE:
        parts = {"sum": f"{total.normalize():f}"}
        raise PydanticCustomError("shares-fractions", "shares add up to 1", parts)
    return owners


def _levels(owners: list[Owner] | None) -> int:
    return 1 + max(_levels(owner.owners) for owner in owners) if owners else 0


class Registration(Strict):
    """Where and as what the company is registered; capital in RMB.

    `market` is that on which the company, or the listed parent above it, is listed.
    """

    place: str | None = None
    legal_form: LegalForm | None = None
    capital_cny: Number | None = Field(default=None, ge=0, allow_inf_nan=False)
    listed: StrictBool | None = None
    market: Market | None = None


class Servers(Strict):
    """Every place with service facilities: owned, rented or bought."""

    places: list[str] | None = Field(default=None, min_length=1)


class ServiceEntry(Strict):
    """One service that the company wants to offer.

    `for_others` false = for itself alone, below the threshold of the service.
    """

    id: str
    serves: list[str] | None = Field(default=None, min_length=1)
    content: list[str] | None = Field(default=None, min_length=1)
    servers: list[str] | None = Field(default=None, min_length=1)
    for_others: StrictBool | None = None

    @field_validator("content")
    @classmethod
    def _none_stands_alone(cls, value: list[str] | None) -> list[str] | None:
        if value and "none" in value and len(value) > 1:
            raise PydanticCustomError("none-beside", "none beside another kind")
        return value


class Facts(Strict):
    """Everything else that a rule may ask.

    Which facts there are, and of what type, is said by the law; the two below are
    read by name. Settling a profile refuses every other key that the law has not.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    contract_control: StrictBool | None = None
    counting: Literal["product", "control"] | None = None

    def get(self, name: str) -> Any:
        """Return what is said about a fact, none if nothing is."""
        return getattr(self, name, None)


class Task(Strict):
    """What the team keeps on one item of the checklist, by the item's id."""

    id: str
    owner: str | None = None
    evidence: str | None = None
    due: date | str | None = None
    remarks: str | None = None
    done: StrictBool | None = None

    @field_validator("due")
    @classmethod
    def _day_of_the_calendar(cls, value: date | str | None) -> date | str | None:
        """Words stay words; what has the form of a date has to be one."""
        if isinstance(value, str) and DATE.fullmatch(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                parts = {"found": value}
                raise PydanticCustomError("no-such-day", "no day", parts) from None
        return value


class Profile(Strict):
    """A company as it describes itself (profile schema 1)."""

    schema_: Literal[1] = Field(alias="schema")
    name: str = Field(min_length=1)
    registration: Registration = Registration.model_construct()
    servers: Servers = Servers.model_construct()
    owners: list[Owner] | None = None
    services: list[ServiceEntry] = Field(default=[], min_length=1)
    products: list[str] = Field(default=[], min_length=1)
    facts: Facts = Facts.model_construct()
    tasks: list[Task] = Field(default=[])
    waivers: Annotated[list[Waiver], AfterValidator(once)] = Field(default=[])

    @property
    def licensed(self) -> list[ServiceEntry]:
        """The services that a licence is asked for: those not for the company alone."""
        return [entry for entry in self.services if entry.for_others is not False]

    @field_validator("schema_", mode="before")
    @classmethod
    def _whole_number(cls, value: Any) -> Any:
        """`true` and 1.0 count as 1 in Python, not in a profile."""
        if isinstance(value, bool | Decimal):
            raise ValueError("not a whole number")
        return value

    @field_validator("name")
    @classmethod
    def _seen(cls, value: str) -> str:
        if not value.strip().strip(f"{BLANK} "):
            raise PydanticCustomError("string_too_short", "nothing to see")
        return value

    @field_validator("services", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        """`services = ["ircs", "cdn"]` is short for two tables with an id."""
        if isinstance(value, list):
            return [{"id": item} if isinstance(item, str) else item for item in value]
        return value

    @field_validator("tasks")
    @classmethod
    def _one_note_an_item(cls, value: list[Task]) -> list[Task]:
        """Of two notes on one item only one would be shown."""
        seen: set[str] = set()
        for at, task in enumerate(value):
            if task.id in seen:
                parts = {"found": task.id, "at": (at, "id")}
                raise PydanticCustomError("task-twice", "noted twice", parts)
            seen.add(task.id)
        return value

    @model_validator(mode="after")
    def _ten_largest_as_the_owners_show(self) -> Self:
        """A foreign holder who is among the ten largest cannot be said away."""
        from vatscheck.profile.ten_largest import FACT, FOREIGN, NONE, shown

        if self.facts.get(FACT) == NONE:
            found = shown(self.owners, self.registration.listed)
            if found == FOREIGN:
                parts = {"found": NONE, "at": ("facts", FACT)}
                raise PydanticCustomError("ten-largest-shown", "shown", parts)
        return self

    @field_validator("owners")
    @classmethod
    def _owners(cls, value: list[Owner] | None) -> list[Owner] | None:
        if _levels(value) > MAX_LEVELS:
            most = {"most": MAX_LEVELS}
            raise PydanticCustomError("too-many-levels", "too deep", most)
        return _at_most_100(value)
