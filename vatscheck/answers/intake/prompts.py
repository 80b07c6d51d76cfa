"""What is said while asking: the question, what it wants, and how the answer stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.engine.answer import Answer
from vatscheck.formats.inert import terminal as escape
from vatscheck.intake.asking import Prompt
from vatscheck.intake.shares import Misread
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, chinese, word
from vatscheck.words.phrases import Phrases


def asked(law: Law, prompt: Prompt, lang: Lang) -> str:
    """Return the question as it is put."""
    name = prompt.about and escape(prompt.about)
    if prompt.holders:
        text = word("intake-ask-holder", lang)
    elif prompt.path.endswith(".for_others"):
        service = law.services[prompt.about]
        return word(
            "ask-for-others",
            lang,
            service=service.zh if chinese(lang) else service.en,
            threshold=(
                service.threshold_text_zh if chinese(lang) else service.threshold_text
            ),
        )
    elif prompt.question is None or prompt.question.key not in law.facts:
        text = word(f"intake-ask-{prompt.path}", lang)
    else:
        fact = law.facts[prompt.question.key]
        text = fact.question_zh if chinese(lang) else fact.question
        if "{holder}" in text:
            return text.replace("{holder}", name or word("unnamed-holder", lang))
    return f"{name}: {text}" if name else text


def explained(law: Law, prompt: Prompt, lang: Lang) -> Iterator[str]:
    """Yield what a question wants: kind, allowed answers, who knows."""
    phrases = Phrases(law, law.head.verified_on, lang)
    if prompt.holders:
        yield word("ask-holder-form-is", lang)
        return
    if prompt.question is None:
        yield ", ".join(law.services)
        return
    asked = prompt.question
    kind = word(f"intake-kind-{asked.kind}", lang)
    values = list(asked.values)
    if chinese(lang):
        pairs = zip(asked.values, asked.chinese, strict=False)
        values = [f"{id} {zh}" for id, zh in pairs]
    yield f"{kind} {phrases.join(values)}" if values else kind
    fact = law.facts.get(asked.key)
    if fact and fact.who:
        yield word("who-knows", lang, who=phrases.of(fact, "who"))


def wrong(error: Misread, lang: Lang) -> str:
    """Return what is wrong with an answer, and what to write instead."""
    parts = {key: escape(value) for key, value in error.parts.items()}
    return word(error.id, lang, **parts) if parts else word(error.id, lang)


def standing(before: Answer | None, answer: Answer, lang: Lang) -> str:
    """Return how the services stand of which an answer has changed the status."""
    known = dict(_statuses(before, lang)) if before else {}
    changed = [
        item for item in _statuses(answer, lang) if known.get(item[0]) != item[1]
    ]
    if not changed:
        return word("ask-unchanged", lang)
    return "; ".join(f"{id}: {status}" for id, status in changed)


def _statuses(answer: Answer, lang: Lang) -> Iterator[tuple[str, str]]:
    for item in answer.assessments:
        route = f" ({item.best.rule.route.id})" if item.best else ""
        yield item.service.id, f"{word(item.status, lang)}{route}"


def read_as(prompt: Prompt, text: str, value: Any) -> str:
    """Return the places that an answer in other words is read as, or nothing."""
    kind = prompt.question.kind if prompt.question else ""
    places = [value] if isinstance(value, str) else value or []
    if kind not in ("place", "places") or text in places:
        return ""
    return f"= {'; '.join(places)}"
