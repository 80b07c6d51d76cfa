"""The shape of the JSON that `classify` prints (`vatscheck/classification/1`)."""

from typing import Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.explain import Explained
from vatscheck.answers.shapes import CLOSED, Citation, Head


@with_config(CLOSED)
class Question(TypedDict):
    """The short question that settles what a word means."""

    en: str
    """The question in English."""
    zh: str
    """The question in Chinese."""
    options: list[str]
    """The candidates that it chooses between."""
    ask: list[str]
    """The codes of the questions of the decision tree that settle it as well."""


@with_config(CLOSED)
class Candidate(TypedDict):
    """One thing that a word may mean."""

    id: str
    """What a profile writes."""
    kind: Literal["product", "service", "content", "sector", "fact"]
    """What kind of thing it is."""
    name: str
    """Its name in the language of the run."""
    need: Literal["licence", "filing", "nothing", "other-permit", "grey"] | None
    """What a product needs; null = it is no product."""
    services: list[str]
    """The services that a product needs."""
    threshold: str | None
    """From where on an activity is that thing; null = nothing is said of it."""
    text: NotRequired[str]
    """What it needs, or what kind of thing it is, in the language of the run."""


@with_config(CLOSED)
class Word(TypedDict):
    """A word with its candidates."""

    word: str
    """The word as given."""
    matched: Literal["exact", "term", "near", "none"]
    """How it was found; `near` = a neighbour of a known word."""
    question: Question | None
    """What settles its meaning; null = nothing is to be asked."""
    text: NotRequired[str | None]
    """The same question in the language of the run."""
    asks: NotRequired[list[str]]
    """The questions of the decision tree that help, each with its answers, in words."""
    candidates: list[Candidate]
    """What it may mean, best first; empty = nothing known."""
    nearest: list[str]
    """Words near to it, given on a miss."""


@with_config(CLOSED)
class Classification(Head):
    """What several words may mean."""

    schema: Literal["vatscheck/classification/1"]
    """The form of this document."""
    words: list[Word]
    """Every word asked about, in the order given."""
    explained: NotRequired[list[Explained]]
    """The products that a word means alone, as `explain` has them."""
    citations: NotRequired[dict[str, Citation]]
    """The instruments that they cite, by citation."""
