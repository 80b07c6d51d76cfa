"""`vatscheck law lint`: everything that is wrong with the rule base or an overlay."""

from __future__ import annotations

import sys

from vatscheck.cli.files import show
from vatscheck.cli.laws import tell
from vatscheck.cli.options import Format, Language, LawFolder


def lint(
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Check for overlaps, gaps, conflicts, dead or double records, missing tests."""
    from vatscheck.answers.laws.checks import finding_lines, lint_document
    from vatscheck.answers.overlay import headed
    from vatscheck.law.compile import DATA
    from vatscheck.upkeep.folders import LawError
    from vatscheck.upkeep.inspection import inspected
    from vatscheck.words.catalogue import word

    try:
        found = inspected(law_folder)
    except LawError as error:
        tell(error, lang)
        return 2
    if format == "json":
        show(lint_document(found, lang))
    else:
        lines = finding_lines(found, law_folder or DATA, lang)
        if text := headed("\n".join(lines), found.law, lang).rstrip():
            show(text)
    count = len(found.findings)
    reason = word("law-exit-1" if count else "law-exit-0", lang, count=count)
    print(reason, file=sys.stderr)
    return 1 if count else 0
