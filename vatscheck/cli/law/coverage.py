"""`vatscheck law coverage`: what the rule base models, and what it does not."""

from __future__ import annotations

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.wanted import Wanted


def coverage(
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Say for which services, places and days there are rules, and where none are."""
    from vatscheck.answers.laws.extent import modelled
    from vatscheck.upkeep.extent import coverage

    law = the_law(law_folder)
    document = modelled(law, coverage(law), lang)
    return Wanted(format, output or (), lang, ()).give(document)
