"""`vatscheck cures`: the smallest changes that lead to a yes, and writing one of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.api.subject import load_law, named
from vatscheck.cli.files import say, show
from vatscheck.cli.options import AsOf, Form, Full, Language, LawFolder
from vatscheck.cli.profiles import about, read_all, the_day
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted
from vatscheck.cli.writing import over_input, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.revision import Applied, Changing


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
    from vatscheck import api
    from vatscheck.answers.document import Detail
    from vatscheck.answers.revision import Changing, judged_with
    from vatscheck.names.index import Names

    law = load_law(law_folder)
    day = the_day(law, as_of)
    outputs = output or []
    for path in outputs:
        if over_input(path, [profile]):
            raise Refused("over-input", path=path)
    names = Names(law)
    (found,) = read_all([profile], [], law)
    entries = named(names, services or [], "SERVICE")
    asked = about(found, law, day, names=names)
    if apply is None:
        document = api.cures(asked, services=[e.id for e in entries], lang=lang)
        wanted = Wanted(format, outputs, lang, [profile], Detail(full=full))
        return wanted.give(document)
    answer = judged_with(found.profile, law, day, entries)
    answer = answer._replace(digest=found.digest)
    changing = Changing(asked.source, found.profile, answer, names)
    return _apply(changing, apply, outputs, lang)


def _apply(changing: Changing, number: int, outputs: list[Path], lang: Lang) -> int:
    """Write the profile with a cure to a new file, or say why it cannot be."""
    from vatscheck.answers.cures_page import patched
    from vatscheck.answers.revision import NotApplied, apply

    if len(outputs) > 1:
        raise Refused("cures-one-output")
    output = outputs[0] if outputs else None
    if output and os.path.lexists(output):
        raise Refused("exists", path=output)
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
