"""What each kind of record says in detail, a statement at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from vatscheck.answers.facts import kind, readers
from vatscheck.law.articles import Articles
from vatscheck.law.duties import Alternative, Test
from vatscheck.law.models import (
    Check,
    Condition,
    Fact,
    Instrument,
    Prohibition,
    Route,
    Use,
    Version,
    in_force,
)
from vatscheck.law.offers import Group, Product, Service
from vatscheck.law.territory import Area, Place
from vatscheck.words.catalogue import chinese
from vatscheck.words.phrases import Phrases

About = Literal[
    "admits",
    "procedure",
    "in-force",
    "services",
    "reach",
    "needs",
    "with",
    "number",
    "issuer",
    "issued",
    "address",
    "numbers",
    "code",
    "also",
    "lies-in",
    "may-lie-in",
    "part",
    "licence",
    "only",
    "below",
    "routes",
    "if",
    "met",
    "spared",
    "severity",
    "authority",
    "within",
    "mend",
    "limits",
    "reads",
    "type",
    "who",
    "rules",
    "need",
]
"""What a statement can be about."""


class Told(NamedTuple):
    """One thing that a record says: what about, and the records and sources it names."""

    about: str
    text: str
    ids: Sequence[str] = ()
    cites: Sequence[str] = ()


def told(record: Any, phrases: Phrases) -> Iterator[Told]:
    """Yield what a record says beyond its name and its text."""
    kinds: dict[type[Any], Callable[[Any, Phrases], Iterator[Told]]] = {
        Route: _route,
        Place: _place,
        Area: _area,
        Articles: _articles,
        Instrument: _instrument,
        Service: _service,
        Group: _group,
        Product: _product,
        Check: _check,
        Fact: _fact,
    }
    return kinds.get(type(record), _rule)(record, phrases)


# --- rules ----------------------------------------------------------------------


def _route(route: Route, phrases: Phrases) -> Iterator[Told]:
    if route.line and "{" not in route.line:
        yield Told("admits", phrases.of(route, "line"))
    yield Told("procedure", phrases.say(f"law-kind-{route.kind}"))
    for version in route.version:
        yield from _version(version, phrases)


def _version(version: Version, phrases: Phrases) -> Iterator[Told]:
    law = phrases.law
    yield Told("in-force", span(version, phrases))
    yield _services(version.services, phrases)
    yield Told("reach", phrases.reach(version.reach))
    yield from _uses("needs", version.when, phrases, version.reach)
    for id in version.conditions:
        yield Told("with", phrases.of(law.conditions[id], "title"), [id])


def _uses(
    about: str, uses: Iterable[Use], phrases: Phrases, reach: Sequence[str] = ()
) -> Iterator[Told]:
    for use in uses:
        wants = phrases.wants(phrases.law.checks[use.check], use.value, reach)
        yield Told(about, wants, [use.check], use.cites)


def _rule(rule: Any, phrases: Phrases) -> Iterator[Told]:
    """What binds whom, when, and until when: of bans, duties, papers, steps, other ways."""
    if getattr(rule, "from_", None):
        yield Told("in-force", span(rule, phrases))
    if getattr(rule, "services", ()):
        yield _services(rule.services, phrases)
    if isinstance(rule, Prohibition | Condition):
        yield from _uses("if", rule.when, phrases)
    else:
        yield from _tests(rule, phrases)
    for spared in getattr(rule, "unless", ()):
        area = phrases.of(phrases.law.areas[spared.area])
        text = phrases.say("explain-unless", area=area, span=span(spared, phrases))
        yield Told("spared", text, [spared.area], spared.cites)
    yield from _duty(rule, phrases)


def _tests(rule: Any, phrases: Phrases) -> Iterator[Told]:
    for about, when in (("if", "when"), ("met", "met")):
        for tests in getattr(rule, when, ()):
            yield Told(about, _any(tests, phrases), [test.fact for test in tests])


def _duty(rule: Any, phrases: Phrases) -> Iterator[Told]:
    """By what, to whom and until when it is owed, and how it is put right."""
    if getattr(rule, "severity", None):
        yield Told("severity", phrases.say(f"severity-{rule.severity}"))
    if getattr(rule, "authority", None):
        yield Told("authority", phrases.of(phrases.law.authorities[rule.authority]))
    if getattr(rule, "within", None):
        yield Told("within", phrases.within(rule.within))
    if getattr(rule, "cure", ""):
        yield Told("mend", phrases.of(rule, "cure"))
    if isinstance(rule, Alternative):
        yield Told("limits", phrases.of(rule, "limits"))


def _any(tests: Sequence[Test], phrases: Phrases) -> str:
    return f" {phrases.say('or')} ".join(phrases.test(test) for test in tests)


def _product(product: Product, phrases: Phrases) -> Iterator[Told]:
    names = phrases.join(_label(id, phrases) for id in product.services)
    text = phrases.say(f"need-{product.need}", services=names)
    yield Told("need", text, product.services)
    yield from _rule(product._replace(services=()), phrases)


# --- services, places, sources ----------------------------------------------------


def _service(record: Service, phrases: Phrases) -> Iterator[Told]:
    """Its names, the item on the licence, the threshold, and the routes of the day."""
    if record.code:
        yield Told("code", record.code)
    if record.aliases:
        yield Told("also", phrases.join(record.aliases))
    if record.licence:
        yield Told("licence", record.licence)
    for field in ("threshold", "threshold_text"):
        if getattr(record, field):
            yield Told("only", phrases.of(record, field))
    if record.below:
        yield Told("below", phrases.say(f"need-{record.below}"))
    for found in phrases.law.routes_on(phrases.day, record.id):
        yield Told("routes", phrases.of(found.route, "title"), [found.route.id])


def _group(record: Group, phrases: Phrases) -> Iterator[Told]:
    yield _services(record.services, phrases)


def _place(place: Place, phrases: Phrases) -> Iterator[Told]:
    if place.code:
        yield Told("code", f"GB/T 2260: {place.code}")
    if place.aliases:
        yield Told("also", phrases.join(place.aliases))
    points = phrases.atlas.points(place.id)
    for area in phrases.law.areas.values():
        for part in phrases.atlas.named(points, [area.id]):
            inside = all(part in phrases.atlas.named([p], [area.id]) for p in points)
            about = "lies-in" if inside else "may-lie-in"
            names = {"part": phrases.of(area), "places": phrases.of(part)}
            same = names["part"] == names["places"]
            text = names["part"] if same else phrases.say("explain-members", **names)
            yield Told(about, text, [area.id, part.id])


def _area(area: Area, phrases: Phrases) -> Iterator[Told]:
    for part in area.part:
        members = [m for m in part.members if in_force(m, phrases.day)]
        names = phrases.join(phrases.place(m.place) for m in members)
        text = phrases.say("explain-members", part=phrases.of(part), places=names)
        yield Told("part", text, [part.id])


def _articles(articles: Articles, phrases: Phrases) -> Iterator[Told]:
    """The number of each provision in each edition, a provision a statement."""
    for row in articles.rows:
        there = (
            f"{_edition(id, phrases)} {phrases.article(f'Art. {n}')}"
            for id, n in row.items()
        )
        yield Told("numbers", phrases.series(there), list(row))


def _edition(id: str, phrases: Phrases) -> str:
    item = phrases.law.instruments[id]
    return phrases.of(item, "short") if item.short else phrases.of(item, "title")


def _instrument(item: Instrument, phrases: Phrases) -> Iterator[Told]:
    who = phrases.law.authorities.get(item.issuer)
    known = {
        "number": item.number,
        "issuer": phrases.of(who) if who else item.issuer,
        "issued": item.issued,
        "in-force": span(item, phrases) if item.from_ else phrases.say("not-in-force"),
        "address": item.url,
    }
    yield from (Told(about, text) for about, text in known.items() if text)


# --- checks and facts -------------------------------------------------------------


def _check(check: Check, phrases: Phrases) -> Iterator[Told]:
    fact = phrases.law.facts[check.fact]
    yield Told("reads", phrases.fact(fact.id), [fact.id])
    if check.cure:
        yield Told("mend", phrases.of(check, "cure").replace("{value}", "…"))


def _fact(fact: Fact, phrases: Phrases) -> Iterator[Told]:
    names = fact.chinese if chinese(phrases.lang) and fact.chinese else fact.values
    pairs = zip(fact.values, names, strict=True)
    values = [{"value": value, "name": name} for value, name in pairs]
    shape = {"type": fact.type, "values": values}
    yield Told("type", kind(shape, phrases.lang, named=True))
    if fact.who:
        yield Told("who", phrases.of(fact, "who"))
    if ids := readers(phrases.law).get(fact.id):
        yield Told("rules", phrases.join(ids), ids)


def _services(ids: Sequence[str], phrases: Phrases) -> Told:
    return Told("services", phrases.series(_label(id, phrases) for id in ids), ids)


def _label(id: str, phrases: Phrases) -> str:
    service = phrases.law.services[id]
    return phrases.of(service, "label") if service.label else phrases.of(service)


def span(record: Any, phrases: Phrases) -> str:
    """Return the days on which a record is in force, in words."""
    if record.to:
        return phrases.say("from-to", low=record.from_, high=record.to)
    return phrases.say("since", start=record.from_)
