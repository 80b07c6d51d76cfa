"""`vatscheck law coverage`: what the rule base models, and what it does not."""

from __future__ import annotations

from vatscheck import api
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.wanted import Wanted


def coverage(
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Say for which services, places and days there are rules, and where none are."""
    document = api.law.coverage(law=api.load_law(law_folder), lang=lang)
    return Wanted(format, output or (), lang, ()).give(document)
