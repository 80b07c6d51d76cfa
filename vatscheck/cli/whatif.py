"""`vatscheck whatif`: what changes in the answer if some keys of a profile did."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Form, Full, Ids, Language, LawFolder, Outputs
from vatscheck.cli.profiles import the_day
from vatscheck.cli.sources import document, judged, read
from vatscheck.cli.wanted import Wanted


def whatif(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    set: Annotated[
        list[str] | None,
        typer.Option(help="A key and its value, owners[0].share=50 (repeatable)."),
    ] = None,
    unset: Annotated[
        list[str] | None, typer.Option(help="A key to leave out (repeatable).")
    ] = None,
    as_of: AsOf = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Say what changes, and why, with keys of the profile set or left out."""
    import tomli_w

    from vatscheck.answers.changes.difference import difference
    from vatscheck.answers.changes.document import change
    from vatscheck.answers.changes.interface import Compared, Edits
    from vatscheck.answers.document import Detail
    from vatscheck.profile.changes import SET, UNSET, changed
    from vatscheck.profile.problems import ProfileError
    from vatscheck.profile.reading import decode, parse

    law = the_law(law_folder)
    day = the_day(law, as_of)
    edits = Edits(tuple(set or ()), tuple(unset or ()))
    try:
        raw = read(profile)
        before = judged(raw, profile, law, day)
        if edits.set or edits.unset:
            data = changed(parse(decode(raw, profile), profile), *edits)
            raw = tomli_w.dumps(data).encode()
        after = judged(raw, SET if edits.set else UNSET, law, day)
    except ProfileError as error:
        raise (error.unplaced() if error.name != profile else error) from None
    one, other = document(before, lang), document(after, lang)
    found = Compared(one, other, difference(one, other), edits=edits)
    detail = Detail(full=full, ids=ids)
    result = change(found, law, lang)
    return Wanted(format, output or (), lang, [profile], detail).give(result)
