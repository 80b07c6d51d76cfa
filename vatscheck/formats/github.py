"""Workflow commands of GitHub Actions: a mark on the line that decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from vatscheck.formats.results import (
    ERROR,
    NOTE,
    WARNING,
    Fault,
    Result,
    Run,
    shown,
    worst_first,
)

COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
"""The command for each level."""
MOST = 10
"""So many marks of one level a step may show; of more the first are given."""


def render(run: Run, more: Callable[[int], str], *, notes: bool = False) -> str:
    """Return the commands, worst first; `more` tells how many of a level are left out.

    `notes` = what holds on conditions is marked too. What a waiver concerns is at least
    a notice.
    """
    lines: list[str] = []
    for level, name in COMMANDS.items():
        found = [*_commands(run, level, notes=notes)]
        lines += found[:MOST]
        if len(found) > MOST:
            lines.append(f"::{name}::{_data(more(len(found) - MOST))}")
    return "\n".join(lines)


def _commands(run: Run, level: str, *, notes: bool) -> Iterator[str]:
    """Yield the commands of one level: first what was not judged at all."""
    if level == ERROR:
        yield from (_unjudged(file, fault) for file, fault in run.faults())
    for found in worst_first(run.results()):
        told = notes or level != NOTE or (found.waiver and not found.known)
        if found.weight == level and told:
            yield _command(found, level)


def _command(found: Result, level: str) -> str:
    properties = {
        "file": found.file,
        "line": found.line,
        "col": found.column,
        "title": f"{found.name}: {found.word}",
    }
    text = f"{found.told} [{found.rule}]"
    return f"::{COMMANDS[level]} {_properties(properties)}::{_data(text)}"


def _unjudged(file: str, fault: Fault) -> str:
    """The command for a mistake in a file; one of the file as a whole has no line."""
    place = {"line": fault.line, "col": fault.column} if fault.line else {}
    properties = _properties({"file": file, **place})
    return f"::{COMMANDS[ERROR]} {properties}::{_data(fault.text)}"


def _properties(found: Mapping[str, object]) -> str:
    return ",".join(f"{key}={_property(str(v))}" for key, v in found.items())


def _data(text: str) -> str:
    """A text in which no sign ends the command or begins another."""
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
