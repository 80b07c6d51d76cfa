"""`vatscheck cures`: the smallest changes that lead to a yes, and writing one of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.files import say, show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Form, Full, Language, LawFolder
from vatscheck.cli.profiles import the_day
from vatscheck.cli.sources import complain, read, refuse
from vatscheck.cli.wanted import Wanted
from vatscheck.cli.writing import over_input, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.revision import Applied, Changing
    from vatscheck.names.index import Names
    from vatscheck.profile.models import ServiceEntry


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
    format: Form = "table",
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to this file (.txt .json .md .html .docx; repeatable);"
            " with --apply a new profile.",
        ),
    ] = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List the smallest changes that lead to a yes, or write a profile with one."""
    from vatscheck.answers.asked import Asked
    from vatscheck.answers.cures import cures as answered
    from vatscheck.answers.document import Detail
    from vatscheck.answers.revision import Changing, judged_with
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load
    from vatscheck.profile.problems import ProfileError
    from vatscheck.profile.reading import decode

    law = the_law(law_folder, lang)
    day = the_day(law, as_of, lang) if law else None
    if law is None or day is None:
        return 2
    outputs = output or []
    for path in outputs:
        if over_input(path, [profile]):
            return complain("over-input", lang, path=path)
    names = Names(law)
    try:
        raw = read(profile)
        asked, digest = load(raw, profile, settler(names))
        entries = _entries(names, services or [])
    except ProfileError as error:
        return refuse([error], lang)
    answer = judged_with(asked, law, day, entries)._replace(digest=digest)
    text = decode(raw, profile)
    if apply is None:
        about = Asked(asked, digest, text, law, day, profile)
        wanted = Wanted(format, outputs, lang, [profile], Detail(full=full))
        return wanted.give(answered(answer, about, lang))
    return _apply(Changing(text, asked, answer, names), apply, outputs, lang)


def _entries(names: Names, services: list[str]) -> list[ServiceEntry]:
    """The services named. Raises `ProfileError` for those that do not exist."""
    from vatscheck.profile.problems import Problem, ProfileError

    entries, unknown = names.entries(services)
    parts = ({"found": name, "hint": hint} for name, hint in unknown)
    problems = [Problem("unknown-service", (), found) for found in parts]
    if problems:
        raise ProfileError("SERVICE", problems)
    return entries


def _apply(changing: Changing, number: int, outputs: list[Path], lang: Lang) -> int:
    """Write the profile with a cure to a new file, or say why it cannot be."""
    from vatscheck.answers.cures import patched
    from vatscheck.answers.revision import NotApplied, apply
    from vatscheck.words.phrases import escape

    if len(outputs) > 1:
        return complain("cures-one-output", lang)
    output = outputs[0] if outputs else None
    if output and os.path.lexists(output):
        return complain("exists", lang, path=output)
    try:
        found = apply(changing, number)
    except NotApplied as error:
        parts = dict(error.parts)
        if error.cure:
            parts["patch"] = escape(patched(error.cure.patch, str(parts["service"])))
        return complain(error.id, lang, **parts)
    _write(found, output, lang)
    return 0


def _write(found: Applied, output: Path | None, lang: Lang) -> None:
    """Write the changed profile, and tell beside it what the answer now is."""
    from vatscheck.answers.applied import marked, told
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
