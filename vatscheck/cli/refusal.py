"""What is told of a command that is not carried out: one exception, caught in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.api import Unknown
    from vatscheck.profile.problems import ProfileError

NOT_JUDGED = "not-judged"
NOTHING_WRITTEN = "nothing-written"


class Refused(Exception):
    """A command is not carried out: exit 2, nothing printed, nothing written.

    `id` is the sentence of the catalogue that says why, and `parts` fill it in.
    """

    def __init__(self, id: str, **parts: object) -> None:
        super().__init__(id)
        self.id, self.parts = id, parts


def unknown(error: Unknown) -> Refused:
    """Return what is told of a name that nothing goes by."""
    return Refused(
        "unknown-id", found=error.found, hint=", ".join(error.nearest) or "-"
    )


class Mistakes(Refused):
    """All mistakes of some files or options; `id` is the sentence that counts them.

    `errors` are mistakes as they were found, `lines` such as are in words already, by
    file.
    """

    def __init__(
        self,
        errors: Sequence[ProfileError] = (),
        lines: Mapping[str, Sequence[str]] | None = None,
        id: str = NOT_JUDGED,
    ) -> None:
        super().__init__(id)
        self.errors, self.lines = list(errors), dict(lines or {})


def refusal(error: Refused, lang: Lang) -> tuple[list[str], str]:
    """Return the lines that name every mistake, and the last line; it may be empty."""
    from vatscheck.formats.inert import terminal as escape

    if not isinstance(error, Mistakes):
        parts = {key: escape(str(value)) for key, value in error.parts.items()}
        return [ended(error.id, 2, lang, **parts)], ""
    from vatscheck.answers.errors import lines

    told = {name: list(found) for name, found in error.lines.items()}
    for found in error.errors:
        told.setdefault(found.name, []).extend(lines(found.name, found.problems, lang))
    every = [line for found in told.values() for line in found]
    file = in_files(list(told), lang)
    return every, ended(error.id, 2, lang, n=len(every), file=file)


def exiting(sentence: str, code: int, lang: Lang) -> str:
    """Return a sentence as a last line, with the number at its end."""
    from vatscheck.words.catalogue import word

    return word("exit", lang, reason=sentence, code=code)


def ended(id: str, code: int, lang: Lang, **parts: object) -> str:
    """Return a sentence of the catalogue as a last line, with the number at its end."""
    from vatscheck.words.catalogue import word

    return exiting(word(id, lang, **parts), code, lang)


def in_files(files: Sequence[str], lang: Lang) -> str:
    """Return what mistakes are in: a file by its own name, or how many files."""
    from vatscheck.formats.inert import terminal as escape
    from vatscheck.words.catalogue import word

    if len(files) != 1:
        return word("in-files", lang, n=len(files))
    if files[0] == "-":
        return word("standard-input", lang)
    return escape(Path(files[0]).name or files[0])
