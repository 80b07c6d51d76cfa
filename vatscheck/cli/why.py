"""`vatscheck why`: the proof of each service, with the lines of the profile."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.options import AsOf, Form, Full, Ids, Language, LawFolder, Outputs
from vatscheck.cli.profiles import ask
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted


def why(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    services: Annotated[
        list[str] | None, typer.Argument(help="Services of it; all if left out.")
    ] = None,
    route: Annotated[
        str | None, typer.Option(help="Only the proof of the way of this id.")
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only the checks that fail.")
    ] = False,
    as_of: AsOf = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show why: the way that decides, every check, the fact it read and the article."""
    from vatscheck import api
    from vatscheck.answers.document import Detail

    asked = ask(profile, services, as_of, law_folder)
    found = api.why(asked, lang=lang)
    proofs = found.data["proofs"]
    tried = {route["id"] for proof in proofs for route in proof["routes"]}
    if route is not None and route not in tried:
        raise Refused("no-route", route=route, routes=", ".join(sorted(tried)))
    detail = Detail(full=full, ids=ids, failed=failed, route=route)
    wanted = Wanted(format, output or (), lang, [profile], detail)
    return wanted.give(found)
