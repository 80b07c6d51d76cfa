"""What would change a refusal: every minimal cure, numbered, each one tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked
from vatscheck.answers.asked_page import (
    bracketed,
    every,
    listed,
    opening,
    status,
    together,
)
from vatscheck.answers.assess_shapes import Alternative
from vatscheck.answers.assess_shapes import Cure as Steps
from vatscheck.answers.assessments import as_object
from vatscheck.answers.document import Detail, Document
from vatscheck.answers.shapes import CLOSED, Citation, Judged, Status
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.next_step import PLACE, SERVERS, beside, imperative
from vatscheck.engine.answer import Answer, Assessment, Cure
from vatscheck.formats.json import plain
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.law.book import Source
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.citations import joined
from vatscheck.words.phrases import Phrases

YES = ("licensable", "conditional", "not_needed", "not_covered")
SHOWN = 3
"""So many cures of a service are told by default."""


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


# --- the document -----------------------------------------------------------------


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


def patched(patch: Mapping[str, Any], service: str) -> str:
    """Return the worked example for a service on one line: paths and values."""
    shown = dict(patch)
    if "services" in shown:  # the others are as they were
        shown["services"] = [e for e in shown["services"] if e["id"] == service]
    found = (
        f"{key} = {to_json(plain(value)).decode()}" for key, value in shown.items()
    )
    return "; ".join(found)


# --- the page ---------------------------------------------------------------------


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: the cures of each service, those of like services once."""
    blocks = list(opening(data, lang, "cures-title", "cures-under"))
    groups = list(_alike(data))
    for group in groups:
        if group[0]["cures"] or group[0]["status"] not in YES:
            blocks += [_title(group, lang), Gap()]
            blocks += _whole(group, data, lang) if detail.full else _short(group, lang)
    blocks += _settled(groups, lang)
    if any(group[0]["cures"] for group in groups):
        blocks.append(Paragraph(line(word("cures-apply", lang)), hang=2))
    return Page(data["profile"]["name"], lang, tuple(blocks))


Group = list[dict[str, Any]]
"""Services with the same cures."""


def _alike(data: Mapping[str, Any]) -> Iterator[Group]:
    found: dict[str, Group] = {}
    for service in data["services"]:
        told = [
            (cure["do"], cure["leads_to"], cure["then"]) for cure in service["cures"]
        ]
        ways = [way["id"] for way in service["alternatives"]]
        key = str((service["status"], service["code"], told, ways))
        found.setdefault(key, []).append(service)
    yield from found.values()


def _named(group: Group, lang: Lang) -> str:
    name = together((service["label"] for service in group), lang)
    code = group[0]["code"]
    return word("with-code", lang, name=name, code=code) if code else name


def _title(group: Group, lang: Lang) -> Heading:
    name = f"{_named(group, lang)}{word('label-colon', lang)}"
    after = word("cures-follow" if group[0]["cures"] else "cures-none-follow", lang)
    return Heading(
        line(
            Run(name, "strong"), status(group[0]["status"], lang), Run(after, "strong")
        )
    )


def _short(group: Group, lang: Lang) -> Iterator[Block]:
    """Yield the first cures of a group, and what else there is."""
    found = group[0]["cures"]
    yield Listing(tuple(item for cure in found[:SHOWN] for item in _one(cure, lang)))
    if more := len(found) - SHOWN if len(found) > SHOWN else 0:
        yield Paragraph(line(word("cures-more", lang, n=more)))
    if ways := group[0]["alternatives"]:
        yield Paragraph(line(word("cures-ways", lang, n=len(ways))))
    yield Gap()


def _one(cure: Mapping[str, Any], lang: Lang) -> Iterator[tuple[str, Line]]:
    """Yield a cure behind its number, and below it where it was tried."""
    source = _source(cure, lang)
    yield str(cure["number"]), line(*_leads(cure, lang), Run(source, "dim"))
    if tried := cure.get("tried"):
        parts = {key: listed(names, lang) for key, names in tried.items()}
        yield "", line(word("cures-tried", lang, **parts))


def _leads(cure: Mapping[str, Any], lang: Lang) -> Line:
    arrow = word("leads", lang)
    return line(cure["do"], arrow, status(cure["leads_to"], lang))


def _source(cure: Mapping[str, Any], lang: Lang) -> str:
    """What a cure rests on, and what is still to get after it."""
    text = cure["cited"]
    if cure["then"]:
        then = word("cures-then", lang, what=listed(cure["then"], lang))
        text = together(filter(None, (text, then)), lang)
    return bracketed(text, lang)


def _whole(group: Group, data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield every cure of a group with its steps, sources and example, and other ways."""
    for cure in group[0]["cures"]:
        items = list(_one({**cure, "cited": "", "then": []}, lang))
        for step in cure["steps"]:
            source = Run(bracketed(every(step["cites"], data, lang), lang), "dim")
            text = "" if step["text"] == cure["do"] else step["text"]
            items.append(("", line(text, source)))
        if cure["then"]:
            then = word("cures-then", lang, what=listed(cure["then"], lang))
            items.append(("", line(then)))
        shown = patched(cure["patch"], group[0]["service"])
        items.append(("", line(word("cures-example", lang, patch=shown))))
        yield Listing(tuple(items))
    if ways := group[0]["alternatives"]:
        yield Gap()
        yield Paragraph(line(Run(word("alternatives", lang), "strong")))
        yield Listing(tuple(("-", _way(way, data, lang)) for way in ways))
    yield Gap()


def _way(way: Mapping[str, Any], data: Mapping[str, Any], lang: Lang) -> Line:
    parts = {"title": way["title"], "text": way["text"], "limits": way["limits"]}
    source = Run(bracketed(every(way["cites"], data, lang), lang), "dim")
    return line(word("alternative", lang, **parts), source)


def _settled(groups: list[Group], lang: Lang) -> Iterator[Block]:
    """Yield in one line what needs no change."""
    calm = [g for g in groups if not g[0]["cures"] and g[0]["status"] in YES]
    if not calm:
        return
    names = [
        word(
            "with-code",
            lang,
            name=together((service["label"] for service in group), lang),
            code=word(group[0]["status"], lang),
        )
        for group in calm
    ]
    yield Paragraph(line(word("cures-settled", lang, services=together(names, lang))))
    yield Gap()
