"""GitLab's Code Quality report: a list of findings, each with a fingerprint of its own."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from vatscheck.formats import inert
from vatscheck.formats.results import ERROR, NOTE, WARNING, Result, Run, shown

SEVERITIES = {ERROR: "major", WARNING: "minor", NOTE: "info"}
"""What GitLab calls each level."""


def render(run: Run) -> str:
    """Return the report as JSON text; the fingerprints do not hang on lines."""
    told = (r for r in run.results() if r.level in SEVERITIES and not r.skipped)
    found = [_finding(r) for r in told]
    found += [
        _problem(suite.file, at, text)
        for suite in run.suites
        for at, text in enumerate(suite.problems)
    ]
    return inert.json(to_json(found, indent=1).decode())


def _finding(found: Result) -> dict[str, Any]:
    return {
        "description": shown(found.message),
        "check_name": found.rule,
        "fingerprint": found.fingerprint,
        "severity": SEVERITIES[found.level],
        "location": {"path": found.file, "lines": {"begin": found.line}},
    }


def _problem(file: str, at: int, text: str) -> dict[str, Any]:
    """A file that was not judged."""
    key = Result(file, 1, 1, 1, ERROR, "", "", str(at), "", "not-judged", text, "")
    return _finding(key._replace(name=file, word="not judged", reason=text))
