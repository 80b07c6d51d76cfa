"""`vatscheck law`: the commands that keep the rule base fresh, one file each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from vatscheck.cli.grammar import Command, Group
from vatscheck.cli.law import coverage, diff, lint, new, page, show, stale, trial
from vatscheck.cli.law import records as listing

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
)
COMMANDS: dict[str, Callable[..., Any]] = {
    "list": listing.records,
    "show": show.show,
    "page": page.page,
    "coverage": coverage.coverage,
    "stale": stale.stale,
    "diff": diff.diff,
    "new": new.new,
    "lint": lint.lint,
    "test": trial.trial,
}
"""The commands in the order of use."""
for name, command in COMMANDS.items():
    app.command(name, cls=Command)(command)
