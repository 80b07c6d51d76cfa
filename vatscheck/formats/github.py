"""Workflow commands of GitHub Actions: a mark on the line that decides."""

from __future__ import annotations

from collections.abc import Callable

from vatscheck.formats.results import (
    ERROR,
    LEVELS,
    NOTE,
    WARNING,
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

    `notes` = what holds on conditions is marked too. What is waived is not.
    """
    lines = [
        f"::error file={_property(suite.file)}::{_data(text)}"
        for suite in run.suites
        for text in suite.problems
    ]
    for level in LEVELS:
        told = (r for r in run.results() if not r.skipped)
        found = [r for r in worst_first(told) if r.level == level]
        if level not in COMMANDS or not found or (level == NOTE and not notes):
            continue
        lines += map(_command, found[:MOST])
        if len(found) > MOST:
            text = more(len(found) - MOST)
            lines.append(f"::{COMMANDS[level]}::{_data(text)}")
    return "\n".join(lines)


def _command(found: Result) -> str:
    title = f"{found.name}: {found.word}"
    properties = {
        "file": found.file,
        "line": found.line,
        "col": found.column,
        "title": title,
    }
    told = ",".join(f"{key}={_property(str(v))}" for key, v in properties.items())
    text = f"{found.reason} [{found.rule}]"
    return f"::{COMMANDS[found.level]} {told}::{_data(text)}"


def _data(text: str) -> str:
    """A text in which no sign ends the command or begins another."""
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
