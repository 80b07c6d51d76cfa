"""`vatscheck facts`: what a profile may say, who knows it, and what hangs on it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.options import Language


def facts(
    names: Annotated[
        list[str] | None, typer.Argument(help="Facts or words to look for; none = all.")
    ] = None,
    lang: Language = "en",
) -> int:
    """List the facts: name, type, question, who knows it, which rules read it."""
    from vatscheck.law.book import load_law
    from vatscheck.report.facts import fact_lines
    from vatscheck.report.words import word

    lines = list(fact_lines(load_law(), names or [""], lang))
    if not lines:
        found = " ".join(names or [])
        print(word("no-such-fact", lang, found=found), file=sys.stderr)
        return 2
    show("\n".join(lines))
    return 0
