"""Puts words to a questionnaire, in English, Chinese or both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from vatscheck.answers.intake.model import Cell, Questionnaire, Table
from vatscheck.answers.overlay import overlay_text
from vatscheck.formats.inert import terminal as escape
from vatscheck.intake.columns import head
from vatscheck.intake.form import GROUPS, Form, Holder, Question
from vatscheck.law.book import Law
from vatscheck.law.offers import Service
from vatscheck.names.resolution import SERVES
from vatscheck.profile.models import Range
from vatscheck.words.catalogue import LANGS, chinese, word
from vatscheck.words.pieces import number

Langs = str
SPARE = 12
"""Rows for holders that nobody has named yet."""
QUESTION_WIDTHS = (30, 70, 68, 68, 35)
HOLDER_WIDTHS = {
    "owners": 12,
    "name": 62,
    "jurisdiction": 38,
    "share": 30,
    "through": 34,
}
OTHER_WIDTH = 40
GROUP_WIDTH = 30
SERVICE_WIDTHS = (38, 60)
PRODUCT_WIDTHS = (45, 80, 110, 25)
"""Widths in millimetres of the columns."""
CLOSED = ("one", "yes-no")
"""The kinds whose answer is one of the choices."""


def questionnaire(
    law: Law, form: Form, name: str, day: str, lang: Langs
) -> Questionnaire:
    """Return the whole questionnaire for a company, for the law of a day."""
    return Words(law, form, lang).whole(name, day)


class Words:
    """A questionnaire in its language: its questions, fields and heads in words."""

    def __init__(self, law: Law, form: Form, lang: Langs) -> None:
        self.law, self.form, self.lang = law, form, lang

    def say(self, id: str, **parts: object) -> str:
        """A sentence, or the sentence in both languages."""
        return self._both(word(id, "en", **parts), word(id, "zh", **parts))

    def _both(self, en: str, zh: str) -> str:
        return {"en": en, "zh": zh}.get(self.lang, f"{en}\n{zh}")

    def whole(self, name: str, day: str) -> Questionnaire:
        """The questionnaire of a company."""
        services = [self.law.services[id] for id, _ in self.form.entries]
        asked = "; ".join(
            f"{s.id} {self._both(s.en, s.zh)}".replace("\n", " ") for s in services
        )
        about = [
            *([self.say("intake-about-company", name=escape(name))] if name else ()),
            *([self.say("intake-about-services", services=asked)] if asked else ()),
            self.say("intake-about-day", day=day, law=self.law.head.version),
            *([self._overlay()] if self.law.overlay else ()),
            *(self.say(f"intake-about-{n}") for n in range(1, 5)),
        ]
        tables = [table for group in GROUPS for table in self._group(group)]
        title = self.say("intake-title")
        group = self.say("intake-group")
        return Questionnaire(title, about, tables, self.sheets(), group)

    def sheets(self) -> dict[str, str]:
        """The names of the sheets of a workbook."""
        names = ("about", "questions", "owners", "services", "products", "choices")
        return {n: self.say(f"intake-sheet-{n}").replace("\n", " ") for n in names}

    def _overlay(self) -> str:
        """The overlay that the questions rest on."""
        return self._both(overlay_text(self.law, "en"), overlay_text(self.law, "zh"))

    def _group(self, group: str) -> Iterator[Table]:
        title = self.say(f"intake-group-{group}")
        rows = [self._question(q) for q in self.form.questions if q.group == group]
        if rows:
            heads = (
                head("questions", self.lang),
                self.say("intake-question"),
                self.say("intake-kind"),
                head("answer", self.lang),
                self.say("intake-who"),
            )
            yield Table("questions", title, heads, rows, QUESTION_WIDTHS)
        if group == "owners":
            yield self._holders(title)
        if group == "services" and self.form.entries:
            yield self._services(title)
        if group == "services" and self.form.products:
            yield self._products(title)

    def _question(self, question: Question) -> list[Cell]:
        fact = self.law.facts.get(question.key)
        who = self._both(fact.who, fact.who_zh) if fact and fact.who else ""
        answer = self.answer(question, question.answer)
        return [Cell(question.key), *self.asked(question), answer, Cell(who)]

    def asked(self, question: Question) -> list[Cell]:
        """A question in words, and what kind of answer it wants."""
        fact = self.law.facts.get(question.key)
        text = (
            self._both(fact.question, fact.question_zh)
            if fact
            else self.say(f"intake-ask-{question.key}")
        )
        return [Cell(text), Cell(self._kind(question))]

    def answer(self, question: Question, value: Any) -> Cell:
        """The field for an answer, filled in as far as the profile says."""
        choices = self._choices(question)
        closed = question.kind in CLOSED
        return Cell(self._shown(question, value), True, choices, closed)

    def _kind(self, question: Question) -> str:
        """What kind of answer is wanted, and which ones are allowed."""
        named = question.kind in ("one", "several", "content")
        allowed = "; ".join(self._choices(question)) if named else ""
        return self.say(f"intake-kind-{question.kind}") + (
            f"\n{allowed}" if allowed else ""
        )

    def _choices(self, question: Question) -> list[str]:
        if question.kind == "yes-no":
            return [self._yes(True), self._yes(False)]
        if question.kind == "serves":
            return list(SERVES)
        return [self._label(id, question) for id in question.values]

    def _label(self, id: str, question: Question) -> str:
        """A value as it is offered: the word of the profile, and its Chinese name."""
        names = dict(zip(question.values, question.chinese, strict=False))
        shown = self.lang not in LANGS or chinese(self.lang)
        return f"{id} {names[id]}" if shown and id in names else id

    def _yes(self, value: bool) -> str:
        return self.say("yes" if value else "no").replace("\n", " ")

    def _shown(self, question: Question, value: Any) -> str:
        """A value of the profile as an answer."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self._yes(value)
        if isinstance(value, list):
            return "; ".join(value)
        if isinstance(value, Range):
            return f"{number(value.min)}%-{number(value.max)}%"
        if isinstance(value, int | Decimal):
            return f"{number(value)}%" if question.kind == "share" else number(value)
        return escape(self._label(str(value), question))

    def _holders(self, title: str) -> Table:
        """The table of holders, with spare rows."""
        keys = [q.key.rpartition(".")[2] for q in self.form.holder]
        heads = [head("owners", self.lang), *self._heads(self.form.holder)]
        rows = [self._holder(holder) for holder in self.form.holders]
        for spare in range(len(rows) + 1, len(rows) + SPARE + 1):
            blank = [self.answer(q, None) for q in self.form.holder]
            rows.append([Cell(str(spare)), *blank])
        widths = [HOLDER_WIDTHS.get(key, OTHER_WIDTH) for key in ("owners", *keys)]
        return Table("owners", title, heads, rows, widths)

    def _holder(self, holder: Holder) -> list[Cell]:
        cells = [Cell(str(holder.number))]
        for question in self.form.holder:
            key = question.key.rpartition(".")[2]
            value = holder.through if key == "through" else getattr(holder.owner, key)
            text = (
                str(value or "") if key == "through" else self._shown(question, value)
            )
            cells.append(self.answer(question, None)._replace(text=text))
        return cells

    def _services(self, title: str) -> Table:
        """The table of services, each with what is asked of it."""
        keys = [question.key.rpartition(".")[2] for question in self.form.entry]
        heads = [
            head("services", self.lang),
            self.say("intake-service"),
            *self._heads(self.form.entry),
        ]
        rows = []
        for id, values in self.form.entries:
            service = self.law.services[id]
            answers = [
                self.answer(question, value)
                if value is not None or _asked(service, question)
                else Cell("")
                for question, value in zip(self.form.entry, values, strict=True)
            ]
            rows.append([Cell(id), Cell(self._threshold(service)), *answers])
        each = (271 - sum(SERVICE_WIDTHS)) // max(len(keys), 1)
        return Table(
            "services", title, heads, rows, (*SERVICE_WIDTHS, *(each for _ in keys))
        )

    def _threshold(self, service: Service) -> str:
        """A service, and from where on an activity is that service at all."""
        english = f"{service.en}\n{service.threshold_text}".strip()
        return self._both(english, f"{service.zh}\n{service.threshold_text_zh}".strip())

    def _products(self, title: str) -> Table:
        """All products in plain words, to be marked with a yes."""
        heads = [
            head("products", self.lang),
            self.say("intake-product"),
            self.say("intake-what-decides"),
            head("offered", self.lang),
        ]
        rows = []
        for id, chosen in self.form.products:
            product = self.law.products[id]
            name = Cell(self._both(product.en, product.zh))
            text = Cell(self._both(product.text, product.text_zh))
            mark = Cell(self._yes(True) if chosen else "", True, [self._yes(True)])
            rows.append([Cell(id), name, text, mark])
        return Table("products", title, heads, rows, PRODUCT_WIDTHS)

    def _heads(self, questions: Sequence[Question]) -> list[str]:
        """The heads of columns, each with what belongs in it below."""
        heads = []
        for question in questions:
            key = question.key.rpartition(".")[2]
            through = self.say("intake-kind-through") if key == "through" else ""
            hint = through or ("" if question.kind == "text" else self._kind(question))
            heads.append(head(key, self.lang) + (f"\n({hint})" if hint else ""))
        return heads


def _asked(service: Service, question: Question) -> bool:
    """Whether a column of the table is asked of a service."""
    if question.key == "services.for_others":
        return service.below is not None
    return service.content or question.kind != "content"


def merged(questionnaire: Questionnaire) -> list[Table]:
    """Return the tables with all questions in one, for a format that has one sheet.

    The group of each question then stands beside it.
    """
    tables = questionnaire.tables
    parts = [table for table in tables if table.name == "questions"]
    rows = [[row[0], Cell(part.title), *row[1:]] for part in parts for row in part.rows]
    if any(table.name == "products" for table in tables):
        rows = [_listed_apart(row) for row in rows]
    key, *heads = parts[0].heads
    first, *widths = parts[0].widths
    whole = parts[0]._replace(
        heads=[key, questionnaire.group, *heads],
        rows=rows,
        widths=[first, GROUP_WIDTH, *widths],
    )
    return [whole, *(table for table in tables if table.name != "questions")]


def _listed_apart(row: list[Cell]) -> list[Cell]:
    """The question of the products without what is marked in their own list."""
    if row[0].text != "products":
        return row
    return [cell._replace(text="") if cell.answer else cell for cell in row]
