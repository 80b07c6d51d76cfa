"""The decision tree from an activity to its products: what to ask, and what is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.law.book import Law

DATA = Path(__file__).parent / "questions.toml"
SHORT = ("H", "A", "C", "B", "E", "F")
"""The questions that are named where a word is not known."""


class Option(NamedTuple):
    """One answer: `products` are left only with it; `only` = nothing else is left."""

    id: str
    en: str
    zh: str
    products: Collection[str] = ()
    only: bool = False


class Question(NamedTuple):
    """A question with its answers; `code` is how the index of words names it."""

    code: str
    en: str
    zh: str
    options: Sequence[Option]

    def keeps(self, product: str, answer: str) -> bool:
        """Return whether a product is left after an answer (the id of an option)."""
        chosen = next(option for option in self.options if option.id == answer)
        if product in chosen.products:
            return True
        elsewhere = any(product in option.products for option in self.options)
        return not (elsewhere or chosen.only)


class Tree:
    """The questions in their order, over the products of a law."""

    def __init__(self, law: Law, questions: Sequence[Question]) -> None:
        self.law, self.questions = law, questions

    def left(self, answers: Mapping[str, str]) -> list[str]:
        """Return the products that are left; answers are options by code of question.

        A question that is passed over, or answered by "I don't know", removes nothing.
        """
        asked = [q for q in self.questions if answers.get(q.code)]
        return [
            id
            for id in self.law.products
            if all(question.keeps(id, answers[question.code]) for question in asked)
        ]

    def next(self, answers: Mapping[str, str]) -> Question | None:
        """Return the next question that removes something; none if none does.

        It is asked only while products with different needs are left.
        """
        left = self.left(answers)
        if len({self._need(id) for id in left}) < 2:
            return None
        for question in self.questions:
            if question.code not in answers and self._divides(question, left):
                return question
        return None

    def _need(self, id: str) -> tuple[str, tuple[str, ...]]:
        product = self.law.products[id]
        return product.need, tuple(product.services)

    def _divides(self, question: Question, left: Sequence[str]) -> bool:
        """Whether two answers leave different products, and each some."""
        kept = {
            tuple(id for id in left if question.keeps(id, option.id))
            for option in question.options
        }
        return len(kept - {()}) > 1

    def options(
        self, question: Question, answers: Mapping[str, str]
    ) -> list[tuple[Option, int]]:
        """Return the answers after which something is left, and how much."""
        found = [
            (option, len(self.left({**answers, question.code: option.id})))
            for option in question.options
        ]
        return [(option, count) for option, count in found if count]


@cache
def questions() -> Sequence[Question]:
    """Return the bundled questions, read once."""
    import tomllib

    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return [_question(item) for item in data["question"]]


def _question(data: Mapping[str, Any]) -> Question:
    options = [
        Option(
            option["id"],
            option["en"],
            option["zh"],
            frozenset(option.get("products", ())),
            option.get("only", False),
        )
        for option in data["option"]
    ]
    return Question(data["code"], data["en"], data["zh"], options)
