"""The JSON format: one object an answer, keys in a fixed order, equal bytes for equal input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vatscheck.answers.document import citations, head
from vatscheck.answers.rows import why
from vatscheck.engine.answer import (
    Answer,
    Assessment,
    CheckResult,
    Cure,
    Example,
    RouteResult,
    Step,
)
from vatscheck.engine.duties import Item
from vatscheck.formats.json import plain
from vatscheck.law.duties import Alternative, Duty
from vatscheck.law.models import Condition
from vatscheck.law.offers import Proviso
from vatscheck.words.catalogue import Lang
from vatscheck.words.examples import example
from vatscheck.words.notices import assumption, warnings
from vatscheck.words.phrases import Phrases
from vatscheck.words.sources import resolve, valid


def as_object(answer: Answer, lang: Lang) -> dict[str, Any]:
    """Return an answer as the object that the JSON format prints."""
    phrases = Phrases(answer.law, answer.day, lang)
    told: dict[int, dict[str, Any]] = {}
    sources = resolve(answer, [(item, item.routes) for item in answer.assessments])
    return {
        **head("assessment", answer.law),
        "as_of": answer.day,
        "profile": {"name": answer.name, "digest": answer.digest},
        "ownership": {
            "foreign_share": {
                "product": plain(answer.product),
                "control": plain(answer.control),
            }
        },
        "assessments": [
            _assessment(answer, item, phrases, told) for item in answer.assessments
        ],
        "citations": citations(sources),
    }


def _assessment(
    answer: Answer,
    item: Assessment,
    phrases: Phrases,
    told: dict[int, dict[str, Any]],
) -> dict[str, Any]:
    best = item.best

    def known(found: Iterable[str]) -> list[str]:
        return valid(answer.law, answer.day, found)

    return {
        "service": item.service.id,
        "code": item.service.code,
        "status": item.status,
        **_exempt(item, phrases),
        "place": item.place,
        "route": best.rule.route.id if best else None,
        "reach": _reach(best.rule.version.reach) if best else None,
        "reach_text": phrases.reach(best.rule.version.reach) if best else None,
        "cap": plain(item.cap),
        "where": [
            {
                "label": phrases.group(group),
                "places": list(group.places),
                "status": group.status,
                "route": group.route.id,
            }
            for group in item.where
        ],
        "conditions": [
            _condition(rule, phrases, known)
            for rule in (best.conditions if best else ())
            if rule.effect == "condition"
        ]
        + [
            _condition(found.duty, phrases, known)
            for found in item.items
            if found.limits
        ]
        + [_condition(proviso, phrases, known) for proviso in item.provisos],
        "routes": [_route(route, item, phrases, known) for route in item.routes],
        "asks": [
            {
                "fact": ask.fact,
                "question": phrases.question(ask),
                "outcomes": {phrases.option(o): o.status for o in ask.options},
            }
            for ask in item.asks
        ],
        "witnesses": [_example(found, phrases) for found in item.witnesses],
        "cures": [_cure(cure, phrases, known) for cure in item.cures],
        "missing": [
            {"id": rule.id, "when": rule.due, "state": "unknown"}
            | {"title": phrases.of(rule, "title"), "text": phrases.of(rule, "text")}
            | {"cites": known(rule.evidence.cites)}
            for rule in item.missing
        ]
        + [_once(found, told, phrases, known) for found in item.items if found.open],
        "reviews": [
            _once(found, told, phrases, known)
            for found in item.items
            if found.flags == "review"
        ],
        "notes": [
            _once(found, told, phrases, known)
            for found in item.items
            if found.flags == "info"
        ],
        "upcoming": [
            _condition(found.duty, phrases, known) | {"from": found.duty.from_}
            for found in item.items
            if found.state == "upcoming"
        ],
        "alternatives": [
            _condition(way, phrases, known) | {"limits": phrases.of(way, "limits")}
            for way in item.alternatives
        ],
        "confidence": item.confidence,
        "assumptions": [assumption(found, phrases) for found in item.assumptions],
        "open_questions": [
            {"text": phrases.of(question), "ask": question.ask, "cites": known(found)}
            for question, found in item.questions
        ],
        "warnings": warnings(answer, item, phrases),
    }


def _reach(reach: Iterable[str]) -> str:
    """How far a licence goes in ids: `nationwide`, `abroad`, or areas."""
    return ",".join(limit.partition(":")[2] or limit for limit in reach)


def _example(found: Example, phrases: Phrases) -> dict[str, Any]:
    patch = plain(dict(found.patch))
    return {"status": found.status, "patch": patch, "text": example(found, phrases)}


def _exempt(item: Assessment, phrases: Phrases) -> dict[str, Any]:
    """What is needed instead of a licence, why, and whether it is barred."""
    if item.need is None:
        return {}
    found: dict[str, Any] = {"need": item.need, "why": why(item.service, phrases)}
    return found | ({"barred": True} if item.barred else {})


def _once(
    found: Item, told: dict[int, dict[str, Any]], phrases: Phrases, known: Any
) -> dict[str, Any]:
    """Return an item that binds the whole company as it was put for a service before."""
    if id(found) not in told:
        put = _missing if found.open else _flag
        told[id(found)] = put(found, phrases, known)
    return told[id(found)]


def _flag(found: Item, phrases: Phrases, known: Any) -> dict[str, Any]:
    return _condition(found.duty, phrases, known)


def _missing(found: Item, phrases: Phrases, known: Any) -> dict[str, Any]:
    duty = found.duty
    question = duty.evidence.question
    return {
        "id": duty.id,
        "when": found.stage,
        "state": "fails" if found.state == "fails" else "unknown",
        "title": phrases.of(duty, "title"),
        "text": phrases.of(duty, "text"),
        "cites": known(duty.evidence.cites),
        "effect": duty.effect,
        "severity": duty.severity,
        "authority": duty.authority,
        "due": phrases.within(duty.within) if duty.within else None,
        "cure": phrases.of(duty, "cure") or None,
        "asks": list(found.asks),
        "question": phrases.ask(question) if question else None,
    }


def _condition(
    rule: Condition | Duty | Alternative | Proviso, phrases: Phrases, known: Any
) -> dict[str, Any]:
    title = {} if isinstance(rule, Proviso) else {"title": phrases.of(rule, "title")}
    return {
        "id": rule.id,
        **title,
        "text": phrases.of(rule, "text"),
        "cites": known(rule.evidence.cites),
    }


def _route(
    route: RouteResult, item: Assessment, phrases: Phrases, known: Any
) -> dict[str, Any]:
    grade = route.rule.route.evidence.grade
    return {
        "id": route.rule.route.id,
        "title": phrases.of(route.rule.route, "title"),
        "status": route.status,
        "checks": [_check(c, grade, item, phrases, known) for c in route.checks],
    }


def _check(
    check: CheckResult, grade: str, item: Assessment, phrases: Phrases, known: Any
) -> dict[str, Any]:
    ban = check.ban
    wants = phrases.wants(check.check, check.wanted, check.reach)
    places = {"registration.place": item.place, "servers.places": item.servers}
    value = places.get(check.check.fact, check.found)
    return {
        "id": check.id,
        **({"ban": True} if ban else {}),
        "holds": check.holds,
        "fact": check.check.fact,
        "value": plain(value),
        "wants": phrases.of(ban, "title") if ban else wants,
        "cites": known(check.cites),
        "grade": ban.evidence.grade if ban else grade,
    }


def _cure(cure: Cure, phrases: Phrases, known: Any) -> dict[str, Any]:
    return {
        "steps": [_step(step, phrases, known) for step in cure.steps],
        "patch": plain(dict(cure.patch)),
        "leads_to": cure.leads_to,
        "route": cure.route.id,
    }


def _step(step: Step, phrases: Phrases, known: Any) -> dict[str, Any]:
    wants = (phrases.wants(check, wanted, reach) for check, wanted, reach in step.wants)
    found = {
        "fact": step.fact,
        "kind": step.kind,
        "wants": "; ".join(wants),
        "text": phrases.step(step),
        "cites": known(step.cites),
    }
    return found | {"places": list(step.places)} if step.places else found
