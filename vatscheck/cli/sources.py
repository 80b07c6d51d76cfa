"""Reading what a command starts from, and refusing what is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vatscheck.cli.files import say
from vatscheck.cli.streams import NotRead, reading
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.engine.answer import Answer
    from vatscheck.law.book import Law
    from vatscheck.profile.problems import Problem, ProfileError


def read(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises `ProfileError` for a file that cannot be read.
    """
    from vatscheck.profile.load import read_bytes

    return _given() if path == "-" else read_bytes(Path(path))


def _given() -> bytes:
    """The bytes of standard input. Raises `ProfileError` where there is none."""
    from vatscheck.profile.load import bounded
    from vatscheck.profile.problems import Problem, ProfileError

    try:
        with reading() as stream:
            return bounded(stream.buffer, "-")
    except NotRead as error:
        id = "unreadable" if error.args else "stdin-closed"
        parts = {"reason": str(error)}
        raise ProfileError("-", [Problem(id, parts=parts)]) from None


def judged(raw: bytes, path: str, law: Law, day: str) -> Answer:
    """Return the answer for a profile's bytes. Raises `ProfileError`."""
    from vatscheck.engine.assess import assess
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load

    profile, digest = load(raw, path, settler(Names(law)))
    return assess(profile, law, day)._replace(digest=digest)


def document(answer: Answer, lang: Lang) -> dict[str, Any]:
    """Return an answer as its JSON document, in a language."""
    from vatscheck.answers.interface import Page
    from vatscheck.answers.json import as_object

    return as_object(answer, Page(lang))


def tell(name: str, problems: Iterable[Problem], lang: Lang) -> None:
    """Tell every problem of one file or option, a line each."""
    from vatscheck.answers.errors import lines

    for line in lines(name, problems, lang):
        print(line, file=sys.stderr)


def refuse(errors: Iterable[ProfileError], lang: Lang) -> int:
    """Tell every problem of some files or options, and return the exit code."""
    count = 0
    for error in errors:
        tell(error.name, error.problems, lang)
        count += len(error.problems)
    say("exit-2", lang, count=count)
    return 2


def complain(id: str, lang: Lang, **parts: object) -> int:
    """Tell one thing that is wrong with a command, and return the exit code."""
    say(id, lang, **parts)
    say("exit-2", lang, count=1)
    return 2
