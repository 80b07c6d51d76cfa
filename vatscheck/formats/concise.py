"""One line a service: file, place, status, service, rule, reason; as compilers print."""

from __future__ import annotations

from vatscheck.formats.results import Run, shown


def render(run: Run) -> str:
    """Return one line a result, `FILE:LINE:COLUMN: STATUS SERVICE [RULE] REASON`."""
    lines = [
        f"{shown(r.file)}:{r.line}:{r.column}: {r.status} {r.service} [{r.rule}] "
        f"{shown(r.reason)}"
        for r in run.results()
    ]
    lines += [
        f"{shown(suite.file)}: {shown(text)}"
        for suite in run.suites
        for text in suite.problems
    ]
    return "\n".join(lines)
