"""`vatscheck cures`: the smallest changes that lead to a yes, and writing one of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.files import give, say, screen, show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Format, Language, LawFolder
from vatscheck.cli.profiles import named, read_all, the_day
from vatscheck.cli.refusal import Refused
from vatscheck.cli.writing import over_input, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.cures.revision import Applied, Changing


def cures(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    services: Annotated[
        list[str] | None, typer.Argument(help="Services of it; all if left out.")
    ] = None,
    apply: Annotated[
        int | None,
        typer.Option(help="Write the profile changed by the cure of this number."),
    ] = None,
    as_of: AsOf = None,
    format: Format = "table",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write to this file; with --apply a new one."
        ),
    ] = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List all minimal cures with steps and sources, or write a profile with one."""
    from vatscheck.answers.cures.interface import renderer
    from vatscheck.answers.cures.revision import Changing, judged_with
    from vatscheck.answers.interface import Page
    from vatscheck.names.index import Names
    from vatscheck.profile.reading import decode

    law = the_law(law_folder)
    day = the_day(law, as_of)
    if over_input(output, [profile]):
        raise Refused("over-input", path=output)
    names = Names(law)
    (found,) = read_all([profile], [], law)
    entries = named(names, services or [], "SERVICE")
    answer = judged_with(found.profile, law, day, entries)
    answer = answer._replace(digest=found.digest)
    if apply is None:
        give(renderer(format)(answer, Page(lang, *screen(format, output))), output)
        return 0
    if output and os.path.lexists(output):
        raise Refused("exists", path=output)
    changing = Changing(decode(found.raw, profile), found.profile, answer, names)
    return _apply(changing, apply, output, lang)


def _apply(changing: Changing, number: int, output: Path | None, lang: Lang) -> int:
    """Write the profile with a cure, or say why it cannot be."""
    from vatscheck.answers.cures.interface import patched
    from vatscheck.answers.cures.revision import NotApplied, apply

    try:
        found = apply(changing, number)
    except NotApplied as error:
        parts = dict(error.parts)
        if error.cure:
            parts["patch"] = patched(error.cure.patch, str(parts["service"]))
        raise Refused(error.id, **parts) from None
    _write(found, output, lang)
    return 0


def _write(found: Applied, output: Path | None, lang: Lang) -> None:
    """Write the changed profile, and tell beside it what the answer now is."""
    from vatscheck.answers.cures.applied import marked, told
    from vatscheck.words.phrases import Phrases

    phrases = Phrases(found.after.law, found.after.day, lang)
    text = marked(found, phrases)
    if output:
        write_all({output: text.encode()}, new=True)
        say("wrote", lang, path=output)
    else:
        show(text.removesuffix("\n"))
    for line in told(found, phrases):
        print(line, file=sys.stderr)
