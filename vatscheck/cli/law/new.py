"""`vatscheck law new`: a rule and its tests as skeletons, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from vatscheck.cli.files import say
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.refusal import Refused
from vatscheck.cli.writing import write_all


def new(
    kind: Annotated[
        Literal["route", "duty", "prohibition"],
        typer.Argument(help="The kind of rule."),
    ],
    id: Annotated[str, typer.Argument(help="The id of the rule; no rule has it yet.")],
    path: Annotated[
        Path,
        typer.Option(
            "--in", help="The TOML file of the law to write to; made if need be."
        ),
    ],
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Write a rule and its tests as skeletons; `law lint` names what to fill in."""
    from vatscheck.upkeep.drafts import Refused as NoDraft
    from vatscheck.upkeep.drafts import draft

    try:
        found = draft(law_folder, kind, id, path)
    except NoDraft as error:
        raise Refused(error.what, **error.parts) from None
    write_all(found.contents)
    record, tests = found.contents
    name = f"{kind}.{id}"
    say("law-new-wrote", lang, name=name, path=record, tests=tests, count=found.tests)
    return 0
