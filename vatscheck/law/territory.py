"""The records of places: units, zones and parcels, and the areas that rules refer to."""

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from vatscheck.law.evidence import (
    Confidence,
    Day,
    Evidence,
    Line,
    PlaceId,
    Question,
    Slug,
)


class Place(NamedTuple):
    """An administrative unit (GB/T 2260), a special zone, a zone parcel, or a place outside.

    The parent is the id without its last segment; a zone that lies in other units
    names them in `lies_in` instead: it touches each of them, or, if it is an `overlap`,
    it is the land that all of them have in common. `label` is its short name where the
    full one is long.
    """

    id: PlaceId
    en: Line
    zh: Line
    kind: Literal[
        "province", "city", "county", "district", "special", "parcel", "outside"
    ]
    code: str | None = None
    aliases: Sequence[str] = ()
    lies_in: Sequence[PlaceId] = ()
    overlap: bool = False
    label: str = ""
    label_zh: str = ""


class Jurisdiction(NamedTuple):
    """Where a holder is established or settled (ISO 3166-1 alpha-2)."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    en: Line
    zh: Line
    aliases: Sequence[str] = ()


class Member(NamedTuple):
    """A place that belongs to an area for a span of days."""

    place: PlaceId
    from_: Day
    to: Day | None = None
    confidence: Confidence | None = None
    question: Question | Literal[False] = False


class Part(NamedTuple):
    """One piece of an area: rules that ask for 'the same zone' compare parts."""

    id: Slug
    en: Line
    zh: Line
    evidence: Evidence
    members: Annotated[Sequence[Member], Field(min_length=1)]


class Area(NamedTuple):
    """A set of places to which rules refer by name, in one or more parts.

    `outside` is the last segment of place ids that are known to lie outside it.
    `own_list` is the list on foreign capital that applies in it in the place of another
    one: a prohibition of that list is cited by the one of the company's own place.
    """

    id: Slug
    en: Line
    zh: Line
    part: Annotated[Sequence[Part], Field(min_length=1)]
    outside: Slug | None = None
    own_list: Slug | None = None
    in_place_of: Slug | None = None
