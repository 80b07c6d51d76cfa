"""`vatscheck assess`: judge profiles, print the answer, exit by the worst status."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.files import give, screen
from vatscheck.cli.following import Going, after_assess
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import (
    AsOf,
    FailOn,
    Format,
    Language,
    LawFolder,
    Output,
    Services,
)
from vatscheck.cli.profiles import read_all, the_day
from vatscheck.cli.refusal import exiting
from vatscheck.cli.sources import document


def assess(
    profiles: Annotated[list[str], typer.Argument()],
    as_of: AsOf = None,
    service: Services = None,
    format: Format = "table",
    output: Output = None,
    fail_on: FailOn = "not_licensable",
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Judge which services are licensable where, by which route, and what is missing."""
    from vatscheck.answers.interface import Page, renderer
    from vatscheck.answers.verdict import tally, verdict
    from vatscheck.engine.assess import assess as judge

    law = the_law(law_folder)
    day = the_day(law, as_of)
    found = read_all(profiles, service or [], law)
    answers = [judge(r.profile, law, day)._replace(digest=r.digest) for r in found]
    width, colour = screen(format, output)
    text = renderer(format)(answers, Page(lang, width, colour))
    give(text, output, profiles)
    documents = [document(answer, lang) for answer in answers]
    code, why = verdict(map(tally, documents), lang, fail_on, exit_zero)
    going = Going(lang, as_of, law_folder)
    following = partial(after_assess, profiles, documents, going)
    return Ending(code, exiting(why, code, lang), following)
