"""The shapes that several JSON documents share."""

from typing import Literal, NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

Status = Literal[
    "licensable",
    "conditional",
    "not_licensable",
    "undetermined",
    "not_covered",
    "not_needed",
]
Grade = Literal["P", "S", "M"]
Confidence = Literal["high", "medium-high", "medium", "low"]
CLOSED = ConfigDict(extra="forbid")


@with_config(CLOSED)
class Reason(TypedDict):
    """A text with the citations that it rests on."""

    id: str
    text: str
    cites: list[str]


@with_config(CLOSED)
class Citation(TypedDict):
    """An instrument as cited; `in_force` is its first and last day, null = still.

    `short` is how a sentence cites it, with the article; answers of older tools lack it.
    """

    title: str
    title_zh: str
    short: NotRequired[str]
    short_zh: NotRequired[str]
    number: str
    article: str
    issued: str | None
    in_force: tuple[str | None, str | None]
    url: str | None
    grade: Grade


@with_config(CLOSED)
class Layer(TypedDict):
    """One record of an overlay; `overrides` is the reason, null = an added record."""

    kind: str
    id: str
    overrides: str | None


@with_config(CLOSED)
class Overlay(TypedDict):
    """A firm's own records on top of the bundled law."""

    name: str
    digest: str
    records: list[Layer]


@with_config(CLOSED)
class Law(TypedDict):
    """The edition of the law that was used."""

    version: str
    digest: str
    verified_on: str
    overlay: NotRequired[Overlay]


@with_config(CLOSED)
class Profile(TypedDict):
    """The profile that was judged, with the digest of its bytes."""

    name: str
    digest: str
