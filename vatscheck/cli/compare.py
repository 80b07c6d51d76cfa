"""`vatscheck compare`: what differs between two answers, and which rule makes it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vatscheck.cli.files import say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Form, Full, Ids, Language, LawFolder, Outputs
from vatscheck.cli.profiles import the_day
from vatscheck.cli.refusal import Mistakes, Refused
from vatscheck.cli.sources import document, judged, read
from vatscheck.cli.wanted import Wanted
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.changes.interface import Compared
    from vatscheck.engine.answer import Answer
    from vatscheck.law.book import Law

    Side = Answer | dict[str, Any]


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
    from vatscheck.answers.changes.document import change
    from vatscheck.answers.document import Detail
    from vatscheck.answers.saved import language, unsigned

    days = as_of or []
    wrong = _wrong(sides, days)
    if wrong:
        raise Refused(wrong, count=len(days))
    law = the_law(law_folder)
    wanted: list[str | None] = [*days] or [None]
    found = _sides(sides, [the_day(law, day) for day in wanted], law)
    saved = [side for side in found if isinstance(side, dict)]
    if saved and len(days) > len(found) - len(saved):
        raise Refused("compare-saved-day")
    for path, side in zip((sides * 2)[:2], found, strict=True):
        if isinstance(side, dict) and unsigned(side):
            say("saved-unsigned", lang, path=path)
    compared = _compared(found, {language(side) for side in saved} or {lang})
    detail = Detail(full=full, ids=ids)
    document = change(compared, law, lang)
    return Wanted(format, output or (), lang, sides, detail).give(document)


def _sides(sides: list[str], days: list[str], law: Law) -> list[Side]:
    """The two answers: one path or day counts for both. Raises `Refused`."""
    from vatscheck.profile.problems import ProfileError

    found, errors = [], []
    for path, day in zip((sides * 2)[:2], (days * 2)[:2], strict=True):
        try:
            found.append(_side(path, law, day))
        except ProfileError as error:
            errors.append(error)
    if errors:
        raise Mistakes(errors[: len(sides)])
    return found


def _compared(found: list[Side], languages: set[Lang]) -> Compared:
    """What differs; a fresh answer is put in the language of a saved one."""
    from vatscheck.answers.changes.difference import difference
    from vatscheck.answers.changes.interface import Compared

    one, other = (
        side if isinstance(side, dict) else document(side, min(languages))
        for side in found
    )
    texts = len(languages) == 1
    return Compared(one, other, difference(one, other, texts), texts)


def _wrong(sides: list[str], days: list[str]) -> str | None:
    """What is wrong with the number of sides and days, if anything is."""
    if len(days) > 2:
        return "compare-days"
    if sides.count("-") > 1 or (sides == ["-"] and len(days) == 2):
        return "compare-stdin"
    if len(sides) > 2 or (len(sides) == 1 and len(days) != 2):
        return "compare-sides"
    return None


def _side(path: str, law: Law, day: str) -> Side:
    """A saved answer, or the answer for a profile."""
    from vatscheck.answers import saved

    raw = read(path)
    return saved.read(raw, path) if saved.is_saved(raw) else judged(raw, path, law, day)
