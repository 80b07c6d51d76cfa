"""`vatscheck classify`: does a product need a licence at all, and for which services?"""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import say, show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.streams import reading
from vatscheck.words.catalogue import Lang

STEPS = (
    ("classify-own", "private_cloud_own"),
    ("classify-software", "note_app"),
    ("classify-border", "sdwan_x"),
)
"""The first questions, in order, and the product that a yes leads to."""


def classify(
    products: Annotated[
        list[str] | None, typer.Argument(help="Product ids or words; all = every one.")
    ] = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Say what products need: a licence, a filing, another permit, or nothing."""
    from vatscheck.answers.classify import classification
    from vatscheck.answers.overlay import headed
    from vatscheck.names.index import Names

    law = the_law(law_folder)
    names = Names(law)
    meant = {name: names.products(name) for name in products or [_ask(lang)]}
    for name, ids in meant.items():
        if not ids:
            say("classify-none", lang, found=name)
    found = dict.fromkeys(id for ids in meant.values() for id in ids)
    if found:
        show(headed("\n".join(classification(law, found, lang)), law, lang))
    return 0 if all(meant.values()) else 2


def _ask(lang: Lang) -> str:
    """Ask until a product is named: own use, software, the border, then a word for it."""
    from vatscheck.words.catalogue import word

    with reading():
        for question, product in STEPS:
            if typer.confirm(word(question, lang), default=False, err=True):
                return product
        return str(typer.prompt(word("classify-word", lang), err=True))
