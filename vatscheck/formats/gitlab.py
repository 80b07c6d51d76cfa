"""GitLab's Code Quality report: a list of findings, each with a fingerprint of its own."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from vatscheck.formats import inert
from vatscheck.formats.results import ERROR, NOTE, WARNING, Fault, Result, Run, shown

SEVERITIES = {ERROR: "major", WARNING: "minor", NOTE: "info"}
"""What GitLab calls each level."""
NOT_JUDGED = "not-judged"
"""The check by which a file fails that cannot be read."""


def render(run: Run) -> str:
    """Return the report as JSON text; the fingerprints do not hang on lines.

    What is waived is told as information.
    """
    found = [_finding(r) for r in run.results() if r.weight in SEVERITIES]
    for suite in run.suites:
        found += (_problem(suite.file, at, f) for at, f in enumerate(suite.problems))
    return inert.json(to_json(found, indent=1).decode())


def _finding(found: Result) -> dict[str, Any]:
    return {
        "description": shown(found.message),
        "check_name": found.rule,
        "fingerprint": found.fingerprint,
        "severity": SEVERITIES[found.weight],
        "location": {"path": found.file, "lines": {"begin": found.line}},
    }


def _problem(file: str, at: int, fault: Fault) -> dict[str, Any]:
    """A mistake in a file that was not judged; its number there makes it its own."""
    key = Result(file, 1, 1, 1, ERROR, "", "", str(at), file, NOT_JUDGED, "", "")
    found = key._replace(line=max(fault.line, 1), word="not judged", reason=fault.text)
    return _finding(found)
