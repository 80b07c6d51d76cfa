"""`vatscheck schema`: the JSON Schema of a profile, or of what a command prints."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.api import load_law
from vatscheck.cli.files import give
from vatscheck.cli.options import Language, LawFolder, Output
from vatscheck.cli.refusal import Refused


def schema(
    name: Annotated[
        str, typer.Argument(help="profile, or a document: answer, check ...")
    ] = "profile",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Print a JSON Schema (2020-12): of the profile, or of a JSON document."""
    from vatscheck.answers.schema import SCHEMAS
    from vatscheck.answers.schema import schema as shape
    from vatscheck.formats.json import written

    if name == "profile":
        from vatscheck.answers.profile_schema import profile_schema

        give(written(profile_schema(load_law(law_folder))), output)
        return 0
    if name not in SCHEMAS:
        allowed = ", ".join(("profile", *SCHEMAS))
        raise Refused("no-schema", found=name, allowed=allowed)
    give(written(shape(name)), output)
    return 0
