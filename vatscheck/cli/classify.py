"""`vatscheck classify`: what do words mean, and does a product need a licence at all?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck import api
from vatscheck.cli.ending import Ending
from vatscheck.cli.files import show
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused, ended
from vatscheck.cli.wanted import Wanted
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.law.book import Law


def classify(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            help="Words for what is offered, or product ids; all = every product; "
            "none = questions are asked.",
        ),
    ] = None,
    format: Form = "table",
    output: Outputs = None,
    trial: Annotated[
        bool,
        typer.Option("--trial", help="Say what binds a kind of service not listed."),
    ] = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Find products and services by everyday words, or by a few questions.

    Without words the questions are asked, and -o names the profile that is written or
    extended.
    """
    from vatscheck.formats.inert import terminal as escape
    from vatscheck.words.catalogue import word

    law = api.load_law(law_folder)
    if trial:
        show(word("trial", lang))
        return Ending()
    if not words:
        return Ending(_asked(law, output or [], lang))
    found = api.classify(words, law=law, lang=lang)
    Wanted(format, output or (), lang, ()).give(found)
    missed = [w["word"] for w in found.data["words"] if not w["candidates"]]
    if not missed:
        return Ending()
    names = escape("; ".join(missed))
    return Ending(2, ended("find-not-found", 2, lang, words=names))


def _asked(law: Law, outputs: Sequence[Path], lang: Lang) -> int:
    """Ask instead, and show what is found or write it into the one profile named."""
    from vatscheck.cli.finding import find

    if len(outputs) > 1:
        raise Refused("find-one-output")
    return find(law, outputs[0] if outputs else None, lang)
