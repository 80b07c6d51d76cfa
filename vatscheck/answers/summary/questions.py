"""The questions that settle most: what each answer would decide, and for how many services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.answers.summary import naming
from vatscheck.answers.summary.clauses import brief
from vatscheck.engine.answer import Answer, Ask
from vatscheck.law.offers import Service
from vatscheck.profile.models import Profile
from vatscheck.words.phrases import Phrases

OTHERS = "services.for_others"


def questions(
    answer: Answer, profile: Profile, phrases: Phrases
) -> list[dict[str, Any]]:
    """Return the questions, those that settle most services first.

    `settles` are the services that every answer gives one status, `narrows` those
    that some answer takes a possibility from. What is assumed is asked first.
    """
    found = [*_thresholds(answer, profile, phrases), *_asked(answer, phrases)]

    def weight(row: dict[str, Any]) -> tuple[bool, int, int]:
        return row["fact"] != OTHERS, -len(row["settles"]), -len(row["narrows"])

    return sorted(found, key=weight)


def _thresholds(
    answer: Answer, profile: Profile, phrases: Phrases
) -> Iterator[dict[str, Any]]:
    """Whether a service is offered to others at all, where that is assumed."""
    law = phrases.law
    by_product = {id for name in profile.products for id in law.products[name].services}
    entries = {entry.id: entry for entry in profile.services}
    for item in answer.assessments:
        service = item.service
        entry = entries.get(service.id)
        if not isinstance(service, Service) or entry is None or not service.below:
            continue
        if entry.for_others is not None or service.id in by_product:
            continue
        question = phrases.of(law.facts[OTHERS], "question")
        text = question.replace("{service}", naming.name(service, phrases))
        answers = {
            phrases.say("answer-own-use"): "not_needed",
            phrases.say("answer-offered"): item.status,
        }
        row = _row(OTHERS, text, answers) | {"of": service.id}
        kind = "narrows" if item.status == "undetermined" else "settles"
        yield row | {kind: [service.id], "who": "product"}


def _asked(answer: Answer, phrases: Phrases) -> Iterator[dict[str, Any]]:
    """What open answers ask, each question once for all its services."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for item in answer.assessments:
        for ask in item.asks:
            key = ask.fact, ask.holder
            if key not in found:
                answers = {brief(o, phrases): o.status for o in ask.options}
                found[key] = _row(ask.fact, phrases.question(ask), answers)
            kind = "settles" if _settles(ask) else "narrows"
            if item.service.id not in found[key][kind]:
                found[key][kind].append(item.service.id)
    yield from found.values()


def _settles(ask: Ask) -> bool:
    return all(option.status != "undetermined" for option in ask.options)


def _row(fact: str, text: str, answers: dict[str, str]) -> dict[str, Any]:
    return {
        "fact": fact,
        "text": text,
        "settles": [],
        "narrows": [],
        "items": None,
        "answers": answers,
    }
