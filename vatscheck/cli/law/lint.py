"""`vatscheck law lint`: everything that is wrong with the rule base or an overlay."""

from __future__ import annotations

from vatscheck.cli.ending import Ending
from vatscheck.cli.files import show
from vatscheck.cli.options import Format, Language, LawFolder
from vatscheck.cli.refusal import ended


def lint(
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Check for overlaps, gaps, conflicts, dead or double records, missing tests."""
    from vatscheck.answers.laws.checks import finding_lines, lint_document
    from vatscheck.answers.overlay import headed
    from vatscheck.law.compile import DATA
    from vatscheck.upkeep.inspection import inspected

    found = inspected(law_folder)
    if format == "json":
        show(lint_document(found, lang))
    else:
        lines = finding_lines(found, law_folder or DATA, lang)
        if text := headed("\n".join(lines), found.law, lang).rstrip():
            show(text)
    count = len(found.findings)
    code = 1 if count else 0
    return Ending(code, ended(f"law-exit-{code}", code, lang, n=count))
