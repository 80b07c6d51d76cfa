"""The sentences beside a verdict: readings of left-out keys, and warnings."""

from __future__ import annotations

from collections.abc import Iterator

from vatscheck.engine.answer import Answer, Assessment, Assumption
from vatscheck.engine.duties import Item
from vatscheck.formats.inert import terminal as escape
from vatscheck.words.phrases import Phrases

HEADINGS = (
    "alternatives",
    "conditions",
    "reviews",
    "questions",
    "upcoming",
    "warnings",
    "assumptions",
    "notes",
)
"""The kinds of notice in the order in which they are read."""


def assumption(found: Assumption, phrases: Phrases) -> str:
    """Return a fixed reading that the answer used, as a sentence."""
    fact = phrases.law.facts.get(found.about)
    about = phrases.of(fact, "question") if fact else found.about
    return phrases.say(f"assume-{found.id}", about=escape(about))


def warnings(answer: Answer, item: Assessment, phrases: Phrases) -> list[str]:
    """Return the warnings of an assessment, and those about its date."""
    texts = [phrases.of(rule, "text") for rule in item.warnings]
    texts += [phrases.of(note, "note") for note in item.notes]
    checked = [route.rule.route.evidence.verified_on for route in item.routes]
    if item.best is not None:
        checked = [item.best.rule.route.evidence.verified_on]
    oldest = min(checked, default=answer.law.head.verified_on)
    if answer.day > oldest:
        texts.append(phrases.say("topic-verified", verified=oldest))
    return texts


def notices(
    answer: Answer, item: Assessment, phrases: Phrases
) -> Iterator[tuple[str, str]]:
    """Yield what is to be said beside one assessment, each sentence under its heading."""
    for rule in item.best.conditions if item.best else ():
        if rule.effect != "warning":
            yield "conditions", phrases.of(rule, "text")
    for proviso in item.provisos:
        yield "conditions", phrases.of(proviso, "text")
    for found in item.items:
        yield from _duty(found, phrases)
    for way in item.alternatives:
        parts = {"title": phrases.of(way, "title"), "text": phrases.of(way, "text")}
        limits = phrases.of(way, "limits")
        yield "alternatives", phrases.say("alternative", **parts, limits=limits)
    for question, _ in item.questions:
        yield "questions", phrases.ask(question)
    for text in warnings(answer, item, phrases):
        yield "warnings", text
    for reading in item.assumptions:
        yield "assumptions", assumption(reading, phrases)


def _duty(found: Item, phrases: Phrases) -> Iterator[tuple[str, str]]:
    text = phrases.of(found.duty, "text")
    if found.stands_out:
        yield "conditions", text
    elif found.state == "upcoming":
        yield "upcoming", phrases.say("from-day", day=found.duty.from_, text=text)
    elif found.flags:
        yield {"review": "reviews", "info": "notes"}[found.flags], text
