"""The facts that rules read, each with its question, its type, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from vatscheck.law.book import Law
from vatscheck.law.duties import Document, Stage
from vatscheck.law.models import Fact
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases


def readers(law: Law) -> Mapping[str, list[str]]:
    """Return by fact the rules that read it, in the law's order."""
    found: dict[str, dict[str, None]] = {}
    uses = [
        (route.id, use)
        for route in law.routes.values()
        for version in route.version
        for use in version.when
    ]
    for rules in (law.prohibitions, law.conditions):
        uses += [(rule.id, use) for rule in rules.values() for use in rule.when]
    for ban in law.prohibitions.values():
        uses += [(ban.id, law.spared(found)) for found in ban.unless]
    read = [(id, law.checks[use.check].fact) for id, use in uses]
    papers: Iterator[Document | Stage] = chain(
        law.documents.values(), law.stages.values()
    )
    for rule in papers:
        read += [(rule.id, test.fact) for tests in rule.when for test in tests]
    for duty in law.duties.values():
        read += [(duty.id, test.fact) for test in duty.tests]
    for id, fact in read:
        found.setdefault(fact, {})[id] = None
    return {fact: list(ids) for fact, ids in found.items()}


def fact_lines(law: Law, words: Sequence[str], lang: Lang) -> Iterator[str]:
    """Yield the lines of every fact in which one of the words occurs."""
    phrases = Phrases(law, law.head.verified_on, lang)
    rules = readers(law)
    for fact in law.facts.values():
        text = f"{fact.id} {fact.question} {fact.question_zh}".casefold()
        if any(word.casefold() in text for word in words):
            yield from _lines(fact, rules.get(fact.id, []), phrases)


def _lines(fact: Fact, rules: Sequence[str], phrases: Phrases) -> Iterator[str]:
    yield phrases.say("fact", name=fact.id, type=kind(fact, phrases))
    yield f"  {phrases.both(fact, 'question')}"
    if fact.who:
        yield f"  {phrases.say('who-knows', who=phrases.of(fact, 'who'))}"
    if rules:
        yield f"  {phrases.say('read-by', rules=phrases.join(rules))}"


def kind(fact: Fact, phrases: Phrases) -> str:
    """Return the type of a fact and its values, as they are written in a profile."""
    if fact.type is None:
        return phrases.say("type-profile")
    return phrases.say(f"type-{fact.type}", values=phrases.join(fact.values))
