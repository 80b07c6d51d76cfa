"""`vatscheck classify` without words: the decision tree, asked question by question."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.cli.dialogue import Dialogue, Move, dialogue
from vatscheck.cli.files import say
from vatscheck.cli.wanted import Wanted
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.law.book import Law
    from vatscheck.names.tree import Question

EVERY = (Move.UNKNOWN, Move.BACK, Move.STOP)
SHOW, WRITE = "show", "write"


def walk(
    law: Law, talk: Dialogue, lang: Lang
) -> tuple[list[str], dict[str, str]] | Move:
    """Return the products chosen, and the answers that led to them; a move = none.

    An answer that is not known removes nothing; back takes the last answer away.
    """
    from vatscheck.names.tree import Tree, questions
    from vatscheck.words.catalogue import word

    tree, answers = Tree(law, questions()), dict[str, str]()
    while True:
        asked = tree.next(answers)
        found: object
        if asked is None:
            left = tree.left(answers)
            labels = [(id, _label(law, id, lang)) for id in left]
            picked = talk.pick(word("tree-pick", lang), labels, (Move.BACK, Move.STOP))
            if not isinstance(picked, Move):
                return picked, answers
            found = picked
        else:
            labels = [(o.id, _said(o, lang)) for o, _ in tree.options(asked, answers)]
            found = talk.choose(_said(asked, lang), labels, EVERY)
        if found is Move.STOP or (found is Move.BACK and not answers):
            return Move.STOP
        before = len(tree.left(answers))
        if found is Move.BACK:
            answers.popitem()
            continue
        assert asked is not None
        answers[asked.code] = "" if isinstance(found, Move) else str(found)
        left_now = len(tree.left(answers))
        parts = {"gone": before - left_now, "left": left_now, "all": len(law.products)}
        talk.say(
            word("tree-left" if before > left_now else "tree-none-gone", lang, **parts)
        )


def find(law: Law, path: Path | None, lang: Lang) -> int:
    """Walk the tree, review it, and show what is chosen or write it into a profile."""
    from vatscheck.words.catalogue import word

    talk = dialogue(lang)
    while True:
        found = walk(law, talk, lang)
        if isinstance(found, Move):
            return 2
        chosen, answers = found
        for line in _review(law, answers, chosen, lang):
            talk.say(line)
        if not chosen:
            talk.say(word("tree-nothing", lang))
        file = path or Path("profile.toml")
        ends = [(SHOW, word("tree-show", lang))]
        ends.append((WRITE, word("tree-write", lang, path=_shown(file))))
        end = talk.choose(
            word("tree-end", lang), ends if chosen else [], (Move.BACK, Move.STOP)
        )
        if end is Move.BACK:
            continue
        if end is Move.STOP:
            return 2
        return _ended(law, str(end), chosen, file, talk, lang)


def _ended(
    law: Law, end: str, chosen: list[str], path: Path, talk: Dialogue, lang: Lang
) -> int:
    from vatscheck import api

    if end == WRITE:
        return _written(law, chosen, path, talk, lang)
    found = api.classify(chosen, law=law, lang=lang)
    return Wanted("table", (), lang, ()).give(found)


def _written(
    law: Law, chosen: list[str], path: Path, talk: Dialogue, lang: Lang
) -> int:
    """Write a profile with the products, or add them to the one that is there."""
    from vatscheck.cli.profiles import told
    from vatscheck.cli.writing import there, write
    from vatscheck.intake.merging import with_products
    from vatscheck.names.index import Names
    from vatscheck.profile.load import read_bytes
    from vatscheck.words.catalogue import word

    if there(path):
        found = told(
            lambda: with_products(Names(law), read_bytes(path), str(path), chosen),
            law,
            lang,
        )
        if found is None:
            return 2
    else:
        from vatscheck.intake.toml import written

        name = talk.write(word("ask-company", lang), (Move.STOP,))
        if isinstance(name, Move) or not name:
            return 2
        data = {"schema": 1, "name": name, "products": chosen}
        found = written(data, word("find-comment", lang))
    write(path, found)
    say("wrote", lang, path=path)
    say("start-next", lang, command=f"vatscheck start {path}")
    return 0


def _review(
    law: Law, answers: Mapping[str, str], chosen: list[str], lang: Lang
) -> list[str]:
    """The answers given, one a line, and what was chosen."""
    from vatscheck.names.tree import questions
    from vatscheck.words.catalogue import word

    lines = [word("tree-review", lang)]
    for question in questions():
        if question.code in answers:
            lines.append(
                f"- {_said(question, lang)} {_answer(question, answers, lang)}"
            )
    names = "; ".join(_label(law, id, lang) for id in chosen)
    return [*lines, word("tree-chosen", lang, names=names)] if chosen else lines


def _answer(question: Question, answers: Mapping[str, str], lang: Lang) -> str:
    from vatscheck.words.catalogue import word

    known = {option.id: _said(option, lang) for option in question.options}
    return known.get(answers[question.code]) or word("say-unknown", lang)


def _said(about: object, lang: Lang) -> str:
    return str(getattr(about, lang))


def _label(law: Law, id: str, lang: Lang) -> str:
    return _said(law.products[id], lang)


def _shown(path: Path) -> str:
    from vatscheck.formats.inert import terminal as escape

    return escape(str(path))
