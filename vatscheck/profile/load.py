"""Loading a profile: decode, parse, settle names, validate, all errors at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from vatscheck.profile.models import Profile
from vatscheck.profile.problems import Loc, Problem, ProfileError
from vatscheck.profile.reading import decode, parse

Settle = Callable[[dict[str, Any]], list[Problem]]
"""Replaces names in the raw data by ids and reports those that it cannot."""

SENTENCES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "not-one-of",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "finite_number": "out-of-range",
    "string_too_short": "empty",
    "too_short": "empty",
    "bool_type": "wants-bool",
    "bool_parsing": "wants-bool",
    "string_type": "wants-text",
    "list_type": "wants-list",
    "string_pattern_mismatch": "jurisdiction",
}
"""The sentence for each kind of validation error; any other is `wrong-type`."""
OWN = (
    "range-order",
    "supplier-elsewhere",
    "shares-over-100",
    "too-many-levels",
    "none-beside",
)
"""The errors that the models themselves raise: each is a sentence of its own."""
ITEMS = {"services": "ircs", "content": "none", "serves": "nationwide"}
"""What stands in a list, by its key; places elsewhere."""
EXAMPLES = {
    "schema": "schema = 1",
    "name": 'name = "Example Co., Ltd."',
    "services": 'services = ["ircs"]',
    "id": 'id = "ircs"',
    "min": "min = 0",
    "max": "max = 100",
    "places": 'places = ["shanghai/pudong"]',
    "capital_cny": "capital_cny = 10_000_000",
    "registration": "[registration] and place = ... below it",
    "servers": '[servers] and places = ["shanghai/pudong"] below it',
    "owners": '[[owners]] and jurisdiction = "US" below it',
    "facts": "[facts] and contract_control = false below it",
}
"""What to write, for the keys whose absence or type is an error."""


def load(raw: bytes, name: str, settle: Settle) -> tuple[Profile, str]:
    """Return the profile of a file's bytes and its digest (`sha256:` and hex).

    Raises `ProfileError` with every problem of the file, each with line and column.
    """
    text = decode(raw, name)
    data = parse(text, name)
    problems = settle(data)
    profile = None
    try:
        profile = Profile.model_validate(data)
    except ValidationError as error:
        seen = {problem.loc for problem in problems}
        found = [_problem(item, data) for item in error.errors(include_url=False)]
        problems += [p for p in _distinct(found) if p.loc not in seen]
    if problems or profile is None:
        from vatscheck.profile.positions import locate

        raise ProfileError(name, locate(text, problems))
    return profile, f"sha256:{hashlib.sha256(raw).hexdigest()}"


def read_bytes(path: Path) -> bytes:
    """Return a profile's bytes. Raises `ProfileError` for a file that cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problem = Problem("no-file")
    except IsADirectoryError:
        problem = Problem("a-folder")
    except OSError as error:
        problem = Problem("unreadable", parts={"reason": error.strerror or str(error)})
    raise ProfileError(str(path), [problem])


def _distinct(problems: Iterable[Problem]) -> list[Problem]:
    """One problem a key: a share that is neither number nor range errs twice."""
    first: dict[Loc, Problem] = {}
    for problem in problems:
        if problem.loc not in first or problem.id in OWN:
            first[problem.loc] = problem
    deeper = {loc[:depth] for loc in first for depth in range(len(loc))}
    return [p for p in first.values() if p.id != "share" or p.loc not in deeper]


def _problem(error: Any, data: dict[str, Any]) -> Problem:
    loc = _real(error["loc"], data, error["type"] == "missing")
    found = error["input"]
    id = SENTENCES.get(error["type"], "wrong-type")
    key = next((step for step in loc[::-1] if isinstance(step, str)), "")
    parts = {
        "found": shown(found),
        "key": key,
        "item": ITEMS.get(key, "shanghai/pudong"),
    }
    parts["example"] = EXAMPLES.get(key, f"{key} = ...")
    if loc and loc[-1] == "share" and id in ("wrong-type", "out-of-range"):
        id = "share"
    if id == "not-one-of":
        parts["allowed"] = error["ctx"]["expected"].replace("'", '"')
    elif id == "unknown-key":
        parts["hint"] = _nearest(str(loc[-1]), _fields(loc[:-1]))
    elif error["type"] in OWN:
        id = error["type"]
        context = error.get("ctx", {})
        loc = (*loc, *context.get("at", ()))
        parts |= {key: str(value) for key, value in context.items() if key != "at"}
    elif (
        id == "wants-list" and key in ("owners", "services") and isinstance(found, dict)
    ):
        id = "wants-tables"
    return Problem(id, loc, parts, missing=id == "missing-key")


def shown(value: Any) -> str:
    """Return a value as it would stand in TOML, shortened to one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "[" + ", ".join(shown(item) for item in value)[:60] + "]"
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)[:60]


def _real(loc: Loc, data: Any, missing: bool) -> Loc:
    """The part of an error's path that exists in the file, type tags left out."""
    path: list[str | int] = []
    for at, step in enumerate(loc):
        last = missing and at == len(loc) - 1
        if isinstance(data, dict) and (step in data or last):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _fields(loc: Loc) -> list[str]:
    """The keys that a table of the profile may have."""
    model: Any = Profile
    for step in loc:
        if isinstance(step, int):
            continue
        model = model.model_fields[step if step != "schema" else "schema_"].annotation
        while not (isinstance(model, type) and issubclass(model, BaseModel)):
            options = [a for a in get_args(model) if a is not type(None)]
            if not options:
                return []
            model = options[-1]
    return [field.alias or key for key, field in model.model_fields.items()]


def _nearest(word: str, words: list[str]) -> str:
    from difflib import get_close_matches  # only where there is an error

    close = get_close_matches(word, words, n=1, cutoff=0.5)
    return close[0] if close else ", ".join(words)
