"""`vatscheck schema`: the JSON Schema of a profile, or of what a command prints."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from vatscheck.cli.files import give
from vatscheck.cli.options import Language, Output


def schema(
    name: Annotated[
        str, typer.Argument(help="profile, or a document: answer, check ...")
    ] = "profile",
    output: Output = None,
    lang: Language = "en",
) -> int:
    """Print a JSON Schema (2020-12): of the profile, or of a JSON document."""
    from vatscheck.law.book import load_law
    from vatscheck.report.document import written
    from vatscheck.report.schemas import SCHEMAS
    from vatscheck.report.schemas import schema as shape
    from vatscheck.report.words import word

    if name == "profile":
        from vatscheck.report.schemas.profile import profile_schema

        give(written(profile_schema(load_law())), output)
        return 0
    if name not in SCHEMAS:
        allowed = ", ".join(("profile", *SCHEMAS))
        print(word("no-schema", lang, found=name, allowed=allowed), file=sys.stderr)
        return 2
    give(written(shape(name)), output)
    return 0
