"""`vatscheck law`: the commands that keep the rule base fresh, one file each."""

from __future__ import annotations

import typer

from vatscheck.cli.law import coverage, diff, lint, new, page, show, stale, trial
from vatscheck.cli.law import records as listing

app = typer.Typer(
    help="Look into the rule base, check it, test it, compare it.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.command("list")(listing.records)
app.command("show")(show.show)
app.command("lint")(lint.lint)
app.command("test")(trial.trial)
app.command("coverage")(coverage.coverage)
app.command("stale")(stale.stale)
app.command("diff")(diff.diff)
app.command("page")(page.page)
app.command("new")(new.new)
