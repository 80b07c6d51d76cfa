"""The part of a guided start that asks: facts, holders, and where the answer stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.cli.dialogue import Dialogue, Move, dialogue
from vatscheck.cli.writing import write
from vatscheck.words.catalogue import Lang, chinese

if TYPE_CHECKING:
    from vatscheck.intake.asking import Prompt
    from vatscheck.intake.session import Session
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names

STOP = (Move.STOP,)
EVERY = (Move.UNKNOWN, Move.BACK, Move.STOP)


class Asking:
    """Asks what can change the answer, in the words of a language."""

    def __init__(self, law: Law, day: str, path: Path, lang: Lang) -> None:
        from vatscheck.formats.inert import terminal as escape
        from vatscheck.names.index import Names

        self.law, self.day, self.path, self.lang = law, day, path, lang
        self.names: Names = Names(law)
        self.talk: Dialogue = dialogue(lang)
        self.shown = escape(str(path))
        self.first = 0

    def word(self, id: str, **parts: object) -> str:
        """Return a sentence of the catalogue."""
        from vatscheck.words.catalogue import word

        return word(id, self.lang, **parts)

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
        from vatscheck.formats.inert import terminal as escape
        from vatscheck.intake.shares import Misread

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
