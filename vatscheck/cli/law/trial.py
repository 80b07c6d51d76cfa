"""`vatscheck law test`: run the tests beside the records, and say what they cover."""

from __future__ import annotations

import os
import sys

from vatscheck.cli.files import say
from vatscheck.cli.laws import tell
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.wanted import Wanted


def trial(
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Run the tests of the law; list what failed, and checks never seen true or false."""
    from vatscheck.answers.laws.checks import tried as results
    from vatscheck.upkeep.folders import LawError
    from vatscheck.upkeep.inspection import tried
    from vatscheck.words.catalogue import word

    try:
        law, found = tried(law_folder, os.cpu_count() or 1)
    except LawError as error:
        tell(error, lang)
        return 2
    if not found.results:
        say("law-no-tests", lang, folder=law_folder)
        return 2
    Wanted(format, output or (), lang, ()).give(results(law, found, lang))
    parts = {
        "count": len(found.results),
        "failed": sum(result.failed for result in found.results),
    }
    code = 1 if parts["failed"] else 0
    print(word(f"law-test-exit-{code}", lang, **parts), file=sys.stderr)
    return code
