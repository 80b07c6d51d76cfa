"""Reading a saved answer: JSON as `assess` writes it, checked before anything trusts it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from vatscheck.formats.json import digest
from vatscheck.profile.problems import Loc, Problem, ProfileError
from vatscheck.profile.sentences import shown
from vatscheck.words.catalogue import Lang

SCHEMA = "vatscheck/assessment/1"
"""The only form of saved answers that is read."""
SENTENCES = {"missing": "saved-missing", "extra_forbidden": "saved-unknown"}
"""The sentence for each kind of fault; any other is `saved-wrong`."""
MOST = 20
"""How many faults of one file are told."""


def is_saved(raw: bytes) -> bool:
    """Whether a file holds JSON and no profile: no TOML begins with a brace."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"["))


def is_unread(raw: bytes) -> bool:
    """Return whether an object says why a profile was not judged: it is no answer."""
    return bool(re.match(rb'\s*\{\s*"schema"\s*:\s*"vatscheck/error/1"', raw))


def read(raw: bytes, name: str) -> dict[str, Any]:
    """Return a saved answer. Raises `ProfileError` with what is wrong with it."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        found = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise ProfileError(name, [_no_json(str(error))]) from None
    schema = found.get("schema") if isinstance(found, dict) else None
    if schema != SCHEMA:
        parts = {"found": shown(schema), "schema": SCHEMA}
        id = "saved-schema" if schema else "saved-no-schema"
        raise ProfileError(name, [Problem(id, (), parts)])
    problems = _faults(raw, found)
    if not problems and not unsigned(found) and found["digest"] != digest(found):
        problems = [Problem("saved-changed", (), {"found": shown(found["digest"])})]
    if problems:
        raise ProfileError(name, problems[:MOST])
    return dict(found)


def unsigned(document: dict[str, Any]) -> bool:
    """Return whether a saved answer has no digest: nobody can tell if it was changed."""
    return "digest" not in document


def _no_json(message: str) -> Problem:
    hit = re.search(r"at line (\d+) column (\d+)", message)
    line, column = (int(hit[1]), int(hit[2])) if hit else (1, 1)
    several = message.startswith("trailing characters")
    id = "saved-several" if several else "saved-no-json"
    return Problem(id, line=line, column=max(column, 1))


def _faults(raw: bytes, found: dict[str, Any]) -> list[Problem]:
    from vatscheck.answers.assess_shapes import Answer

    problems: dict[Loc, Problem] = {}
    try:
        TypeAdapter(Answer).validate_json(raw, strict=True)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_context=False):
            id = SENTENCES.get(item["type"], "saved-wrong")
            loc = tuple(part for part in item["loc"] if part != "[key]")
            parts = {"key": str(loc[-1]), "found": shown(item["input"])}
            problems[loc] = Problem(id, loc, parts)
    if not problems and not _is_day(found["as_of"]):
        parts = {"found": shown(found["as_of"])}
        problems["as_of",] = Problem("saved-wrong", ("as_of",), parts)
    return list(problems.values())


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def language(document: dict[str, Any]) -> Lang:
    """Return the language in which the sentences of an answer are written."""
    sentences = [
        text
        for item in document["assessments"]
        for text in (
            *item["warnings"],
            *(check["wants"] for route in item["routes"] for check in route["checks"]),
            *(reason["text"] for reason in item["missing"]),
        )
    ]
    text = "".join(sentences)
    chinese = len(re.findall("[\u4e00-\u9fff]", text))
    return "zh" if chinese > len(re.findall("[A-Za-z]", text)) else "en"
