"""`vatscheck law lint`: everything that is wrong with the rule base or an overlay."""

from __future__ import annotations

from vatscheck import api
from vatscheck.cli.ending import Ending
from vatscheck.cli.options import Form, Full, Language, LawFolder, Outputs
from vatscheck.cli.refusal import ended
from vatscheck.cli.wanted import Wanted


def lint(
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Check for overlaps, gaps, conflicts, dead or double records, missing tests."""
    from vatscheck.answers.document import Detail

    document = api.law.lint(folder=law_folder, lang=lang)
    Wanted(format, output or (), lang, (), Detail(full=full)).give(document)
    count = len(document.data["findings"])
    code = 1 if count else 0
    return Ending(code, ended(f"law-exit-{code}", code, lang, n=count))
