"""`vatscheck law test`: run the tests beside the records, and say what they cover."""

from __future__ import annotations

import os

from vatscheck.cli.ending import Ending
from vatscheck.cli.files import show
from vatscheck.cli.options import Format, Language, LawFolder
from vatscheck.cli.refusal import Refused, ended


def trial(
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Run the tests of the law; list what failed, and checks never seen true or false."""
    from vatscheck.answers.laws.checks import trial_document, trial_lines
    from vatscheck.answers.overlay import headed
    from vatscheck.upkeep.inspection import tried

    law, found = tried(law_folder, os.cpu_count() or 1)
    if not found.results:
        raise Refused("law-no-tests", folder=law_folder)
    if format == "json":
        show(trial_document(law, found, lang))
    else:
        show(headed("\n".join(trial_lines(found, lang)), law, lang))
    failed = sum(result.failed for result in found.results)
    code = 1 if failed else 0
    parts = {"n": len(found.results), "failed": failed}
    return Ending(code, ended(f"law-test-exit-{code}", code, lang, **parts))
