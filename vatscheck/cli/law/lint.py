"""`vatscheck law lint`: everything that is wrong with the rule base or an overlay."""

from __future__ import annotations

import sys

from vatscheck.cli.laws import tell
from vatscheck.cli.options import Form, Full, Language, LawFolder, Outputs
from vatscheck.cli.wanted import Wanted


def lint(
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Check for overlaps, gaps, conflicts, dead or double records, missing tests."""
    from vatscheck.answers.document import Detail
    from vatscheck.answers.laws.checks import linted
    from vatscheck.law.compile import DATA
    from vatscheck.upkeep.folders import LawError
    from vatscheck.upkeep.inspection import inspected
    from vatscheck.words.catalogue import word

    try:
        found = inspected(law_folder)
    except LawError as error:
        tell(error, lang)
        return 2
    document = linted(found, law_folder or DATA, lang)
    Wanted(format, output or (), lang, (), Detail(full=full)).give(document)
    count = len(found.findings)
    reason = word("law-exit-1" if count else "law-exit-0", lang, count=count)
    print(reason, file=sys.stderr)
    return 1 if count else 0
