"""`vatscheck start`: from a client's words to a checklist, one question at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.api import load_law
from vatscheck.cli.asking import STOP, Asking
from vatscheck.cli.dialogue import Move, Option
from vatscheck.cli.files import say
from vatscheck.cli.options import AsOf, Language, LawFolder
from vatscheck.cli.profiles import the_day, told
from vatscheck.cli.writing import there, write
from vatscheck.words.catalogue import chinese

if TYPE_CHECKING:
    from vatscheck.intake.session import Session
    from vatscheck.names.meanings import Candidate, Meaning

REPORTS = {"docx": "start-word-file", "xlsx": "start-excel-file"}
MORE, NO = "more", "no"


def start(
    path: Annotated[
        Path, typer.Argument(help="The profile to begin or go on with.")
    ] = (Path("profile.toml")),
    as_of: AsOf = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Ask step by step: what is offered, the facts that settle most, the checklist."""
    law = load_law(law_folder)
    day = the_day(law, as_of)
    return _Guide(law, day, path, lang).run(law_folder)


class _Guide(Asking):
    """One guided start."""

    def run(self, law_folder: Path | None) -> int:
        """Ask until nothing can change a status any more; then the answer, the report."""
        session = self._resumed() if there(self.path) else self._begun()
        if session is None:
            return 2
        every = False
        while self._asked(session, every):
            end = self._ended(session)
            if end == MORE:
                every = True
                continue
            return self._reported(end, law_folder)
        self._next(f"vatscheck start {self.path}")
        return 0

    # --- beginning ----------------------------------------------------------------

    def _resumed(self) -> Session | None:
        from vatscheck.formats.inert import terminal as escape
        from vatscheck.intake.session import Session
        from vatscheck.profile.load import read_bytes

        found = told(
            lambda: Session(
                self.names, self.day, str(self.path), read_bytes(self.path)
            ),
            self.law,
            self.lang,
        )
        name = escape(found.profile.name)
        self.talk.say(self.word("start-resumed", path=self.shown, name=name))
        return found

    def _begun(self) -> Session | None:
        """Ask for the company and what it offers: without them there is no profile."""
        from vatscheck.intake.session import Session, begun

        unknown = self.word("say-unknown")
        self.talk.say(self.word("start-how", path=self.shown, unknown=unknown))
        name = self.talk.write(self.word("ask-company"), STOP)
        while name == "":
            self.talk.say(self.word("ask-required"))
            name = self.talk.write(self.word("ask-company"), STOP)
        if isinstance(name, Move):
            return None
        wanted = self._wanted()
        if wanted is None:
            return None
        raw = begun(name, wanted, self.word("start-comment"))
        write(self.path, raw)
        self.first += 1
        return Session(self.names, self.day, str(self.path), raw)

    def _wanted(self) -> dict[str, object] | None:
        """The products and services that the client's words mean."""
        found: list[Candidate] = []
        while not found:
            text = self.talk.write(self.word("start-words"), STOP)
            if isinstance(text, Move):
                return None
            self.first += 1
            if not text:
                return self._by_questions()
            for one in _pieces(text):
                chosen = self._chosen(one)
                if chosen is None:
                    return None
                found += chosen
        products = [c.id for c in found if c.kind == "product"]
        services = [c.id for c in found if c.kind == "service"]
        wanted: dict[str, object] = {}
        if products:
            wanted["products"] = list(dict.fromkeys(products))
        if services:
            wanted["services"] = [{"id": id} for id in dict.fromkeys(services)]
        return wanted

    def _chosen(self, text: str) -> list[Candidate] | None:
        """What one word means: asked where it may be several things; none = stop."""
        from vatscheck.formats.inert import terminal as escape
        from vatscheck.names.meanings import meaning

        found = meaning(self.names, text)
        offered = [c for c in found.candidates if c.kind in ("product", "service")]
        if not offered:
            return self._missed(found)
        if len(offered) == 1:
            line = self.word(
                "start-line", service=escape(text), status=self._of(offered[0])
            )
            self.talk.say(line)
            return offered
        options = [(c.id, self._of(c)) for c in offered]
        asked = self.word("start-which", word=escape(text))
        picked = self.talk.pick(asked, options, (Move.UNKNOWN, Move.STOP))
        self.first += 1
        if picked is Move.STOP:
            return None
        chosen = [] if isinstance(picked, Move) else picked
        if not chosen:
            self.talk.say(self.word("start-left-out", word=escape(text)))
        return [c for c in offered if c.id in chosen]

    def _missed(self, found: Meaning) -> list[Candidate] | None:
        """Ask for a word that is not known in other words; none = stop."""
        from vatscheck.formats.inert import terminal as escape

        self.talk.say(self.word("start-not-known", word=escape(found.word)))
        if found.nearest:
            near = self.word("comma").join(found.nearest)
            self.talk.say(self.word("find-nearest", words=near))
        text = self.talk.write(self.word("start-other-words"), STOP)
        if isinstance(text, Move):
            return None
        self.first += 1
        if not text:
            self.talk.say(self.word("start-left-out", word=escape(found.word)))
        return self._chosen(text) if text else []

    def _of(self, candidate: Candidate) -> str:
        """A candidate as it is offered: its name, and what it needs in a word."""
        name = candidate.zh if chinese(self.lang) else candidate.en
        need = self.word(f"start-need-{candidate.need or 'licence'}")
        return f"{need}: {name}" if not chinese(self.lang) else f"{need}：{name}"

    def _by_questions(self) -> dict[str, object] | None:
        """Products by the decision tree, for whom words do not help."""
        from vatscheck.cli.finding import walk

        while True:
            found = walk(self.law, self.talk, self.lang)
            if isinstance(found, Move):
                return None
            products, answers = found
            self.first += len(answers) + 1
            if products:
                return {"products": products}
            self.talk.say(self.word("tree-nothing"))

    # --- the end ------------------------------------------------------------------

    def _ended(self, session: Session) -> str | Move:
        """Give the short answer, and ask for the checklist."""
        from vatscheck.formats.inert import terminal as escape

        name = escape(session.profile.name)
        self.talk.say(self.word("start-answer", name=name, day=self.day))
        for item in (
            session.interview.answer.assessments if session.interview.answer else ()
        ):
            service = item.service.zh if chinese(self.lang) else item.service.en
            status = self.word(item.status)
            self.talk.say(
                f"- {self.word('start-line', service=service, status=status)}"
            )
        count = self.first + session.answered
        self.talk.say(self.word("start-prompts", count=count))
        options: list[Option] = [
            (ending, f"{self.word(id)} ({self._report(ending)})")
            for ending, id in REPORTS.items()
        ]
        if left := len(session.interview.prompts()):
            options.append((MORE, self.word("start-on", count=left)))
        options.append((NO, self.word("start-no-report")))
        return self.talk.choose(self.word("start-report"), options, ())

    def _report(self, ending: str) -> Path:
        return self.path.with_suffix(f".{ending}")

    def _reported(self, end: str | Move, law_folder: Path | None) -> int:
        """Write the checklist that was chosen, and say what comes next."""
        if end in REPORTS:
            from vatscheck.cli.report import report

            output = self._report(str(end))
            report(str(self.path), [output], self.day, self.lang, law_folder)
        self._next(f"vatscheck assess {self.path}")
        return 0

    def _next(self, command: str) -> None:
        say("start-next", self.lang, command=command)


def _pieces(text: str) -> list[str]:
    """The activities of an answer: what stands between ; and what a sentence joins."""
    import re

    from vatscheck.names.words import words

    every = [piece.strip() for piece in re.split("[;；\n]", text) if piece.strip()]
    return [piece for one in every for piece in words().apart(one)]
