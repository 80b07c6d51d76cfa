"""The entry point: the commands, and the exit codes that never change with a flag."""

from __future__ import annotations

import os
import sys
from copy import copy
from typing import Annotated, Any

import typer

from vatscheck import __version__
from vatscheck.cli import (
    assess,
    check,
    classify,
    compare,
    cures,
    explain,
    facts,
    init,
    intake,
    limits,
    places,
    report,
    schema,
    services,
    timeline,
    whatif,
    where,
    why,
)
from vatscheck.cli.files import NoText, NotWritten, OverInput, PipeClosed

NOT_JUDGED, INTERNAL, INTERRUPTED, PIPE_CLOSED = 2, 70, 130, 141
UNWRITTEN = {
    OverInput: "over-input",
    NoText: "no-text-there",
    NotWritten: "not-written",
}
"""What is said of a file that is not written, by what kept it from being so."""
TRACE = "-vv"
"""With it, whatever the command, an internal error shows where it arose."""

app = typer.Typer(
    help="Which telecom services a company may be licensed for in mainland China, "
    "by which route, what is missing, and which article says so.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)
app.command("assess")(assess.assess)
app.command("report")(report.report)
app.command("check")(check.check)
app.command("schema")(schema.schema)
app.command("where")(where.where)
app.command("timeline")(timeline.timeline)
app.command("limits")(limits.limits)
app.command("why")(why.why)
app.command("init")(init.init)
app.command("intake")(intake.intake)
app.command("classify")(classify.classify)
app.command("services")(services.services)
app.command("places")(places.places)
app.command("whatif")(whatif.whatif)
app.command("cures")(cures.cures)
app.command("compare")(compare.compare)
app.command("facts")(facts.facts)
app.command("explain")(explain.explain)


def _version(asked: bool) -> None:
    if asked:
        print(f"vatscheck {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Take the options that come before a command."""


def run() -> None:
    """Run the command line and exit with its code: 0, 1, 2, 3, 70, 130 or 141."""
    for stream in (sys.stdout, sys.stderr):
        # A GBK console cannot show every sign; a question mark is better than a crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = call()
    except PipeClosed:
        code = PIPE_CLOSED
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def call() -> int:
    """Run the command named on the command line and return its exit code."""
    chosen = copy(app)  # Typer builds every command that an app has: one will do
    named = [c for c in app.registered_commands if c.name in sys.argv[1:2]]
    chosen.registered_commands = named or app.registered_commands
    if not named and sys.argv[1:2] != ["--version"]:
        _add_law(chosen)
    try:
        words = [word for word in sys.argv[1:] if word != TRACE]
        result: Any = chosen(args=words, standalone_mode=False)
    except PipeClosed:
        raise
    except Exception as error:
        return _failed(error)
    return int(result or 0)


def _add_law(chosen: typer.Typer) -> None:
    """Add the commands about the law, which are imported only where they are asked for."""
    from vatscheck.cli.law import app as law

    if sys.argv[1:2] == ["law"]:
        chosen.registered_commands = []
    group = copy(law)
    named = [c for c in law.registered_commands if c.name in sys.argv[2:3]]
    group.registered_commands = named or law.registered_commands
    chosen.registered_groups = []
    chosen.add_typer(group, name="law")


def _failed(error: Exception) -> int:
    """The code of an error: a usage error says so itself, anything else is internal."""
    show = getattr(error, "show", None)
    if show is not None:
        show()
        return NOT_JUDGED
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    from vatscheck.report.words import Lang, word

    chinese = "zh" in (*sys.argv, os.environ.get("VATSCHECK_LANG"))
    lang: Lang = "zh" if chinese else "en"
    for kind, id in UNWRITTEN.items():
        if isinstance(error, kind):
            print(word(id, lang, path=error), file=sys.stderr)
            return NOT_JUDGED
    if TRACE in sys.argv:
        import traceback

        traceback.print_exc()
    detail = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    print(word("exit-70", lang, error=detail), file=sys.stderr)
    return INTERNAL
