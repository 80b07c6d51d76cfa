"""`vatscheck law test`: run the tests beside the records, and say what they cover."""

from __future__ import annotations

import os

from vatscheck import api
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
    workers = os.cpu_count() or 1
    found = api.law.test(folder=law_folder, workers=workers, lang=lang)
    if not found.data["tests"]:
        raise Refused("law-no-tests", folder=law_folder)
    Wanted(format, output or (), lang, ()).give(found)
    failed = len(found.data["failures"])
    code = 1 if failed else 0
    parts = {"n": found.data["tests"], "failed": failed}
    return Ending(code, ended(f"law-test-exit-{code}", code, lang, **parts))
