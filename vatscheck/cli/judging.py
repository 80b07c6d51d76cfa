"""Judging the profiles of a run: what was asked, what came out, and how it ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vatscheck import api
from vatscheck.api.subject import named
from vatscheck.cli.files import say
from vatscheck.cli.named import meant
from vatscheck.cli.profiles import about, the_day
from vatscheck.cli.refusal import Mistakes
from vatscheck.cli.settings import settings
from vatscheck.cli.sources import Read, loaded, read
from vatscheck.words.catalogue import Lang, word

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked as About
    from vatscheck.answers.document import Document
    from vatscheck.answers.known import Finding
    from vatscheck.answers.verdict import Tally, Verdict
    from vatscheck.formats.page import Block
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

    def settled(self) -> Asked:
        """Return the same with every profile that is meant, and where settings stand.

        Where none is named, those of the settings are meant. Raises `Refused`.
        """
        paths = meant(self.paths)
        return self._replace(paths=tuple(paths), settings=settings(paths).file)


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

    def opening(self) -> tuple[Block, ...]:
        """Return what stands before the answers where each of them is one line."""
        from vatscheck.answers.assess_page import opening
        from vatscheck.answers.document import head

        law = head("assessment", self.law)["law"]
        return opening(law, self.day, self._settings, self.asked.lang)

    @property
    def _settings(self) -> str:
        """The file with the settings as it is named from here, empty = there is none."""
        return relpath(self.asked.settings) if self.asked.settings else ""

    def _document(self, one: Read | ProfileError, path: str) -> Document:
        lang = self.asked.lang
        if not isinstance(one, Read):
            return api.unread(one, path, lang=lang)
        return api.assess(self.about(one), waivers=self.waivers, lang=lang)

    def about(self, one: Read) -> About:
        """Return what is asked about a profile of the run."""
        narrowed = bool(self.asked.services)
        return about(
            one,
            self.law,
            self.day,
            narrowed=narrowed,
            settings=self._settings,
            names=self.names,
        )

    def known(self, path: Path | None) -> dict[str, set[Finding]]:
        """Return what the saved answers of a file say, by profile. Raises `Refused`.

        A profile without a saved answer is told: all of its results count.
        """
        if path is None:
            return {}
        from vatscheck.answers.known import findings
        from vatscheck.answers.origin import as_named

        saved = saved_in(path, self.asked.lang)
        found = {_key(document): findings(document) for document in saved}
        files = [as_named(file) for file in self.asked.paths]
        if len(found) == len(files) == 1:
            return dict(zip(files, found.values(), strict=True))
        for file in files:
            if file not in found:
                say("against-new", self.asked.lang, path=path, file=file)
        return found


class Kept(NamedTuple):
    """What the end of a run needs of one answer: the answer itself is let go."""

    tally: Tally
    counting: Tally
    waived: int
    known: int
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
        self.waivers: list[tuple[str, dict[str, Any]]] = []

    def keeping(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield documents, each entered before it goes on."""
        for document in documents:
            if document.data["schema"] == ERROR:
                self.unread.append(document.data)
            else:
                self._enter(document.data)
            yield document

    def _enter(self, answer: dict[str, Any]) -> None:
        from vatscheck.answers.known import counted
        from vatscheck.answers.verdict import tally

        found = counted(answer, self.known.get(_key(answer), ()))
        basis = answer["summary"]["basis"]
        days = _days(basis["oldest_verified_to"], basis["as_of"])
        kept = Kept(
            tally(answer),
            tally({"assessments": found.counting}),
            len(found.waived),
            len(found.known),
            days,
            tuple(item["status"] for item in answer["assessments"]),
        )
        self.kept.append(kept)
        file = _key(answer)
        self.waivers += [(file, waiver) for waiver in answer.get("waivers", ())]
        if self.whole:
            self.documents.append(answer)

    def warn(self, lang: Lang) -> None:
        """Warn of every waiver that does not count, and of one that nothing reopens.

        What has ended and was renewed needs no warning.
        """
        active = {_about(*each) for each in self.waivers if _active(each[1])}
        for file, waiver in self.waivers:
            parts = {"file": file, "rule": waiver["rule"], "until": waiver["until"]}
            if not _active(waiver) and _about(file, waiver) not in active:
                state = word(f"waiver-{waiver['state']}", lang)
                say("waiver-idle", lang, **parts, state=state)
            if "law" not in waiver:
                say("waiver-undigested", lang, **parts)

    def verdict(self, asked: Asked, *, exit_zero: bool, max_age: int | None) -> Verdict:
        """Return how the run ends: what is waived, known, old or unread is told."""
        from vatscheck.answers.verdict import Verdict, verdict

        lang = asked.lang
        if not self.kept:
            told = word("verdict-none-judged", lang, n=len(self.unread))
            return Verdict(2, told)
        tallies = [one.tally for one in self.kept]
        counting = [one.counting for one in self.kept]
        found = verdict(tallies, lang, asked.fail_on, exit_zero, counting)
        for id, n in (
            ("verdict-waived", sum(one.waived for one in self.kept)),
            ("verdict-known", sum(one.known for one in self.kept)),
        ):
            if n:
                told = word(id, lang, sentence=found.sentence, n=n)
                found = found._replace(sentence=told)
        if max_age is not None:
            oldest = max(one.days for one in self.kept)
            found = _aged(found, oldest, max_age, lang, exit_zero)
        if n := len(self.unread):
            told = word("verdict-unread", lang, sentence=found.sentence, n=n)
            found = found._replace(code=2, sentence=told)
        return found


def _active(waiver: Mapping[str, Any]) -> bool:
    return bool(waiver["state"] == "active")


def _about(file: str, waiver: Mapping[str, Any]) -> tuple[str, str, str | None]:
    """What a waiver is about: the same for one that renews it."""
    return file, waiver["rule"], waiver.get("service")


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


def saved_in(path: Path, lang: Lang) -> Iterator[dict[str, Any]]:
    """Yield the saved answers of a file: one object, or one a line. Raises `Refused`.

    A profile that could not be judged then has none.
    """
    from vatscheck.answers import saved
    from vatscheck.profile.load import read_objects
    from vatscheck.profile.problems import ProfileError

    told = False
    try:
        for raw in read_objects(path):
            if saved.is_unread(raw):
                continue
            found = saved.read(raw, str(path))
            if saved.unsigned(found) and not told:
                say("saved-unsigned", lang, path=path)
                told = True
            yield found
    except ProfileError as error:
        raise Mistakes([error]) from None


def run_of(asked: Asked, *, waivers: bool = True, keep_going: bool = False) -> Run:
    """Return the profiles that are asked about, read, and not yet judged.

    Raises `Refused` with all mistakes of all files, where it does not keep going.
    """
    from vatscheck.names.index import Names
    from vatscheck.profile.problems import ProfileError

    law = api.load_law(asked.law)
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
