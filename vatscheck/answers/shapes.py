"""The shapes that several JSON documents share; each question has its own beside it.

What is written here is a promise: a new optional key keeps the number of a schema, a
change of meaning raises it. The text below a key is its description in the schema.
"""

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
CLOSED = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""A shape has no keys but its own, and each is described by the text below it."""


@with_config(CLOSED)
class Problem(TypedDict):
    """One error of a profile."""

    id: str
    """The kind of error; it stays the same when its sentence is reworded."""
    line: int
    """The line on which it stands, from 1; 0 = the file as a whole."""
    column: int
    """The column in which it begins, from 1; 0 = the file as a whole."""
    key: str
    """The key of the profile that is wrong; empty = none in particular."""
    text: str
    """What was found and what to write instead, in the language of the run."""


@with_config(CLOSED)
class Reason(TypedDict):
    """A text with the citations that it rests on."""

    id: str
    """The record of the law that says so."""
    text: str
    """What it says, in the language of the run."""
    cites: list[str]
    """The citations that it rests on, each a key of `citations`."""


@with_config(CLOSED)
class Citation(TypedDict):
    """An instrument as cited."""

    title: str
    """Its title in English."""
    title_zh: str
    """Its title in Chinese."""
    short: NotRequired[str]
    """How an English sentence cites it, with the article."""
    short_zh: NotRequired[str]
    """How a Chinese sentence cites it, with the article."""
    number: str
    """Its document number; empty = it has none."""
    article: str
    """The part of it that is cited; empty = the whole."""
    issued: str | None
    """The day on which it was issued (YYYY-MM-DD), null = not known."""
    in_force: tuple[str | None, str | None]
    """Its first and its last day in force; the last null = still, the first = never."""
    url: str | None
    """Where its text was read, null = on no public page."""
    grade: Grade
    """P = its text was read, S = a secondary source was, M = neither yet."""


@with_config(CLOSED)
class Layer(TypedDict):
    """One record of an overlay."""

    kind: str
    """The kind of the record, such as `route`."""
    id: str
    """The id of the record."""
    overrides: str | None
    """Why it stands in the place of a bundled one, null = it is an added record."""


@with_config(CLOSED)
class Overlay(TypedDict):
    """A firm's own records on top of the bundled law."""

    name: str
    """The name of the folder."""
    digest: str
    """`sha256:` and the hash of what stands in it."""
    records: list[Layer]
    """Every record that it adds or replaces."""


@with_config(CLOSED)
class Law(TypedDict):
    """The edition of the law that was used."""

    version: str
    """The version of the rule base, apart from that of the program."""
    digest: str
    """`sha256:` and the hash of the rule base."""
    verified_on: str
    """The latest day to which a topic was checked (YYYY-MM-DD)."""
    overlay: NotRequired[Overlay]
    """The folder of records on top of it; absent = the bundled law alone."""


@with_config(CLOSED)
class Profile(TypedDict):
    """The profile that was judged."""

    name: str
    """The name of the company."""
    digest: str
    """`sha256:` and the hash of the bytes of the profile."""


@with_config(CLOSED)
class Head(TypedDict):
    """The first keys of every document, after its `schema`."""

    tool: str
    """The version of the program."""
    law: Law
    """The law that the answer rests on."""


@with_config(CLOSED)
class Judged(Head):
    """The first keys of what is said of one profile on one day."""

    as_of: str
    """The day that was judged (YYYY-MM-DD)."""
    profile: Profile
    """Whose profile it is, and which."""


@with_config(CLOSED)
class Names(TypedDict, total=False):
    """The names of what a document speaks of, by id, in the language of the run."""

    services: dict[str, str]
    """The names of services and products."""
    routes: dict[str, str]
    """The titles of routes."""
    places: dict[str, str]
    """The names of places."""
    areas: dict[str, str]
    """The names of areas."""
    authorities: dict[str, str]
    """The names of authorities."""
    bans: dict[str, str]
    """The titles of prohibitions."""
