"""What would change a refusal: every minimal cure, numbered, each one tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked
from vatscheck.answers.assess_shapes import Alternative
from vatscheck.answers.assessments import as_object
from vatscheck.answers.cures_page import lay
from vatscheck.answers.document import Document
from vatscheck.answers.proof_shapes import Cure as Steps
from vatscheck.answers.shapes import CLOSED, Citation, Judged, Status
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.next_step import PLACE, SERVERS, beside, imperative
from vatscheck.engine.answer import Answer, Assessment, Cure
from vatscheck.law.book import Source
from vatscheck.words.catalogue import Lang
from vatscheck.words.citations import joined
from vatscheck.words.phrases import Phrases


@with_config(CLOSED)
class Tried(TypedDict):
    """In which places a change of the registration alone was tried."""

    servers: list[str]
    """The short names of the places where the servers stand."""
    works: list[str]
    """The short names of the places in which it works."""
    fails: list[str]
    """Those in which it works only if the servers move along."""


@with_config(CLOSED)
class NumberedCure(Steps):
    """A cure with the number that `--apply` takes."""

    number: int
    """Its number among those of the service, from 1."""
    do: NotRequired[str]
    """What to do, in one sentence without its full stop."""
    cited: NotRequired[str]
    """On what it rests first, in short."""
    then: NotRequired[list[str]]
    """What is still to get after it, by name."""
    tried: NotRequired[Tried]
    """Where it works and where not; absent = it is no matter of the place alone."""


@with_config(CLOSED)
class ServiceCures(TypedDict):
    """All minimal cures of a service, the nearest first."""

    service: str
    """The id of the service."""
    code: str
    """Its item of the Catalogue; empty = it has none of its own."""
    label: NotRequired[str]
    """Its everyday name, in the language of the run."""
    status: Status
    """What it is as described."""
    cures: list[NumberedCure]
    """The cures; empty = none is needed, or none leads to a yes."""
    alternatives: NotRequired[list[Alternative]]
    """Lawful ways that leave the foreign share as it is."""


@with_config(CLOSED)
class Cures(Judged):
    """The cures of every service asked for."""

    schema: Literal["vatscheck/cures/1"]
    """The name of this schema."""
    services: list[ServiceCures]
    """Every service asked for."""
    citations: dict[str, Citation]
    """Every instrument that is cited, by the key that `cites` names."""


def cures(answer: Answer, asked: Asked, lang: Lang) -> Document:
    """Return the cures (`vatscheck/cures/1`)."""
    phrases, whole = asked.phrases(lang), as_object(answer, lang)
    pairs = zip(whole["assessments"], answer.assessments, strict=True)
    services = [_service(item, found, asked, phrases) for item, found in pairs]
    steps = (
        step for each in services for cure in each["cures"] for step in cure["steps"]
    )
    ways = (way for each in services for way in each["alternatives"])
    used = (cite for found in (*steps, *ways) for cite in found["cites"])
    data = {
        **asked.head("cures"),
        "services": services,
        "citations": asked.citations(used),
    }
    return Document(data, lang, lay)


def _service(
    item: dict[str, Any], found: Assessment, asked: Asked, phrases: Phrases
) -> dict[str, Any]:
    told = zip(item["cures"], found.cures, strict=True)
    titles = [phrases.of(way, "title") for way in found.alternatives]
    return {
        "service": item["service"],
        "code": item["code"],
        "label": naming.name(found.service, phrases),
        "status": item["status"],
        "cures": [
            {"number": at, **given, **_cure(cure, found, asked, phrases)}
            for at, (given, cure) in enumerate(told, 1)
        ],
        "alternatives": [
            {**way, "title": title}
            for way, title in zip(item["alternatives"], titles, strict=True)
        ],
    }


def _cure(
    cure: Cure, item: Assessment, asked: Asked, phrases: Phrases
) -> dict[str, Any]:
    steps = imperative(item, cure, phrases)
    found = {
        "do": phrases.say("summary-and-then").join(steps),
        "cited": joined(_first(cure, asked), phrases.lang),
        "then": _then(cure, item, asked, phrases),
    }
    tried = _tried(cure, item, phrases)
    return {**found, "tried": tried} if tried else found


def _first(cure: Cure, asked: Asked) -> Iterator[Source]:
    """The first text of each step, with all its parts."""
    for step in cure.steps:
        known = (asked.law.source(c, asked.day) for c in asked.cites(step.cites))
        sources = [source for source in known if source]
        yield from (s for s in sources if s.instrument == sources[0].instrument)


def _then(cure: Cure, item: Assessment, asked: Asked, phrases: Phrases) -> list[str]:
    """What the route of a cure needs of every company: approvals and certificates."""
    law, day, service = asked.law, asked.day, item.judged_as.id
    ways = (way for way in law.routes_on(day, service) if way.route.id == cure.route.id)
    rules = [rule for way in ways for rule in law.conditions_on(day, service, way)]
    always = [r for r in rules if r.effect == "condition" and not r.when]
    return list(dict.fromkeys(phrases.of(rule, "title") for rule in always))


def _tried(cure: Cure, item: Assessment, phrases: Phrases) -> dict[str, Any] | None:
    """Where a change of the registration was tried, with the servers where they are."""
    facts = {step.fact for step in cure.steps}
    place = next((step for step in cure.steps if step.fact == PLACE), None)
    if place is None or SERVERS in facts or not item.servers or not place.places:
        return None
    other = beside(item, cure)
    fails = [id for id in other.places if id not in place.places] if other else []
    if not fails:
        return None

    def names(ids: list[str]) -> list[str]:
        return [naming.place_alone(id, phrases) for id in naming.folded(ids)]

    groups = list(item.servers), list(place.places), fails
    return dict(zip(("servers", "works", "fails"), map(names, groups), strict=True))
