"""What one record of the law says: its words, dates, checks, source, grade, open question."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from vatscheck.law.articles import Articles
from vatscheck.law.book import Law
from vatscheck.law.evidence import Evidence
from vatscheck.law.models import (
    Check,
    Fact,
    Group,
    Instrument,
    Route,
    Service,
    in_force,
)
from vatscheck.law.territory import Area, Place
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases

KINDS = (
    "routes",
    "services",
    "groups",
    "places",
    "areas",
    "instruments",
    "articles",
    "prohibitions",
    "conditions",
    "announcements",
    "checks",
    "facts",
    "contents",
    "products",
    "provisos",
    "duties",
    "documents",
    "stages",
    "alternatives",
)


def explanation(law: Law, id: str, lang: Lang) -> str | None:
    """Return the explanation of every record with an id; none if there is no such id."""
    phrases = Phrases(law, law.head.verified_on, lang)
    found = [records[id] for kind in KINDS if id in (records := getattr(law, kind))]
    if not found:
        return None
    return "\n\n".join("\n".join(_lines(record, phrases)) for record in found)


def nearest(law: Law, id: str) -> list[str]:
    """Return the ids nearest to an unknown one."""
    ids = dict.fromkeys(name for kind in KINDS for name in getattr(law, kind))
    return difflib.get_close_matches(id, ids, n=3, cutoff=0.4) or ["-"]


def _lines(record: Any, phrases: Phrases) -> Iterator[str]:
    if isinstance(record, Check):
        yield f"{record.id}: {_open(phrases.of(record, 'wants'))}"
        yield phrases.say("reads", fact=record.fact)
        if record.cure:
            yield phrases.say("cured-by", cure=_open(phrases.of(record, "cure")))
        return
    if isinstance(record, Fact):
        yield f"{record.id}: {phrases.of(record, 'question')}"
        return
    title = "" if hasattr(record, "en") else "title"
    if title and not hasattr(record, "title"):
        yield record.id
    else:
        yield f"{record.id}: {phrases.both(record, title)}"
    if hasattr(record, "text"):
        yield phrases.of(record, "text")
    yield from _details(record, phrases)
    if hasattr(record, "evidence"):
        yield from evidence(record.evidence, phrases)


def _open(text: str) -> str:
    """The words of a check, whose value is that of the rule which uses it."""
    return text.replace("{value}", "…")


def _details(record: Any, phrases: Phrases) -> Iterator[str]:
    if isinstance(record, Route):
        yield from _route(record, phrases)
    elif isinstance(record, Place):
        yield from _place(record, phrases)
    elif isinstance(record, Area):
        for part in record.part:
            members = [m for m in part.members if in_force(m, phrases.day)]
            names = phrases.join(phrases.place(m.place) for m in members)
            yield f"- {part.id}: {phrases.both(part)}; {names}"
    elif isinstance(record, Articles):
        yield from _articles(record, phrases)
    elif isinstance(record, Instrument):
        yield from _instrument(record, phrases)
    elif isinstance(record, Service):
        yield from _service(record, phrases)
    elif isinstance(record, Group):
        yield phrases.say("for", services=phrases.join(record.services))
    elif hasattr(record, "from_"):
        yield from _readiness(record, phrases)


def _service(record: Service, phrases: Phrases) -> Iterator[str]:
    """The item on the licence, the threshold, and the routes of the day."""
    if record.licence:
        yield phrases.say("licence-item", item=record.licence)
    if record.threshold_text:
        text = phrases.of(record, "threshold_text")
        yield phrases.say("threshold", text=text)
    if record.below:
        yield phrases.say("below", need=phrases.say(f"need-{record.below}"))
    routes = phrases.law.routes_on(phrases.day, record.id)
    names = phrases.join(found.route.id for found in routes)
    yield phrases.say("routes-today", routes=names or phrases.say("nothing"))


def _articles(articles: Articles, phrases: Phrases) -> Iterator[str]:
    """The number of each provision in each edition, a provision a line."""
    for row in articles.rows:
        there = (f"{e} {phrases.article(f'Art. {n}')}" for e, n in row.items())
        yield f"- {'; '.join(there)}"


def _readiness(record: Any, phrases: Phrases) -> Iterator[str]:
    """What binds whom, when, and until when: of duties, papers, steps, other ways."""
    if record.from_:
        yield _span(record, phrases)
    if getattr(record, "services", ()):
        yield phrases.say("for", services=phrases.join(record.services))
    for name in ("when", "met"):
        tests = getattr(record, name, ())
        if tests and isinstance(tests[0], list):
            yield phrases.say(f"explain-{name}", tests=phrases.tests(tests))
    for spared in getattr(record, "unless", ()):
        area = phrases.of(phrases.law.areas[spared.area])
        span = _span(spared, phrases)
        said = phrases.say("explain-unless", area=area, span=span)
        yield f"{said} [{', '.join(spared.cites)}]"
    if getattr(record, "severity", None):
        yield phrases.say(f"severity-{record.severity}")
    if getattr(record, "authority", None):
        yield phrases.of(phrases.law.authorities[record.authority])
    if getattr(record, "within", None):
        yield phrases.within(record.within)
    if getattr(record, "cure", ""):
        yield phrases.say("cured-by", cure=phrases.of(record, "cure"))


def _route(route: Route, phrases: Phrases) -> Iterator[str]:
    for version in route.version:
        yield f"{_span(version, phrases)}: {', '.join(version.services)}"
        yield f"  {phrases.say('reach', reach=phrases.reach(version.reach))}"
        for use in version.when:
            check = phrases.law.checks[use.check]
            wants = phrases.wants(check, use.value, version.reach)
            yield f"  - {use.check}: {wants} [{', '.join(use.cites)}]"
        for id in version.conditions:
            yield f"  + {id}: {phrases.of(phrases.law.conditions[id], 'title')}"


def _place(place: Place, phrases: Phrases) -> Iterator[str]:
    if place.code:
        yield f"GB/T 2260: {place.code}"
    points = phrases.atlas.points(place.id)
    for area in phrases.law.areas.values():
        for part in phrases.atlas.named(points, [area.id]):
            inside = all(part in phrases.atlas.named([p], [area.id]) for p in points)
            yield phrases.say(
                "lies-in" if inside else "partly-in", area=phrases.both(part)
            )


def _instrument(item: Instrument, phrases: Phrases) -> Iterator[str]:
    known = (item.number, item.issuer, item.issued, item.url)
    yield ", ".join(str(part) for part in known if part)
    yield _span(item, phrases) if item.from_ else phrases.say("not-in-force")
    yield from _graded(item, phrases)


def evidence(found: Evidence, phrases: Phrases) -> Iterator[str]:
    """Yield the sources of a record, how far they were verified, and what is open."""
    for cite in found.cites:
        source = phrases.law.source(cite, phrases.day)
        if source:
            article = phrases.article(source.article)
            yield f"* {phrases.both(source.instrument, 'title')} {article}".rstrip()
    yield from _graded(found, phrases)


def _graded(found: Instrument | Evidence, phrases: Phrases) -> Iterator[str]:
    yield phrases.say(
        "graded",
        grade=found.grade,
        confidence=phrases.say(found.confidence),
        verified=found.verified_on,
    )
    if found.question:
        yield phrases.ask(found.question)


def _span(record: Any, phrases: Phrases) -> str:
    if record.to:
        return phrases.say("from-to", low=record.from_, high=record.to)
    return phrases.say("since", start=record.from_)
