"""What checking profiles found: a line a file, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from vatscheck.answers.document import head
from vatscheck.answers.errors import lines, sentence
from vatscheck.formats.json import written
from vatscheck.law.book import Law
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import Problem
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import escape


class Checked(NamedTuple):
    """A file that was checked: its profile, or what is wrong with it."""

    file: str
    profile: Profile | None
    problems: Sequence[Problem]


def sound(files: Sequence[Checked], lang: Lang) -> Iterator[str]:
    """Yield a line for each profile that is in order."""
    for item in files:
        if item.profile:
            parts = _counts(item.profile)
            name = escape(item.profile.name)
            yield word("check-ok", lang, file=escape(item.file), name=name, **parts)


def unsound(files: Sequence[Checked], lang: Lang) -> Iterator[str]:
    """Yield a line for each problem of every file."""
    for item in files:
        yield from lines(item.file, item.problems, lang)


def document(files: Sequence[Checked], law: Law, lang: Lang) -> str:
    """Return the same as JSON."""
    found = {
        **head("check", law),
        "ok": not any(item.problems for item in files),
        "files": [_file(item, lang) for item in files],
    }
    return written(found)


def _file(item: Checked, lang: Lang) -> dict[str, Any]:
    profile = item.profile
    counts = _counts(profile) if profile else {"services": None, "owners": None}
    return {
        "file": item.file,
        "ok": profile is not None,
        "name": profile.name if profile else None,
        **counts,
        "problems": [_problem(problem, lang) for problem in item.problems],
    }


def _counts(profile: Profile) -> dict[str, int | None]:
    return {
        "services": len(profile.services),
        "owners": len(profile.owners or ()),
    }


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "id": problem.id,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "text": sentence(problem, lang),
    }
