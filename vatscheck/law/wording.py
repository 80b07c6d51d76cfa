"""Whether the short names and clauses of the law can be told apart and are filled.

A short citation names one text on every day; the clause of a route takes its share from
the version in force, never from the pen of whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from vatscheck.law.book import Law
from vatscheck.law.findings import Finding, subject
from vatscheck.law.models import Route
from vatscheck.law.rules import meet

CAP = "{cap}"
CAPS = ("foreign-at-most", "foreign-below")
"""The checks whose value is the share that a route admits."""
TYPED = re.compile(r"\d\s?%")
LONGEST = {"line": 160, "line_zh": 70}
"""How many signs a clause may have, so that a reason stays one sentence."""


def short_citations(law: Law) -> Iterator[Finding]:
    """Find two texts in force on one day that are cited by the same short name."""
    dated = [item for item in law.instruments.values() if item.from_]
    for field in ("short", "short_zh"):
        named: dict[str, list[int]] = {}
        for at, item in enumerate(dated):
            if getattr(item, field):
                named.setdefault(getattr(item, field), []).append(at)
        for short, group in named.items():
            for one, other in combinations(group, 2):
                if meet(dated[one], dated[other]):
                    parts = {"short": short, "other": dated[one].id}
                    yield subject(dated[other]).finding("lint-short-twice", **parts)


def route_lines(law: Law) -> Iterator[Finding]:
    """Find clauses of routes that name a share themselves, have none to name, or are long."""
    for route in law.routes.values():
        for field, longest in LONGEST.items():
            line = getattr(route, field)
            if TYPED.search(line):
                yield subject(route).finding("lint-line-share", found=line)
            if CAP in line and not _capped(route):
                yield subject(route).finding("lint-line-no-cap", found=line)
            if len(line) > longest:
                parts = {"count": len(line), "most": longest}
                yield subject(route).finding("lint-line-long", **parts)


def _capped(route: Route) -> bool:
    """Whether every version of a route says which share it admits."""
    return all(
        any(use.check in CAPS for use in version.when) for version in route.version
    )


def unnamed(law: Law) -> Iterator[Finding]:
    """Find texts without a short citation, and routes without their clause."""
    for item in law.instruments.values():
        if not (item.short and item.short_zh):
            yield subject(item).finding("lint-no-short")
    for route in law.routes.values():
        if not (route.line and route.line_zh):
            yield subject(route).finding("lint-no-line")
