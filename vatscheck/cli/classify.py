"""`vatscheck classify`: what do words mean, and does a product need a licence at all?"""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import give, say, show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder, Output

EVERY = "all"
"""The word for all products there are."""


def classify(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            help="Words for what is offered, or product ids; all = every product; "
            "none = questions are asked.",
        ),
    ] = None,
    format: Format = "table",
    output: Output = None,
    trial: Annotated[
        bool,
        typer.Option("--trial", help="Say what binds a kind of service not listed."),
    ] = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Find products and services by everyday words, or by a few questions.

    Without words the questions are asked, and -o names the profile that is written or
    extended.
    """
    from vatscheck.answers.classify import classification, document, meant
    from vatscheck.answers.overlay import headed
    from vatscheck.names.index import Names
    from vatscheck.names.meanings import meaning
    from vatscheck.words.catalogue import word

    law = the_law(law_folder)
    if trial:
        show(word("trial", lang))
        return 0
    if not words:
        from vatscheck.cli.finding import find

        return find(law, output, lang)
    names = Names(law)
    every = list(law.products) if EVERY in words else []
    found = [meaning(names, name) for name in every or words]
    if format == "json":
        give(document(law, found, lang), output)
    else:
        lines = classification(law, every, lang) if every else meant(law, found, lang)
        give(headed("\n".join(lines), law, lang), output)
    missed = [item.word for item in found if not item.candidates]
    if missed:
        say("find-not-found", lang, words="; ".join(missed))
    return 2 if missed else 0
