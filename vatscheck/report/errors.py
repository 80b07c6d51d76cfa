"""The errors of a profile as lines: file, line, column, key, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vatscheck.profile.problems import Problem
from vatscheck.report.phrases import escape
from vatscheck.report.words import Lang, word

LONGEST = 80
"""How many characters of a value or a key are repeated in a message."""


def lines(name: str, problems: Iterable[Problem], lang: Lang) -> Iterator[str]:
    """Yield one line a problem, in the order of the file."""
    for problem in problems:
        parts = {key: escape(value) for key, value in problem.parts.items()}
        parts |= {key: _cut(parts[key]) for key in ("found", "key") if key in parts}
        text = word(problem.id, lang, **parts) if parts else word(problem.id, lang)
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        key = f" {_cut(escape(problem.key))}:" if problem.loc else ""
        yield f"{escape(name)}{place}:{key} {text}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
