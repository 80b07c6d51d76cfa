"""One line a service: file, place, status, service, rule, reason; as compilers print."""

from __future__ import annotations

from vatscheck.formats.results import Run, shown


def render(run: Run) -> str:
    """Return one line a result, `FILE:LINE:COLUMN: STATUS SERVICE [RULE] REASON`."""
    lines = [
        f"{shown(r.file)}:{r.line}:{r.column}: {r.status} {r.service} [{r.rule}] "
        f"{shown(r.told)}"
        for r in run.results()
    ]
    for file, fault in run.faults():
        place = f":{fault.line}:{fault.column}" if fault.line else ""
        lines.append(f"{shown(file)}{place}: {shown(fault.text)}")
    return "\n".join(lines)
