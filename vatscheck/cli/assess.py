"""`vatscheck assess`: judge profiles, print the answer, exit by the worst status."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.following import Going, after_assess
from vatscheck.cli.judging import Asked, Ledger, Run, run_of
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
from vatscheck.cli.wanted import Results, Wanted, of_results


def assess(
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
    ).settled()
    run = run_of(asked, waivers=not no_waivers, keep_going=keep_going)
    forms = (format, *(path.name.lower() for path in output or ()))
    ledger = Ledger(run.known(against), whole=any(map(of_results, forms)))
    many = len(asked.paths) > 1
    detail = Detail(full=full, ids=ids, sources=sources, several=many and not full)
    before = run.opening() if detail.several else ()
    results = partial(_results, run, ledger, notes, suppressed, against is not None)
    wanted = Wanted(
        format, output or (), asked.lang, asked.paths, detail, results, many, before
    )
    wanted.give(ledger.keeping(run.documents()))
    ledger.warn(asked.lang)
    found = ledger.verdict(asked, exit_zero=exit_zero, max_age=max_age)
    last = exiting(found.sentence, found.code, asked.lang)
    return Ending(found.code, last, partial(_following, asked, ledger))


def _results(
    run: Run, ledger: Ledger, notes: bool, suppressed: bool, against: bool
) -> Results:
    from vatscheck.answers.results import Counting
    from vatscheck.answers.results import run as results
    from vatscheck.answers.verdict import RANKS

    asked, least = run.asked, RANKS[run.asked.fail_on]
    failing = [status for status, rank in RANKS.items() if rank >= least]
    known = ledger.known if against else None
    counting = Counting(failing, known)
    found = results(ledger.documents, run.law, asked.lang, counting, ledger.unread)
    return Results(found, asked.lang, notes, suppressed)


def _following(asked: Asked, ledger: Ledger) -> str:
    going = Going(asked.lang, asked.as_of, asked.law)
    items = [
        {"assessments": [{"status": status} for status in one.statuses]}
        for one in ledger.kept
    ]
    return after_assess(asked.paths, items, going)
