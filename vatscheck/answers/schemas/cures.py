"""The shape of the answer about cures: `vatscheck/cures/1`."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.schemas.answer import Cure
from vatscheck.answers.shapes import CLOSED, Citation, Law, Profile, Status


@with_config(CLOSED)
class NumberedCure(Cure):
    """A cure with the number that `--apply` takes."""

    number: int


@with_config(CLOSED)
class ServiceCures(TypedDict):
    """All minimal cures of a service, the nearest first."""

    service: str
    code: str
    status: Status
    cures: list[NumberedCure]


@with_config(CLOSED)
class Cures(TypedDict):
    """The cures of every service asked for."""

    schema: Literal["vatscheck/cures/1"]
    tool: str
    law: Law
    as_of: str
    profile: Profile
    services: list[ServiceCures]
    citations: dict[str, Citation]
