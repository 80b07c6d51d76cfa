"""The second questionnaire: the open answers alone, with the client's words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from vatscheck.answers.errors import cut
from vatscheck.answers.intake.build import Langs, Words
from vatscheck.answers.intake.model import Cell, Questionnaire, Table
from vatscheck.formats.inert import terminal as escape
from vatscheck.intake.clarification import OWN_COLUMNS, Clarification, Row
from vatscheck.intake.columns import head
from vatscheck.intake.form import Form, question
from vatscheck.intake.slips import Slip
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, word

WIDTHS = (30, 60, 50, 60, 70)
FIRST, NOTE = 14, 80
"""Widths in millimetres of the columns."""


def clarifying(law: Law, open_: Clarification, name: str, lang: Langs) -> Questionnaire:
    """Return the second questionnaire for a company."""
    words = Words(law, Form((), (), (), (), ()), lang)
    questions = [
        [
            Cell(asked.key),
            *words.asked(asked),
            words.answer(asked, None),
            Cell(_quoted(slip, lang)),
        ]
        for asked, slip in open_.questions
    ]
    heads = (
        head("questions", lang),
        words.say("intake-question"),
        words.say("intake-kind"),
        head("answer", lang),
        words.say("intake-clarify-head"),
    )
    title = words.say("intake-clarify-title")
    tables = [Table("questions", title, heads, questions, WIDTHS)]
    tables += [_table(words, key, rows) for key, rows in open_.tables.items()]
    about = [
        words.say("intake-about-company", name=escape(name)),
        words.say("intake-clarify-about"),
        words.say("intake-about-4"),
    ]
    return Questionnaire(
        title, about, tables, words.sheets(), words.say("intake-group")
    )


def _table(words: Words, name: str, rows: Sequence[Row]) -> Table:
    """A table as the client filled it in; what is wrong stands at the end of its row."""
    keys = [
        k for k in OWN_COLUMNS[name] if k == name or any(k in r.cells for r in rows)
    ]
    cells = [_row(words, name, keys, row) for row in rows]
    named = (head(key, words.lang) for key in keys)
    heads = [*named, words.say("intake-clarify-head")]
    title = words.say(f"intake-group-{name}")
    each = (271 - NOTE - FIRST) // max(len(keys) - 1, 1)
    widths = (FIRST, *(each for _ in keys[1:]), NOTE)
    return Table(name, title, heads, cells, widths)


def _row(words: Words, name: str, keys: Sequence[str], row: Row) -> list[Cell]:
    found = [Cell(escape(row.cells.get(keys[0], "")))]
    for key in keys[1:]:
        field = words.answer(question(words.law, f"{name}.{key}"), None)
        found.append(field._replace(text=escape(row.cells.get(key, ""))))
    said = "\n".join(_quoted(slip, words.lang) for slip in row.open)
    return [*found, Cell(said)]


def _quoted(slip: Slip, lang: Langs) -> str:
    """What the client wrote, and what to write instead."""
    spoken: tuple[Lang, ...] = ("en", "zh") if lang == "both" else (lang,)
    parts = {key: escape(value) for key, value in slip.parts.items()}
    texts = [
        word(slip.id, one, **parts) if parts else word(slip.id, one) for one in spoken
    ]
    found = cut(escape(slip.spot.text)) if slip.spot else ""
    first = word("intake-clarify-said", spoken[0], found=f"“{found}”", text=texts[0])
    return "\n".join((first, *texts[1:]))
