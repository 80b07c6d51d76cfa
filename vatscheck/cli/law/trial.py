"""`vatscheck law test`: run the tests beside the records, and say what they cover."""

from __future__ import annotations

import os

from vatscheck.cli.ending import Ending
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused, ended
from vatscheck.cli.wanted import Wanted


def trial(
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Run the tests of the law; list what failed, and checks never seen true or false."""
    from vatscheck.answers.laws.checks import tried as results
    from vatscheck.upkeep.inspection import tried

    law, found = tried(law_folder, os.cpu_count() or 1)
    if not found.results:
        raise Refused("law-no-tests", folder=law_folder)
    Wanted(format, output or (), lang, ()).give(results(law, found, lang))
    failed = sum(result.failed for result in found.results)
    code = 1 if failed else 0
    parts = {"n": len(found.results), "failed": failed}
    return Ending(code, ended(f"law-test-exit-{code}", code, lang, **parts))
