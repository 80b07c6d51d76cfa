"""The command that comes next, to be pasted: what is said to a person after each step."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.cli.typed import VARIABLE, language
from vatscheck.words.catalogue import LANGS, Lang, word


class Going(NamedTuple):
    """What was settled by options, and holds for the next command too."""

    lang: Lang
    as_of: str | None = None
    law: Path | None = None

    def command(self, *words: str) -> str:
        """Return the command with these options; nothing if it could not be pasted.

        An option is left out where the environment says the same.
        """
        found = ["vatscheck", *words]
        if self.lang != (language(os.environ.get(VARIABLE, "")) or LANGS[0]):
            found += ["--lang", self.lang]
        if self.as_of:
            found += ["--as-of", self.as_of]
        if self.law and str(self.law) != os.environ.get("VATSCHECK_LAW"):
            found += ["--law", str(self.law)]
        return quoted(found) if all(word.isprintable() for word in found) else ""

    def said(self, id: str, *words: str, **parts: object) -> str:
        """Return the sentence that names a command; nothing if there is none."""
        found = self.command(*words)
        return word(id, self.lang, command=found, **parts) if found else ""


def quoted(words: Sequence[str]) -> str:
    """Return words as the shell of the system reads them."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline(words)
    return shlex.join(words)


def after_init(path: Path, filled: bool, going: Going) -> str:
    """Return what comes after a profile has been begun: to fill it in, and to check it."""
    if not str(path).isprintable():
        return ""
    id = "next" if filled else "next-fill-in"
    return going.said(id, "check", _file(str(path)), path=quoted([str(path)]))


def after_check(paths: Sequence[str], going: Going) -> str:
    """Return what comes after profiles have been found in order: to judge them."""
    if "-" in paths or len(paths) > 3:
        return ""
    return going.said("next", "assess", *map(_file, paths))


def after_assess(
    paths: Sequence[str], documents: Sequence[Mapping[str, Any]], going: Going
) -> str:
    """Return what comes after an answer: to ask where it is open, else the report."""
    if len(paths) != 1 or "-" in paths:
        return ""
    statuses = {i["status"] for found in documents for i in found["assessments"]}
    if "undetermined" in statuses:
        return after_report(paths[0], going)
    output = free(Path(paths[0]).with_suffix(".docx").name)
    return going.said("next", "report", _file(paths[0]), "-o", output)


def after_report(path: str, going: Going) -> str:
    """Return what comes after a report that leaves questions open: to send them out."""
    if path == "-":
        return ""
    return going.said("next", "intake", _file(path), "-o", free("questions.xlsx"))


def free(name: str) -> str:
    """Return a name that no file of the folder has: nothing is written over."""
    path, number = Path(name), 1
    while os.path.lexists(path):
        number += 1
        path = Path(f"{Path(name).stem}-{number}{Path(name).suffix}")
    return str(path)


def _file(path: str) -> str:
    """A path that is not taken for an option."""
    return f"./{path}" if path.startswith("-") else path
