"""The entry point: the commands, and the exit codes that never change with a flag."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from copy import copy
from importlib import import_module
from typing import Annotated, Any

import typer

from vatscheck import __version__
from vatscheck.cli.ending import Ending
from vatscheck.cli.failure import code, told
from vatscheck.cli.grammar import Command, Group
from vatscheck.cli.streams import guard
from vatscheck.cli.typed import Typed, typed

NAME = "vatscheck"
COMMANDS = {
    "start": "guided.start",
    "init": "init.init",
    "classify": "classify.classify",
    "intake": "intake.intake",
    "check": "check.check",
    "assess": "assess.assess",
    "cures": "cures.cures",
    "where": "where.where",
    "limits": "limits.limits",
    "timeline": "timeline.timeline",
    "why": "why.why",
    "whatif": "whatif.whatif",
    "compare": "compare.compare",
    "report": "report.report",
    "batch": "batch.batch",
    "drift": "drift.drift",
    "waive": "waive.waive",
    "services": "services.services",
    "places": "places.places",
    "facts": "facts.facts",
    "explain": "explain.explain",
    "schema": "schema.schema",
    "help": "help_topics.topic",
}
"""The commands in the order of work, each with its module below here and its function."""


def application(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with some of its commands; only their modules are imported."""
    found = typer.Typer(
        cls=Group,
        context_settings={"help_option_names": ["-h", "--help"]},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )
    found.callback()(_options)
    for name in names:
        module, _, function = COMMANDS[name].rpartition(".")
        home = import_module(f"vatscheck.cli.{module}")
        found.command(name, cls=Command)(getattr(home, function))
    return found


def _version(asked: bool) -> None:
    if asked:
        print(f"vatscheck {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Take the options that come before a command."""


def run() -> int:
    """Run the command line and return its code: 0, 1, 2, 3, 70, 130 or 141."""
    with guard():
        return call()


def call() -> int:
    """Run the command named on the command line and return its exit code.

    The code of an error is settled before anything is told, so that telling it
    cannot change it.
    """
    asked = typed(sys.argv[1:], os.environ)
    try:
        ending = _called(asked)
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        found = code(error)
        with suppress(Exception):
            _say(told(error, asked._replace(lang=getattr(error, "lang", asked.lang))))
        return found
    with suppress(Exception):
        _say(_last(ending, asked))
    return ending.code


def _called(asked: Typed) -> Ending:
    """Run the command that was typed; what it printed has been given by then."""
    first = asked.words[:1]
    named = [name for name in COMMANDS if name in first]  # one command is built at once
    alone = bool(named) or first in (("law",), ("--version",))
    chosen = application(named if alone else COMMANDS)
    if not named and first != ("--version",):
        _add_law(chosen, asked)
    result: Any = chosen(
        args=list(asked.words), prog_name=NAME, obj=asked, standalone_mode=False
    )
    sys.stdout.flush()
    return result if isinstance(result, Ending) else Ending(int(result or 0))


def _add_law(chosen: typer.Typer, asked: Typed) -> None:
    """Add the commands about the law, which are imported only where they are asked for."""
    from vatscheck.cli.law import app as law

    group = copy(law)
    named = [c for c in law.registered_commands if c.name in asked.words[1:2]]
    group.registered_commands = named or law.registered_commands
    chosen.add_typer(group, name="law")


def _last(ending: Ending, asked: Typed) -> list[str]:
    """The lines that end a command: what comes next to a person, and why it exits so."""
    if asked.quiet:
        return []
    following = ending.next() if sys.stderr.isatty() else ""
    return [line for line in (following, ending.last) if line]


def _say(lines: list[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)
