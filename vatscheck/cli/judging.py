"""Judging the profiles of a run: what was asked, what came out, and how it ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from os.path import relpath
from pathlib import Path, PurePath
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
    from vatscheck.answers.verdict import Tally, Verdict
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
    """The profiles of a run as they were read, and what they are judged by.

    A profile that could not be read is the error that says why.
    """

    asked: Asked
    law: Law
    day: str
    names: Names
    reads: tuple[Read | ProfileError, ...]
    waivers: bool = True

    def documents(self) -> Iterator[Document]:
        """Yield the answer for one profile after the other, or what is wrong with it."""
        for one, path in zip(self.reads, self.asked.paths, strict=True):
            yield self._document(one, path)

    def _document(self, one: Read | ProfileError, path: str) -> Document:
        from vatscheck.answers.assess import document
        from vatscheck.answers.origin import Origin
        from vatscheck.answers.unread import unread
        from vatscheck.engine.assess import assess
        from vatscheck.profile.reading import decode

        asked = self.asked
        if not isinstance(one, Read):
            return unread(one, path, asked.lang)
        text = decode(one.raw, path)
        settings = relpath(asked.settings) if asked.settings else ""
        narrowed = bool(asked.services)
        origin = Origin(path, text, self.names, narrowed=narrowed, settings=settings)
        answer = assess(one.profile, self.law, self.day)._replace(digest=one.digest)
        return document(answer, asked.lang, origin, with_waivers=self.waivers)

    def known(self, path: Path | None) -> dict[str, set[Finding]]:
        """Return what the saved answers of a file say, by profile. Raises `Refused`."""
        if path is None:
            return {}
        from vatscheck.answers.known import findings

        saved = saved_in(path, self.asked.lang)
        found = {_key(document): findings(document) for document in saved}
        files = [
            file if file == "-" else PurePath(file).as_posix()
            for file in self.asked.paths
        ]
        if len(found) == len(files) == 1:
            return dict(zip(files, found.values(), strict=True))
        for file in files:
            if file not in found:
                raise Refused("against-several", path=path, file=file)
        return found


class Kept(NamedTuple):
    """What the end of a run needs of one answer: the answer itself is let go."""

    tally: Tally
    out: int
    days: int
    statuses: tuple[str, ...]


class Ledger:
    """What is kept of the documents of a run while each is given and let go.

    `whole` = the documents are kept too, for the forms that tell results.
    """

    def __init__(
        self, known: Mapping[str, Collection[Finding]], *, whole: bool
    ) -> None:
        self.known, self.whole = known, whole
        self.kept: list[Kept] = []
        self.documents: list[dict[str, Any]] = []
        self.unread: list[dict[str, Any]] = []

    def keeping(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield documents, each entered before it goes on."""
        for document in documents:
            if document.data["schema"] == ERROR:
                self.unread.append(document.data)
            else:
                self._enter(document.data)
            yield document

    def _enter(self, answer: dict[str, Any]) -> None:
        from vatscheck.answers.known import counting
        from vatscheck.answers.verdict import tally

        counted = counting(answer, self.known.get(_key(answer), ()))
        items, basis = answer["assessments"], answer["summary"]["basis"]
        out = len(items) - len(counted["assessments"])
        days = _days(basis["oldest_verified_to"], basis["as_of"])
        statuses = tuple(item["status"] for item in items)
        self.kept.append(Kept(tally(counted), out, days, statuses))
        if self.whole:
            self.documents.append(answer)

    def verdict(self, asked: Asked, *, exit_zero: bool, max_age: int | None) -> Verdict:
        """Return how the run ends: what is waived, known, old or unread is told."""
        from vatscheck.answers.verdict import verdict

        tallies = [one.tally for one in self.kept]
        found = verdict(tallies, asked.lang, asked.fail_on, exit_zero)
        if out := sum(one.out for one in self.kept):
            parts = {"sentence": found.sentence, "n": out}
            found = found._replace(sentence=word("verdict-waived", asked.lang, **parts))
        if max_age is not None:
            oldest = max((one.days for one in self.kept), default=0)
            found = _aged(found, oldest, max_age, asked.lang, exit_zero)
        if n := len(self.unread):
            parts = {"sentence": found.sentence, "n": n}
            told = word("verdict-unread", asked.lang, **parts)
            found = found._replace(code=2, sentence=told)
        return found


def _aged(
    found: Verdict, oldest: int, most: int, lang: Lang, exit_zero: bool
) -> Verdict:
    """A run whose rules were checked too long ago is open, if nothing is worse."""
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


def run_of(asked: Asked, *, waivers: bool = True, keep_going: bool = False) -> Run:
    """Return the profiles that are asked about, read, and not yet judged.

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
    found = tuple(_read(path, names, entries) for path in asked.paths)
    errors += [one for one in found if isinstance(one, ProfileError)]
    if errors and (not keep_going or len(errors) > len(found)):
        raise Mistakes(errors)
    return Run(asked, law, day, names, found, waivers)


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
