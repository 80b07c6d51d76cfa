"""The sentences beside a verdict: readings of left-out keys, and warnings."""

from __future__ import annotations

from vatscheck.engine.answer import Answer, Assessment, Assumption
from vatscheck.report.phrases import Phrases, escape


def assumption(found: Assumption, phrases: Phrases) -> str:
    """Return a fixed reading that the answer used, as a sentence."""
    return phrases.say(f"assume-{found.id}", about=escape(found.about))


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
