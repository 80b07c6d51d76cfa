"""`vatscheck assess`: judge profiles, print the answer, exit by the worst status."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.following import Going, after_assess
from vatscheck.cli.judging import Asked, Run, judged
from vatscheck.cli.options import (
    AsOf,
    FailOn,
    Full,
    Ids,
    Language,
    LawFolder,
    Outputs,
    Services,
    Told,
)
from vatscheck.cli.refusal import exiting
from vatscheck.cli.wanted import Results, Wanted

if TYPE_CHECKING:
    from vatscheck.answers.verdict import Verdict


def assess(
    context: typer.Context,
    profiles: Annotated[list[str] | None, typer.Argument()] = None,
    as_of: AsOf = None,
    service: Services = None,
    format: Told = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    sources: Annotated[bool, typer.Option("--sources")] = False,
    notes: Annotated[bool, typer.Option("--notes")] = False,
    suppressed: Annotated[bool, typer.Option("--suppressed")] = False,
    fail_on: FailOn = "not_licensable",
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
    no_waivers: Annotated[bool, typer.Option("--no-waivers")] = False,
    against: Annotated[Path | None, typer.Option("--against", metavar="FILE")] = None,
    max_age: Annotated[
        int | None, typer.Option("--max-age", metavar="DAYS", min=0)
    ] = None,
    keep_going: Annotated[bool, typer.Option("--keep-going")] = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Judge which services are licensable where, by which route, and what is missing."""
    from vatscheck.answers.document import Detail

    asked = Asked(
        tuple(profiles or ()), as_of, tuple(service or ()), fail_on, lang, law_folder
    ).settled(context)
    run = judged(asked, waivers=not no_waivers, keep_going=keep_going)
    several = len(run.documents) > 1 and not full
    detail = Detail(full=full, ids=ids, sources=sources, several=several)
    results = partial(_results, run, asked, notes, suppressed)
    Wanted(format, output or (), asked.lang, run.paths, detail, results).give(
        run.documents
    )
    known = run.known(against, asked.lang)
    verdict = run.verdict(asked, known, exit_zero=exit_zero, max_age=max_age)
    return _ending(run, asked, verdict)


def _results(run: Run, asked: Asked, notes: bool, suppressed: bool) -> Results:
    from vatscheck.answers.results import run as results
    from vatscheck.answers.verdict import RANKS

    least = RANKS[asked.fail_on]
    failing = [status for status, rank in RANKS.items() if rank >= least]
    found = results(run.answers(), run.law, asked.lang, failing, run.unread())
    return Results(found, asked.lang, notes, suppressed)


def _ending(run: Run, asked: Asked, found: Verdict) -> Ending:
    going = Going(asked.lang, asked.as_of, asked.law)
    following = partial(after_assess, run.paths, run.answers(), going)
    return Ending(
        found.code, exiting(found.sentence, found.code, asked.lang), following
    )
