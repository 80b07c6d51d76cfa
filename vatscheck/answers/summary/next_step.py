"""The first thing to do: one action, with the places in which it was tried and works."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from vatscheck.answers.summary import naming
from vatscheck.answers.summary.reasons import first_cure, touches_shares
from vatscheck.engine.answer import Assessment, Cure, Step
from vatscheck.engine.duties import Item
from vatscheck.profile.models import Profile
from vatscheck.words.phrases import Phrases

PLACE, SERVERS = "registration.place", "servers.places"
ORDER = (PLACE, SERVERS, "owners", "ownership.foreign", "", "services.content")
"""The facts that a cure changes in the order in which a sentence tells them."""


class Next(NamedTuple):
    """What to do first: its sentence, its kind, and the cure behind it if there is one.

    `kind` = `cure`, `meet` (a duty known to fail), `obtain` (an approval), `ask`,
    `prepare` (the file), `file`, `alternative`, `none`. `works` are the places that
    were tried with this change alone and pass; `works_with` those that pass only
    together with the change of another fact.
    """

    text: str
    kind: str
    cure: int | None = None
    works: tuple[str, ...] = ()
    works_with: tuple[tuple[str, tuple[str, ...]], ...] = ()


def first_step(item: Assessment, profile: Profile, phrases: Phrases) -> Next:
    """Return what to do first about one service."""
    if item.need is not None:
        return _exempt(item, phrases)
    if item.best is not None:
        return _yes(item, profile, phrases)
    if item.status == "undetermined" and item.asks:
        question = phrases.question(item.asks[0])
        question = naming.lowered(question, phrases)
        text = phrases.say("summary-find-out", question=question)
        return Next(text, "ask")
    if item.status == "not_covered":
        return Next(phrases.say("summary-ask-rules"), "ask")
    cure = first_cure(item.cures)
    if cure is not None:
        return _cure(item, cure, phrases)
    return _otherwise(item, phrases)


def _exempt(item: Assessment, phrases: Phrases) -> Next:
    if item.barred:
        return Next(phrases.of(item.barring[0].duty, "cure"), "meet")
    kinds = {
        "filing": ("summary-file", "file"),
        "other-permit": ("summary-permit", "obtain"),
    }
    id, kind = kinds.get(str(item.need), ("summary-nothing", "none"))
    return Next(phrases.say(id), kind)


def _yes(item: Assessment, profile: Profile, phrases: Phrases) -> Next:
    """Of a yes: a duty that is known to fail, else an approval, else the file."""
    for found in item.items:
        if found.limits and (cure := phrases.of(found.duty, "cure")):
            return Next(cure, "meet")
    conditions = item.best.conditions if item.best else ()
    gates = [rule for rule in conditions if rule.effect == "condition"]
    if gates:
        what = phrases.of(gates[0], "title")
        return Next(phrases.say("summary-obtain", what=what), "obtain")
    for found in item.items:
        if _undecided(found, profile):
            return _decide(found, phrases)
    n = len(
        [found for found in item.items if found.open and found.stage == "before-filing"]
    )
    n += len([rule for rule in item.missing if rule.due == "before-filing"])
    return Next(phrases.say("summary-prepare", n=n), "prepare")


def _undecided(found: Item, profile: Profile) -> bool:
    """Whether a duty that would limit the answer hangs on a fact that is not stated.

    What would meet it is stated, and does not: capital that is enough for one province.
    """
    facts = {test.fact for tests in found.duty.met for test in tests}
    open_ = found.duty.limits and found.state == "ask" and bool(found.asks)
    return open_ and bool(facts) and all(_stated(fact, profile) for fact in facts)


def _stated(fact: str, profile: Profile) -> bool:
    """Whether a profile states a fact of the company."""
    table, _, key = fact.partition(".")
    if table == "facts":
        return profile.facts.get(key) is not None
    return getattr(getattr(profile, table, None), key, None) is not None


def _decide(found: Item, phrases: Phrases) -> Next:
    """The fact to decide on, and what one of its answers would ask for."""
    record = phrases.law.facts[found.asks[0]]
    label = phrases.of(record, "label") or phrases.of(record, "question")
    told = re.split(r"[;；。]|\.(?: |$)", phrases.of(found.duty, "text"))[0]
    told = naming.lowered(told, phrases)
    return Next(phrases.say("summary-decide", fact=label, duty=told), "ask")


def _otherwise(item: Assessment, phrases: Phrases) -> Next:
    """Of a no without a cure that keeps foreign capital: another lawful way, or none."""
    if item.alternatives:
        title = phrases.of(item.alternatives[0], "title")
        return Next(phrases.say("summary-alternative", title=title), "alternative")
    if item.cures:
        return _cure(item, item.cures[0], phrases)
    return Next(phrases.say("summary-no-step"), "none")


def _cure(item: Assessment, cure: Cure, phrases: Phrases) -> Next:
    """A cure in the imperative; of two that differ only in place both are told."""
    at = item.cures.index(cure)
    text = phrases.say("summary-and-then").join(imperative(item, cure, phrases))
    places = _of(cure, PLACE)
    works = places.places if places else ()
    other = beside(item, cure)
    if other is None:
        return Next(text, "cure", at, works)
    more = tuple(id for id in other.places if id not in works)
    others = naming.places(more, cure.route, phrases)
    text = phrases.say("summary-together", step=text, places=others)
    return Next(text, "cure", at, works, ((SERVERS, more),))


def imperative(item: Assessment, cure: Cure, phrases: Phrases) -> list[str]:
    """Return the steps of a cure in the imperative, share and content after the place."""
    steps = sorted(cure.steps, key=_order)
    place, servers = _of(cure, PLACE), _of(cure, SERVERS)
    if place and servers and place.places and place.places == servers.places:
        where = naming.places(place.places, cure.route, phrases)
        both = phrases.say("summary-move-both", places=where)
        rest = [step for step in steps if step not in (place, servers)]
        return [both, *(_step(item, cure, step, phrases) for step in rest)]
    return list(dict.fromkeys(_step(item, cure, step, phrases) for step in steps))


def _order(step: Step) -> int:
    """Where a step stands in a sentence: content last, for it may stay as it is."""
    return ORDER.index(step.fact) if step.fact in ORDER else ORDER.index("")


def _step(item: Assessment, cure: Cure, step: Step, phrases: Phrases) -> str:
    if step.fact == "services.content" and step.kind == "establish":
        return phrases.say("summary-open-content")
    if step.fact not in (PLACE, SERVERS) or not step.places:
        return phrases.step(step)
    where = naming.places(step.places, cure.route, phrases)
    if step.fact == SERVERS:
        id = "servers-stand" if step.kind == "establish" else "move-servers"
        return phrases.say(f"summary-{id}", places=where)
    if step.kind == "establish":
        return phrases.say("summary-be-registered", places=where)
    stay = _hosts(item.servers, step.places)
    return phrases.say(
        "summary-register-servers" if stay else "summary-register", places=where
    )


def _hosts(servers: Iterable[str] | None, places: Iterable[str]) -> bool:
    """Whether every server stands in each of the places."""
    stand = list(servers or ())
    return bool(stand) and all(
        id == place or id.startswith(f"{place}/") for place in places for id in stand
    )


def _of(cure: Cure, fact: str) -> Step | None:
    return next((step for step in cure.steps if step.fact == fact), None)


def beside(item: Assessment, cure: Cure) -> Step | None:
    """Return the step of place of a cure that differs in moving the servers too."""
    facts = {step.fact for step in cure.steps}
    if PLACE not in facts or SERVERS in facts or touches_shares(cure):
        return None
    for other in item.cures:
        same = other.route is cure.route and not touches_shares(other)
        if same and {step.fact for step in other.steps} == facts | {SERVERS}:
            return _of(other, PLACE)
    return None
