"""`vatscheck start`: from a client's words to a checklist, one question at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.api import load_law
from vatscheck.cli.dialogue import Dialogue, Move, Option, dialogue
from vatscheck.cli.files import say
from vatscheck.cli.options import AsOf, Language, LawFolder
from vatscheck.cli.profiles import the_day, told
from vatscheck.cli.writing import there, write
from vatscheck.words.catalogue import Lang, chinese

if TYPE_CHECKING:
    from vatscheck.intake.asking import Prompt
    from vatscheck.intake.session import Session
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names
    from vatscheck.names.meanings import Candidate, Meaning

STOP = (Move.STOP,)
EVERY = (Move.UNKNOWN, Move.BACK, Move.STOP)
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


class _Guide:
    """One guided start."""

    def __init__(self, law: Law, day: str, path: Path, lang: Lang) -> None:
        from vatscheck.names.index import Names
        from vatscheck.words.phrases import escape

        self.law, self.day, self.path, self.lang = law, day, path, lang
        self.names: Names = Names(law)
        self.talk: Dialogue = dialogue(lang)
        self.shown = escape(str(path))
        self.first = 0

    def word(self, id: str, **parts: object) -> str:
        from vatscheck.words.catalogue import word

        return word(id, self.lang, **parts)

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
        from vatscheck.intake.session import Session
        from vatscheck.profile.load import read_bytes
        from vatscheck.words.phrases import escape

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
        from vatscheck.names.meanings import meaning
        from vatscheck.words.phrases import escape

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
        if isinstance(picked, Move):
            return []
        return [c for c in offered if c.id in picked]

    def _missed(self, found: Meaning) -> list[Candidate] | None:
        """Ask for a word that is not known in other words; none = stop."""
        from vatscheck.words.phrases import escape

        self.talk.say(self.word("start-not-known", word=escape(found.word)))
        if found.nearest:
            near = self.word("comma").join(found.nearest)
            self.talk.say(self.word("find-nearest", words=near))
        text = self.talk.write(self.word("start-other-words"), STOP)
        if isinstance(text, Move):
            return None
        self.first += 1
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

    # --- asking -------------------------------------------------------------------

    def _asked(self, session: Session, every: bool) -> bool:
        """Put all questions that matter; false if the answers stop here."""
        while prompt := session.next(every):
            if prompt.holders:
                found = self._holder(session, prompt)
            else:
                found = self._fact(session, prompt)
            if found is Move.STOP:
                return False
            if found is Move.BACK:
                session.back()
            write(self.path, session.raw)
        return True

    def _fact(self, session: Session, prompt: Prompt) -> Move | None:
        """Put one question until it is answered."""
        from vatscheck.answers.intake.prompts import asked, read_as, wrong
        from vatscheck.intake.shares import Misread

        while True:
            text = self._answer(asked(self.law, prompt, self.lang), prompt)
            if text in (Move.STOP, Move.BACK):
                return Move(text)
            line = "" if isinstance(text, Move) else text
            before = session.interview.answer
            try:
                value = session.reply(prompt, line)
            except Misread as error:
                self.talk.say(wrong(error, self.lang))
                continue
            if value is not None and (places := read_as(prompt, line, value)):
                self.talk.say(places)
            self._standing(session, before)
            return None

    def _answer(self, text: str, prompt: Prompt) -> str | Move:
        """An answer to a question of its kind: chosen, marked or typed."""
        question = prompt.question
        kind = question.kind if question else "text"
        if kind == "yes-no":
            options = [("yes", self.word("yes")), ("no", self.word("no"))]
            return self.talk.choose(text, options, EVERY)
        if question and kind in ("one", "several", "content"):
            names = dict(zip(question.values, question.chinese, strict=False))
            labels = [(v, self._label(v, names)) for v in question.values]
            if kind == "one":
                return self.talk.choose(text, labels, EVERY)
            picked = self.talk.pick(text, labels, EVERY)
            return picked if isinstance(picked, Move) else "; ".join(picked)
        hint = self.word(f"intake-kind-{kind}")
        return self.talk.write(f"{text}\n{hint}", EVERY)

    def _label(self, value: str, names: dict[str, str]) -> str:
        return names.get(value, value) if chinese(self.lang) else value

    def _holder(self, session: Session, prompt: Prompt) -> Move | None:
        """Ask for one holder in three questions; without a name there is no other."""
        from vatscheck.answers.intake.prompts import wrong
        from vatscheck.intake.shares import Misread
        from vatscheck.words.phrases import escape

        level = session.interview.level == prompt.path
        about = f"{escape(prompt.about)}: " if prompt.about else ""
        asked = self.word("start-holder-next" if level else "start-holder")
        name = self.talk.write(f"{about}{asked}", EVERY)
        if name in (Move.STOP, Move.BACK):
            return Move(name)
        before = session.interview.answer
        if isinstance(name, Move) or not name:
            session.reply(prompt, "")
            return None
        parts = [name]
        for key, id in (("jurisdiction", "start-home"), ("share", "start-share")):
            part = self._part(session, key, self.word(id, holder=escape(name)))
            if isinstance(part, Move):
                return Move.STOP if part is Move.STOP else None
            parts.append(part)
            session.answered += 1
        try:
            session.reply(prompt, "; ".join(part.replace(";", ",") for part in parts))
        except Misread as error:
            self.talk.say(wrong(error, self.lang))
            session.answered -= len(parts) - 1
            return None
        self._standing(session, before)
        return None

    def _part(self, session: Session, key: str, text: str) -> str | Move:
        """Ask for one thing about a holder until it can be read; unknown is empty."""
        from vatscheck.answers.intake.prompts import wrong
        from vatscheck.intake.form import question
        from vatscheck.intake.shares import Misread

        while True:
            found = self.talk.write(text, EVERY)
            if isinstance(found, Move):
                return "" if found is Move.UNKNOWN else found
            try:
                asked = question(self.law, f"owners.{key}")
                session.interview.reader.read(asked, found)
                return found
            except Misread as error:
                self.talk.say(wrong(error, self.lang))

    def _standing(self, session: Session, before: object) -> None:
        """Say how the services stand after an answer."""
        from vatscheck.answers.intake.prompts import standing
        from vatscheck.engine.answer import Answer

        answer = session.interview.answer
        old = before if isinstance(before, Answer) else None
        if answer:
            self.talk.say(standing(old, answer, self.lang))

    # --- the end ------------------------------------------------------------------

    def _ended(self, session: Session) -> str | Move:
        """Give the short answer, and ask for the checklist."""
        from vatscheck.words.phrases import escape

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
    import re

    return [piece.strip() for piece in re.split("[;；\n]", text) if piece.strip()]
