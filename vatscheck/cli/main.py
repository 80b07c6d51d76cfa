"""The entry point: the commands, and the exit codes that never change with a flag."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
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
    guided,
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
from vatscheck.cli.files import NoText, say
from vatscheck.cli.start import INTERRUPTED
from vatscheck.cli.streams import NotGiven, NotRead, PipeClosed, guard
from vatscheck.cli.writing import Exists, NotWritten, OverInput

NOT_JUDGED, INTERNAL, PIPE_CLOSED = 2, 70, 141
UNWRITTEN = {
    OverInput: "over-input",
    NoText: "no-text-there",
    Exists: "exists",
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
app.command("start")(guided.start)
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


def run() -> int:
    """Run the command line and return its code: 0, 1, 2, 3, 70, 130 or 141."""
    with guard():
        return call()


def call() -> int:
    """Run the command named on the command line and return its exit code.

    The code of an error is settled before anything is told, so that telling it
    cannot change it.
    """
    try:
        return _called()
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit:  # Typer takes a pipe that nobody reads for an error of its own
        return PIPE_CLOSED
    except Exception as error:
        code = _code(error)
        with suppress(Exception):
            _tell(error, code)
        return code


def _called() -> int:
    chosen = copy(app)  # Typer builds every command that an app has: one will do
    named = [c for c in app.registered_commands if c.name in sys.argv[1:2]]
    chosen.registered_commands = named or app.registered_commands
    if not named and sys.argv[1:2] != ["--version"]:
        _add_law(chosen)
    words = [word for word in sys.argv[1:] if word != TRACE]
    result: Any = chosen(args=words, standalone_mode=False)
    sys.stdout.flush()
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


def _code(error: Exception) -> int:
    """The exit code of an error: what is nobody's slip and nobody's disk is ours."""
    if isinstance(error, PipeClosed):
        return PIPE_CLOSED
    if (
        type(error).__name__ == "Abort"
    ):  # a question was answered by Ctrl-C or not at all
        pressed = isinstance(error.__context__, KeyboardInterrupt)
        return INTERRUPTED if pressed else NOT_JUDGED
    usage = hasattr(error, "show")
    return NOT_JUDGED if usage or _refusal(error) else INTERNAL


def _refusal(error: Exception) -> str:
    """The sentence for what cannot be read or written; empty for any other error."""
    if isinstance(error, NotGiven):
        return "not-given" if error.args else "stdout-closed"
    if isinstance(error, NotRead) or type(error).__name__ == "Abort":
        return "not-answered" if error.args else "stdin-ended"
    if type(error).__name__ == "TooOpenError":
        return "owners-too-open"
    if isinstance(error, OSError):  # a name or a disk that a command did not expect
        return "no-disk"
    return next((id for kind, id in UNWRITTEN.items() if isinstance(error, kind)), "")


def _path(error: Exception) -> str:
    """What an error says of a file: its name and the reason."""
    name = getattr(error, "filename", None)
    return f"{name}: {getattr(error, 'strerror', '')}" if name else str(error)


def _tell(error: Exception, code: int) -> None:
    """Say what went wrong: a usage error does so itself; a reader that left hears nothing."""
    if code in (PIPE_CLOSED, INTERRUPTED):
        return
    show = getattr(error, "show", None)
    if show is not None:
        show()
        return
    from vatscheck.report.phrases import escape
    from vatscheck.report.words import Lang, word

    chinese = "zh" in (*sys.argv, os.environ.get("VATSCHECK_LANG"))
    lang: Lang = "zh" if chinese else "en"
    if id := _refusal(error):
        parts = {"path": _path(error), "facts": ", ".join(map(str, error.args))}
        if written := getattr(error, "written", ()):
            id, parts["written"] = "not-all-written", ", ".join(map(str, written))
        say(id, lang, **parts)
        return
    if TRACE in sys.argv:
        import traceback

        traceback.print_exception(error)
    detail = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    print(word("exit-70", lang, error=escape(detail)), file=sys.stderr)
