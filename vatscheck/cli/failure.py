"""What went wrong: its exit code, and the lines that tell it, whatever the command was."""

from __future__ import annotations

import os
import traceback

from vatscheck.cli.files import NoText
from vatscheck.cli.refusal import Mistakes, Refused, refusal
from vatscheck.cli.start import INTERRUPTED
from vatscheck.cli.streams import NotGiven, NotRead, PipeClosed
from vatscheck.cli.typed import Typed
from vatscheck.cli.wanted import NoSuchEnding
from vatscheck.cli.writing import Exists, NotWritten, OverInput

NOT_JUDGED, INTERNAL, PIPE_CLOSED = 2, 70, 141
UNWRITTEN = {
    NoSuchEnding: "no-ending",
    OverInput: "over-input",
    NoText: "no-text-there",
    Exists: "exists",
    NotWritten: "not-written",
}
"""What is said of a file that is not written, by what kept it from being so."""
ENDED = ("over-input", "no-text-there", "exists")
"""Sentences that say nothing of the exit code themselves."""
MISTAKES = ("ProfileError", "LawError")
"""Errors of files that a user wrote, by name: to name the class is to import it."""
WHERE, TRACE = 1, 2
LONGEST = 200


def code(error: BaseException) -> int:
    """Return the exit code of an error: what is nobody's slip and nobody's disk is ours."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, SystemExit | PipeClosed):
        return (
            PIPE_CLOSED  # Typer takes a pipe that nobody reads for an error of its own
        )
    if _name(error) == "Abort":  # a question was answered by Ctrl-C or not at all
        pressed = isinstance(error.__context__, KeyboardInterrupt)
        return INTERRUPTED if pressed else NOT_JUDGED
    known = isinstance(error, Refused) or _name(error) in MISTAKES or _usage(error)
    return NOT_JUDGED if known or _sentence(error) else INTERNAL


def told(error: BaseException, typed: Typed) -> list[str]:
    """Return the lines to tell; none to a reader that has left or has interrupted."""
    if code(error) in (PIPE_CLOSED, INTERRUPTED):
        return []
    if _usage(error):
        from vatscheck.cli.usage import lines

        return lines(error, typed.lang)
    if _name(error) in MISTAKES:
        error = Mistakes(getattr(error, "errors", [error]))
    if isinstance(error, Refused):
        mistakes, last = refusal(error, typed.lang)
        return [*mistakes, last] if last and not typed.quiet else mistakes
    id = _sentence(error)
    return [_unwritten(error, id, typed)] if id else _internal(error, typed)


def _unwritten(error: BaseException, id: str, typed: Typed) -> str:
    """The line on a file, or a stream, that cannot be read or written."""
    from vatscheck.cli.refusal import ended
    from vatscheck.formats.inert import terminal as escape
    from vatscheck.words.catalogue import word

    parts = {"path": _path(error), "facts": ", ".join(map(str, error.args))}
    if written := getattr(error, "written", ()):
        id, parts["written"] = "not-all-written", ", ".join(map(str, written))
    shown = {key: escape(value) for key, value in parts.items()}
    if id in ENDED:
        return ended(id, NOT_JUDGED, typed.lang, **shown)
    return word(id, typed.lang, **shown)


def _internal(error: BaseException, typed: Typed) -> list[str]:
    """The lines on an error that is ours, with its trace if that is asked for."""
    from vatscheck.formats.inert import terminal as escape
    from vatscheck.words.catalogue import word

    trace: list[str] = []
    if typed.loud >= TRACE:
        trace = "".join(traceback.format_exception(error)).splitlines()
    detail = f"{_name(error)}: {error}".splitlines()[0][:LONGEST]
    if typed.loud == WHERE:
        *_, last = traceback.extract_tb(error.__traceback__)
        detail += f" ({os.path.basename(last.filename)}:{last.lineno})"  # noqa: PTH119
    return [*trace, word("exit-70", typed.lang, error=escape(detail))]


def _sentence(error: BaseException) -> str:
    """The sentence for what cannot be read or written; empty for any other error."""
    if isinstance(error, NotGiven):
        return "not-given" if error.args else "stdout-closed"
    if isinstance(error, NotRead) or _name(error) == "Abort":
        return "not-answered" if error.args else "stdin-ended"
    if _name(error) == "TooOpenError":
        return "owners-too-open"
    if isinstance(error, OSError):  # a name or a disk that a command did not expect
        return "no-disk"
    return next((id for kind, id in UNWRITTEN.items() if isinstance(error, kind)), "")


def _name(error: BaseException) -> str:
    return type(error).__name__


def _usage(error: BaseException) -> bool:
    """Whether Typer refuses what was typed."""
    return hasattr(error, "show") and hasattr(error, "exit_code")


def _path(error: BaseException) -> str:
    """What an error says of a file: its name and the reason."""
    name = getattr(error, "filename", None)
    return f"{name}: {getattr(error, 'strerror', '')}" if name else str(error)
