"""The shape of the JSON that `check` prints (`vatscheck/check/1`)."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED, Law


@with_config(CLOSED)
class Problem(TypedDict):
    """One error of a file; line and column count from 1, 0 = the file as a whole."""

    id: str
    line: int
    column: int
    key: str
    text: str


@with_config(CLOSED)
class File(TypedDict):
    """One file: its name in the profile and how many services and holders it has."""

    file: str
    ok: bool
    name: str | None
    services: int | None
    owners: int | None
    problems: list[Problem]


@with_config(CLOSED)
class Checked(TypedDict):
    """Every file that was checked."""

    schema: Literal["vatscheck/check/1"]
    tool: str
    law: Law
    ok: bool
    files: list[File]
