"""Judging the profiles of a run: what was asked, what came out, and how it ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from vatscheck.cli.files import say
from vatscheck.cli.grammar import said
from vatscheck.cli.laws import the_law
from vatscheck.cli.named import profiles
from vatscheck.cli.profiles import named, the_day
from vatscheck.cli.refusal import Mistakes, Refused
from vatscheck.cli.settings import settings
from vatscheck.cli.sources import Read, loaded, read
from vatscheck.words.catalogue import Lang, word

if TYPE_CHECKING:
    from vatscheck.answers.document import Document
    from vatscheck.answers.known import Finding
    from vatscheck.answers.verdict import Verdict
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names
    from vatscheck.profile.models import ServiceEntry
    from vatscheck.profile.problems import ProfileError

ERROR = "vatscheck/error/1"


class Asked(NamedTuple):
    """What is asked of a run, the settings of the repository read in.

    `settings` is the file that they stand in, none = there is none.
    """

    paths: tuple[str, ...]
    as_of: str | None
    services: tuple[str, ...]
    fail_on: str
    lang: Lang
    law: Path | None
    settings: Path | None = None

    def settled(self, context: typer.Context) -> Asked:
        """Return the same with the settings of the repository, where no option wins."""
        found = settings(self.paths[0] if self.paths else ".")
        paths = self.paths or found.profiles
        if not paths:
            raise Refused("no-profile-named")
        chosen = said(context).chosen
        lang = self.lang if _typed(context, "lang") or chosen else found.lang
        fail_on = self.fail_on if _typed(context, "fail_on") else found.fail_on
        return self._replace(
            paths=tuple(profiles(paths)),
            fail_on=fail_on or self.fail_on,
            lang=lang or self.lang,
            law=self.law or found.law,
            settings=found.file,
        )


def _typed(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name in ("COMMANDLINE", "ENVIRONMENT")


class Run(NamedTuple):
    """The documents of a run in the order of its profiles, and the profiles as read.

    A profile that could not be read has the document of its mistakes, and no `read`.
    """

    law: Law
    day: str
    paths: tuple[str, ...]
    reads: tuple[Read | None, ...]
    documents: tuple[Document, ...]

    def answers(self) -> list[dict[str, Any]]:
        """Return the answers of the profiles that were judged."""
        return [d.data for d in self.documents if d.data["schema"] != ERROR]

    def unread(self) -> list[dict[str, Any]]:
        """Return what is wrong with the profiles that were not."""
        return [d.data for d in self.documents if d.data["schema"] == ERROR]

    def known(self, path: Path | None, lang: Lang) -> dict[str, set[Finding]]:
        """Return what the saved answers of a file say, by profile. Raises `Refused`."""
        if path is None:
            return {}
        from vatscheck.answers.known import findings

        found = {_key(saved): findings(saved) for saved in saved_in(path, lang)}
        for answer in self.answers():
            if _key(answer) not in found and len(found) == len(self.documents) == 1:
                (found[_key(answer)],) = list(found.values())
            elif _key(answer) not in found:
                raise Refused("against-several", path=path, file=_key(answer))
        return found

    def verdict(
        self,
        asked: Asked,
        known: Mapping[str, Collection[Finding]],
        *,
        exit_zero: bool,
        max_age: int | None,
    ) -> Verdict:
        """Return how the run ends: what is waived, known, old or unread is told."""
        from vatscheck.answers.known import counting
        from vatscheck.answers.verdict import tally, verdict

        answers = self.answers()
        counted = [counting(a, known.get(_key(a), ())) for a in answers]
        out = sum(len(a["assessments"]) for a in answers)
        out -= sum(len(a["assessments"]) for a in counted)
        found = verdict(map(tally, counted), asked.lang, asked.fail_on, exit_zero)
        if out:
            parts = {"sentence": found.sentence, "n": out}
            found = found._replace(sentence=word("verdict-waived", asked.lang, **parts))
        if max_age is not None:
            found = _aged(found, answers, max_age, asked.lang, exit_zero)
        if n := len(self.unread()):
            parts = {"sentence": found.sentence, "n": n}
            told = word("verdict-unread", asked.lang, **parts)
            found = found._replace(code=2, sentence=told)
        return found


def _aged(
    found: Verdict,
    answers: Iterable[Mapping[str, Any]],
    most: int,
    lang: Lang,
    exit_zero: bool,
) -> Verdict:
    """A run whose rules were checked too long ago is open, if nothing is worse."""
    bases = [answer["summary"]["basis"] for answer in answers]
    ages = [_days(basis["oldest_verified_to"], basis["as_of"]) for basis in bases]
    oldest = max(ages, default=0)
    if oldest <= most:
        return found
    parts = {"sentence": found.sentence, "days": oldest, "most": most}
    code = 3 if found.code == 0 and not exit_zero else found.code
    return found._replace(code=code, sentence=word("verdict-old", lang, **parts))


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _key(document: Mapping[str, Any]) -> str:
    profile = document["profile"]
    return str(profile.get("file") or profile["name"])


def saved_in(path: Path, lang: Lang) -> list[dict[str, Any]]:
    """Return the saved answers of a file: one object, or one a line. Raises `Refused`."""
    from vatscheck.answers import saved
    from vatscheck.profile.problems import ProfileError

    try:
        raw = read(str(path))
        rows = raw.splitlines()
        several = len(rows) > 1 and rows[0].rstrip().endswith(b"}")
        found = [saved.read(row, str(path)) for row in (rows if several else [raw])]
    except ProfileError as error:
        raise Mistakes([error]) from None
    if any(map(saved.unsigned, found)):
        say("saved-unsigned", lang, path=path)
    return found


def judged(asked: Asked, *, waivers: bool = True, keep_going: bool = False) -> Run:
    """Return the answers for all profiles of a run.

    Raises `Refused` with all mistakes of all files, where it does not keep going.
    """
    from vatscheck.names.index import Names
    from vatscheck.profile.problems import ProfileError

    law = the_law(asked.law)
    day = the_day(law, asked.as_of)
    names = Names(law)
    errors: list[ProfileError] = []
    entries: list[ServiceEntry] = []
    try:
        entries = named(names, asked.services, "--service")
    except ProfileError as error:
        errors.append(error)
    found = [_read(path, names, entries) for path in asked.paths]
    errors += [one for one in found if isinstance(one, ProfileError)]
    if errors and (not keep_going or len(errors) > len(found)):
        raise Mistakes(errors)
    reads = tuple(None if isinstance(one, ProfileError) else one for one in found)
    documents = tuple(
        _document(one, path, law, day, asked, names, waivers)
        for one, path in zip(found, asked.paths, strict=True)
    )
    return Run(law, day, asked.paths, reads, documents)


def _read(
    path: str, names: Names, entries: Sequence[ServiceEntry]
) -> Read | ProfileError:
    from vatscheck.profile.problems import ProfileError

    try:
        found = loaded(read(path), path, names)
    except ProfileError as error:
        return error
    if not entries:
        return found
    return found._replace(profile=names.narrowed(found.profile, entries))


def _document(
    one: Read | ProfileError,
    path: str,
    law: Law,
    day: str,
    asked: Asked,
    names: Names,
    waivers: bool,
) -> Document:
    from vatscheck.answers.assess import document
    from vatscheck.answers.origin import Origin
    from vatscheck.answers.unread import unread
    from vatscheck.engine.assess import assess
    from vatscheck.profile.reading import decode

    if not isinstance(one, Read):
        return unread(one, path, asked.lang)
    text = decode(one.raw, path)
    settings = relpath(asked.settings) if asked.settings else ""
    narrowed = bool(asked.services)
    origin = Origin(path, text, names, narrowed=narrowed, settings=settings)
    answer = assess(one.profile, law, day)._replace(digest=one.digest)
    return document(answer, asked.lang, origin, with_waivers=waivers)
