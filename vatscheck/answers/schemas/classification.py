"""The shape of the JSON that `classify` prints (`vatscheck/classification/1`)."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED, Law


@with_config(CLOSED)
class Question(TypedDict):
    """The short question that settles what a word means.

    `options` are the candidates that it chooses between; `ask` are the codes of the
    questions of the decision tree that settle it as well.
    """

    en: str
    zh: str
    options: list[str]
    ask: list[str]


@with_config(CLOSED)
class Candidate(TypedDict):
    """One thing that a word may mean; `need` is null but for products."""

    id: str
    kind: Literal["product", "service", "content", "sector", "fact"]
    name: str
    need: Literal["licence", "filing", "nothing", "other-permit", "grey"] | None
    services: list[str]
    threshold: str | None


@with_config(CLOSED)
class Word(TypedDict):
    """A word with its candidates, best first; `nearest` are words, given on a miss."""

    word: str
    matched: Literal["exact", "term", "near", "none"]
    question: Question | None
    candidates: list[Candidate]
    nearest: list[str]


@with_config(CLOSED)
class Classification(TypedDict):
    """What several words may mean."""

    schema: Literal["vatscheck/classification/1"]
    tool: str
    law: Law
    words: list[Word]
