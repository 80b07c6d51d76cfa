"""`vatscheck law lint`: everything that is wrong with the rule base or an overlay."""

from __future__ import annotations

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
    from vatscheck.answers.laws.checks import linted
    from vatscheck.law.compile import DATA
    from vatscheck.upkeep.inspection import inspected

    found = inspected(law_folder)
    document = linted(found, law_folder or DATA, lang)
    Wanted(format, output or (), lang, (), Detail(full=full)).give(document)
    count = len(found.findings)
    code = 1 if count else 0
    return Ending(code, ended(f"law-exit-{code}", code, lang, n=count))
