"""The errors of a profile as lines: file, line, column, key, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.formats.inert import terminal as escape
from vatscheck.profile.problems import Problem
from vatscheck.words.catalogue import Lang, word

LONGEST = 80
"""How many characters of a value or a key are repeated in a message."""


def lines(name: str, problems: Iterable[Problem], lang: Lang) -> Iterator[str]:
    """Yield one line a problem, in the order of the file."""
    for problem in problems:
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        key = f" {cut(escape(problem.key))}:" if problem.loc else ""
        yield f"{escape(name)}{place}:{key} {sentence(problem, lang)}"


def sentence(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what to write instead, without its place."""
    parts = {key: escape(value) for key, value in problem.parts.items()}
    parts |= {key: cut(parts[key]) for key in ("found", "key") if key in parts}
    return word(problem.id, lang, **parts) if parts else word(problem.id, lang)


def described(problem: Problem, lang: Lang) -> dict[str, Any]:
    """Return a problem as an object of a document."""
    return {
        "id": problem.id,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "text": sentence(problem, lang),
    }


def cut(text: str) -> str:
    """Return a text as far as a message repeats it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
