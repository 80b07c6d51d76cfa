"""`vatscheck compare`: what differs between two answers, and which rule makes it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vatscheck.api import load_law
from vatscheck.cli.files import say
from vatscheck.cli.options import Form, Full, Ids, Language, LawFolder, Outputs
from vatscheck.cli.profiles import about, the_day
from vatscheck.cli.refusal import Mistakes, Refused
from vatscheck.cli.sources import loaded, read
from vatscheck.cli.wanted import Wanted

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names

    Side = Asked | dict[str, Any]


def compare(
    sides: Annotated[
        list[str],
        typer.Argument(
            help="Two profiles or saved JSON answers, or one profile for two days."
        ),
    ],
    as_of: Annotated[
        list[str] | None,
        typer.Option(
            help="The day to judge (YYYY-MM-DD), for both sides or one for each;"
            " today in China if left out."
        ),
    ] = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Compare two answers: what differs, and which checks, routes and rules do it."""
    from vatscheck import api
    from vatscheck.answers.document import Detail
    from vatscheck.answers.saved import unsigned

    days = as_of or []
    wrong = _wrong(sides, days)
    if wrong:
        raise Refused(wrong, count=len(days))
    law = load_law(law_folder)
    wanted: list[str | None] = [*days] or [None]
    found = _sides(sides, [the_day(law, day) for day in wanted], law)
    saved = [side for side in found if isinstance(side, dict)]
    if saved and len(days) > len(found) - len(saved):
        raise Refused("compare-saved-day")
    for path, side in zip((sides * 2)[:2], found, strict=True):
        if isinstance(side, dict) and unsigned(side):
            say("saved-unsigned", lang, path=path)
    document = api.compare(*found, law=law, lang=lang)
    detail = Detail(full=full, ids=ids)
    return Wanted(format, output or (), lang, sides, detail).give(document)


def _sides(sides: list[str], days: list[str], law: Law) -> list[Side]:
    """The two answers: one path or day counts for both. Raises `Refused`."""
    from vatscheck.names.index import Names
    from vatscheck.profile.problems import ProfileError

    names, found, errors = Names(law), [], []
    for path, day in zip((sides * 2)[:2], (days * 2)[:2], strict=True):
        try:
            found.append(_side(path, names, day))
        except ProfileError as error:
            errors.append(error)
    if errors:
        raise Mistakes(errors[: len(sides)])
    return found


def _wrong(sides: list[str], days: list[str]) -> str | None:
    """What is wrong with the number of sides and days, if anything is."""
    if len(days) > 2:
        return "compare-days"
    if sides.count("-") > 1 or (sides == ["-"] and len(days) == 2):
        return "compare-stdin"
    if len(sides) > 2 or (len(sides) == 1 and len(days) != 2):
        return "compare-sides"
    return None


def _side(path: str, names: Names, day: str) -> Side:
    """A saved answer, or what is asked about a profile."""
    from vatscheck.answers import saved

    raw = read(path)
    if saved.is_saved(raw):
        return saved.read(raw, path)
    return about(loaded(raw, path, names), names.law, day, names=names)
