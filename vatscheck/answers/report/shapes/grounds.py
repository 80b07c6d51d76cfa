"""The shape of what a report rests on: checks, notes and sources."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.report.shapes.common import (
    Basis,
)
from vatscheck.answers.shapes import CLOSED, Grade, Status


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
