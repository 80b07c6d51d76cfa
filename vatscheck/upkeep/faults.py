"""What is wrong with the records of a folder: which key, what was found, what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vatscheck.law.compile import EVIDENCE, as_row
from vatscheck.law.groups import GROUP, Groups, named
from vatscheck.profile.positions import locate
from vatscheck.profile.problems import Loc, Problem
from vatscheck.profile.sentences import shown
from vatscheck.upkeep.spots import Spot

EXAMPLES = {
    "id": 'id = "our-rule"',
    "kind": 'kind = "area"',
    "from": "from = 2026-01-01",
    "to": "to = 2026-12-31",
    "issued": "issued = 2026-01-01",
    "cites": 'cites = ["miit-2024-107#para. 1"]',
    "grade": 'grade = "S"',
    "confidence": 'confidence = "medium-high"',
    "verified_on": "verified_on = 2026-01-01",
    "question": 'question = false, or { en = "...", zh = "...", ask = "MIIT" }',
    "services": 'services = ["ircs"]',
    "conditions": 'conditions = ["pilot-approval"]',
    "check": 'check = "foreign-at-most"',
    "value": "value = 50",
    "version": "[[route.version]] with from, services and when",
    "when": 'when = [{ check = "foreign-at-most", value = 50, cites = ["..."] }]',
    "evidence": 'cites = ["..."]; grade = "S"; confidence = "medium-high"; '
    "verified_on = 2026-01-01; question = false",
    "en": 'en = "..."',
    "zh": 'zh = "..."',
    "members": 'members = [{ place = "shanghai/pudong", from = 2026-01-01 }]',
    "place": 'place = "shanghai/pudong"',
    "code": 'code = "B25"',
    "curable": "curable = false",
}
"""What to write for a key of a record; any other is a text."""
SHAPES: dict[type[Any], TypeAdapter[Any]] = {}
"""What checks each kind of record, made when first needed."""
MISSING = ("missing", "missing_argument", "missing_keyword_only_argument")
UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


def validated(kind: type[Any], row: dict[str, Any]) -> Any:
    """Return the record that a table stands for. Raises `ValidationError`."""
    data = as_row(row)
    if "evidence" in kind._fields and "evidence" not in data:
        given = {key: data.pop(key) for key in sorted(EVIDENCE) if key in data}
        data |= {"evidence": given} if given else {}
    if kind not in SHAPES:
        SHAPES[kind] = TypeAdapter(kind)
    return SHAPES[kind].validate_python(data)


def problems(
    error: ValidationError, kind: type[Any], id: str, spot: Spot | None
) -> Iterator[Problem]:
    """Yield what is wrong with a record, one problem a key, with its place.

    All keys that the record itself lacks are one problem.
    """
    seen: set[Loc] = set()
    lacking: list[str] = []
    for item in error.errors(include_url=False):
        loc = tuple("from" if step == "from_" else step for step in item["loc"])
        loc = tuple(step for step in loc if step != "evidence" or loc == ("evidence",))
        loc = tuple(s for s in loc if isinstance(s, int) or re.fullmatch("[a-z_]+", s))
        if any(loc[:depth] in seen for depth in range(1, len(loc) + 1)):
            continue
        seen.add(loc)
        key = next((str(step) for step in loc[::-1] if isinstance(step, str)), "")
        found = _problem(item, key, kind, item["loc"])
        if found.id == "law-missing" and len(loc) == 1:
            lacking.append(key)
            continue
        line, column = _place(spot, key, loc)
        named = (type_name(kind), id, *loc) if id else (type_name(kind), *loc)
        yield found._replace(loc=named, line=line, column=column)
    if lacking:
        named = (type_name(kind), id) if id else (type_name(kind),)
        parts = {
            "key": ", ".join(lacking),
            "example": "; ".join(map(_example, lacking)),
        }
        yield Problem("law-missing", named, parts, spot.line if spot else 1, 1)


def blanks(value: Any, loc: Loc = ()) -> Iterator[tuple[str, Loc]]:
    """Yield what was left blank, at any depth: the id of its sentence, and its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.strip():
                yield "law-blank-key", loc
            yield from blanks(item, (*loc, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from blanks(item, (*loc, at))
    elif isinstance(value, str) and not value.strip():
        yield "law-blank", loc


def blank_problem(what: str, loc: Loc) -> Problem:
    """Return what was left blank as a problem, its place not yet found."""
    key = next((str(step) for step in loc[::-1] if isinstance(step, str)), "")
    return Problem(what, loc, {"key": key})


def left_blank(
    kind: str, row: dict[str, Any], spot: Spot | None, told: Iterable[Problem]
) -> Iterator[Problem]:
    """Yield the blanks of a record that its other problems do not name already."""
    id = str(row.get("id", ""))
    above = (kind, id) if id else (kind,)
    known = {problem.loc for problem in told}
    for what, loc in blanks(row):
        named = (*above, *loc)
        if any(named[:depth] in known for depth in range(3, len(named) + 1)):
            continue
        problem = blank_problem(what, loc)
        line, column = _place(spot, problem.parts["key"], loc)
        yield problem._replace(loc=named, line=line, column=column)


def unknown_groups(
    kind: str, row: dict[str, Any], spot: Spot | None, groups: Groups
) -> Iterator[Problem]:
    """Yield every group that a record names and nobody describes."""
    id = str(row.get("id", ""))
    above = (kind, id) if id else (kind,)
    for name, loc in named(row) if kind != GROUP else ():
        if name not in groups:
            line, column = _place(spot, str(loc[-2]), loc)
            near = get_close_matches(name, groups, n=3, cutoff=0.4) or sorted(groups)
            parts = {
                "name": name,
                "hint": ", ".join(f"@{each}" for each in near) or "-",
            }
            yield Problem("law-no-group", (*above, *loc), parts, line, column)


def _place(spot: Spot | None, key: str, loc: Loc) -> tuple[int, int]:
    """The place of a key; one inside another key may be called as one of the record."""
    if spot is None:
        return 1, 1
    if len([step for step in loc if isinstance(step, str)]) < 2:
        return spot.at(key)
    (found,) = locate(spot.text, [Problem("", (spot.kind, 0, *loc))])
    return spot.line + found.line - 1, found.column


def _example(key: str) -> str:
    return EXAMPLES.get(key, f'{key} = "..."')


def unprintable(value: Any) -> bool:
    """Whether some text in a table holds control characters or a line break."""
    if isinstance(value, dict):
        return any(map(unprintable, (*value, *value.values())))
    if isinstance(value, list):
        return any(map(unprintable, value))
    return isinstance(value, str) and not value.isprintable()


def type_name(kind: type[Any]) -> str:
    """Return the TOML key of a kind of record."""
    return kind.__name__.lower()


def _problem(item: Any, key: str, kind: type[Any], loc: Sequence[Any]) -> Problem:
    parts = {"key": key, "found": shown(item["input"]), "example": _example(key)}
    if item["type"] in MISSING:
        return Problem("law-missing", parts=parts)
    if item["type"] in UNKNOWN:
        top = [field.removesuffix("_") for field in kind._fields]
        known = sorted({*top, *EVIDENCE} - {"evidence"}) if len(loc) == 1 else ()
        near = get_close_matches(key, known, n=1, cutoff=0.7)
        id = "unknown-key" if near else "no-such-key" if known else "law-strange-key"
        return Problem(id, parts=parts | {"hint": ", ".join(near or known)})
    if item["type"] == "literal_error":
        values = re.findall("'([^']*)'", item["ctx"]["expected"])
        allowed = ", ".join(f'"{value}"' for value in values)
        return Problem("not-one-of", parts=parts | {"allowed": allowed or "false"})
    return Problem("law-wrong", parts=parts)
