"""`vatscheck law coverage`: what the rule base models, and what it does not."""

from __future__ import annotations

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder


def coverage(
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Say for which services, places and days there are rules, and where none are."""
    from vatscheck.answers.laws.extent import coverage_document, coverage_lines
    from vatscheck.answers.overlay import headed
    from vatscheck.upkeep.extent import coverage

    law = the_law(law_folder)
    found = coverage(law)
    if format == "json":
        show(coverage_document(law, found))
    else:
        show(headed("\n".join(coverage_lines(law, found, lang)), law, lang))
    return 0
