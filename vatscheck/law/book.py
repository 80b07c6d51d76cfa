"""The compiled law as one object: records by kind, the law of a day, and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import from_json

from vatscheck.law.articles import Articles, renumbered
from vatscheck.law.days import marked
from vatscheck.law.duties import Alternative, Document, Duty, Stage
from vatscheck.law.models import (
    KINDS,
    Announcement,
    Authority,
    Check,
    Condition,
    Fact,
    Head,
    InForce,
    Instrument,
    Prohibition,
    Route,
    Unless,
    Use,
    in_force,
)
from vatscheck.law.offers import Content, Group, Product, Proviso, Service
from vatscheck.law.records import Records
from vatscheck.law.territory import Area, Jurisdiction, Place

if TYPE_CHECKING:
    from vatscheck.law.layers import Overlay

BUILT = Path(__file__).parent / "law.jsonl"


class Source(NamedTuple):
    """An instrument as cited on a day, with the article (empty = the whole text)."""

    instrument: Instrument
    article: str


class Law:
    """Every rule of the rule base; each kind of record is read when first asked for.

    Days are ISO strings, inclusive. Raises `KeyError` for an unknown id. `overlay` is
    what a firm has put on top of the bundled law, if anything.
    """

    overlay: Overlay | None = None

    def __init__(self, compiled: bytes) -> None:
        self._lines = by_kind(compiled)
        self.head = Head(*from_json(self._lines["head"])[0])

    def _by_id(self, kind: str) -> Records:
        return Records(KINDS[kind], self._lines.get(kind, b"[]"))

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """Every instrument by id."""
        return self._by_id("instrument")

    @cached_property
    def articles(self) -> Mapping[str, Articles]:
        """How the articles of each series are numbered in its editions, by id."""
        return self._by_id("articles")

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Every service by id, in catalogue order."""
        return self._by_id("service")

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Every group of services by id."""
        return self._by_id("group")

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every place by id, provinces in the order of their codes."""
        return self._by_id("place")

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """Every area by id."""
        return self._by_id("area")

    @cached_property
    def products(self) -> Mapping[str, Product]:
        """Every product by id."""
        return self._by_id("product")

    @cached_property
    def provisos(self) -> Mapping[str, Proviso]:
        """Every proviso on what products need, by id."""
        return self._by_id("proviso")

    @cached_property
    def contents(self) -> Mapping[str, Content]:
        """Every kind of content by id."""
        return self._by_id("content")

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Every authority that an open question may be put to, by id."""
        return self._by_id("authority")

    @cached_property
    def jurisdictions(self) -> Mapping[str, Jurisdiction]:
        """Every jurisdiction of a holder by its ISO code."""
        return self._by_id("jurisdiction")

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Every kind of check by id."""
        return self._by_id("check")

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by id."""
        return self._by_id("fact")

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """Every route by id."""
        return self._by_id("route")

    @cached_property
    def prohibitions(self) -> Mapping[str, Prohibition]:
        """Every prohibition by id."""
        return self._by_id("prohibition")

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """Every condition by id."""
        return self._by_id("condition")

    @cached_property
    def announcements(self) -> Mapping[str, Announcement]:
        """Every announcement by id."""
        return self._by_id("announcement")

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """Every duty by id."""
        return self._by_id("duty")

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every paper of an application by id, in the order of the form."""
        return self._by_id("document")

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """Every step of the procedure by id."""
        return self._by_id("stage")

    @cached_property
    def alternatives(self) -> Mapping[str, Alternative]:
        """Every way that leaves the foreign share as it is, by id."""
        return self._by_id("alternative")

    def routes_on(self, day: str, service: str) -> list[InForce]:
        """Return the routes for a service in the version that holds on the day."""
        return [
            InForce(route, version)
            for route in self.routes.values()
            for version in route.version
            if service in version.services and in_force(version, day)
        ]

    def prohibitions_on(self, day: str, service: str) -> list[Prohibition]:
        """Return the prohibitions that apply to a service on the day."""
        return [
            rule
            for rule in self.prohibitions.values()
            if in_force(rule, day) and (not rule.services or service in rule.services)
        ]

    @cached_property
    def outside(self) -> str | None:
        """The check of a registered address outside an area, if the law has one."""
        found = (check for check in self.checks.values() if check.op == "outside")
        places = (check.id for check in found if check.fact == "registration.place")
        return next(places, None)

    def barring(self, ban: Prohibition, day: str) -> list[Use]:
        """Return the checks that together make up a prohibition on a day.

        Each area that it spares on the day adds the check that the company is
        registered outside it.
        """
        spared = [found for found in ban.unless if in_force(found, day)]
        return [*ban.when, *(self.spared(found) for found in spared)]

    def spared(self, unless: Unless) -> Use:
        """Return the exception of a prohibition as a check that lets the prohibition stand."""
        return Use(self.outside or "registered-outside", unless.cites, unless.area)

    def conditions_on(self, day: str, service: str, route: InForce) -> list[Condition]:
        """Return what comes with a route for a service on the day, checks not applied."""
        return [
            rule
            for rule in self.conditions.values()
            if (rule.id in route.version.conditions or route.route.kind in rule.kinds)
            and in_force(rule, day)
            and (not rule.services or service in rule.services)
        ]

    def announcements_on(self, day: str, service: str) -> list[Announcement]:
        """Return what is published for a service on the day without giving a right."""
        return [
            item
            for item in self.announcements.values()
            if service in item.services and in_force(item, day)
        ]

    @cached_property
    def series(self) -> dict[str, list[Instrument]]:
        """The editions of each series that were ever in force, the newest first."""
        found: dict[str, list[Instrument]] = {}
        for item in self.instruments.values():
            if item.series and item.from_:
                found.setdefault(item.series, []).append(item)
        for editions in found.values():
            editions.sort(key=lambda item: str(item.from_), reverse=True)
        return found

    @cached_property
    def _numbered(self) -> dict[str, Articles]:
        return {found.series: found for found in self.articles.values()}

    def article(self, edition: Instrument, locator: str) -> str:
        """Return a part of a text, cited by its newest edition, as an edition numbers it."""
        series = edition.series or ""
        if series not in self._numbered:
            return locator
        editions = [item.id for item in self.series[series]]
        return renumbered(locator, self._numbered[series], edition.id, editions)

    def source(self, cite: str, day: str) -> Source | None:
        """Return what a citation names on the day; none if nothing was issued by then.

        A series id stands for its edition in force on the day, and its article for the
        number that it has there.
        """
        if (cite, day) not in self._cited:
            self._cited[cite, day] = self._source(cite, day)
        return self._cited[cite, day]

    @cached_property
    def kept(self) -> dict[tuple[Any, ...], Any]:
        """What others have worked out from this law alone, each under its own name."""
        return {}

    @cached_property
    def _cited(self) -> dict[tuple[str, str], Source | None]:
        return {}

    def _source(self, cite: str, day: str) -> Source | None:
        name, _, article = cite.partition("#")
        for item in self.series.get(name, ()):
            if in_force(item, day):
                return Source(item, self.article(item, article))
        known = self.instruments.get(name)
        if known is None or (known.issued or known.from_ or day) > day:
            return None
        return Source(known, article)

    def boundaries(self) -> list[str]:
        """Return all days on which some rule or area starts, or the day after it ends."""
        days: set[str] = set()
        for route in self.routes.values():
            for version in route.version:
                days |= marked(version)
        limits = (duty for duty in self.duties.values() if duty.limits)
        rules = (self.prohibitions, self.conditions, self.announcements)
        for rule in chain(limits, *(records.values() for records in rules)):
            days |= marked(rule)
        for area in self.areas.values():
            for part in area.part:
                for member in part.members:
                    days |= marked(member)
        for service in self.services.values():
            for note in (*service.judged_as, *service.notes):
                days |= marked(note, begins=False)
        return sorted(days)


def by_kind(compiled: bytes) -> dict[str, bytes]:
    """Return the rows of each kind in the compiled law, as one list in JSON.

    The kinds stand in the order of `KINDS`: a row elsewhere makes its neighbours unread.
    No line is looked at: the law is searched once, and each kind is read when asked for.
    """
    compiled = b"\n" + compiled.rstrip()
    marks: list[tuple[bytes, int]] = []
    at = 0
    for kind in (b"head", *map(str.encode, KINDS)):
        found = compiled.find(b"\n%s " % kind, at)
        if found >= 0:
            marks.append((b"\n%s " % kind, found))
            at = found
    ends = [*(found for _, found in marks[1:]), len(compiled)]
    return {
        mark.strip().decode(): b"[%s]"
        % compiled[found + len(mark) : end].replace(mark, b",")
        for (mark, found), end in zip(marks, ends, strict=True)
    }


def load_law(path: Path = BUILT) -> Law:
    """Return the law from its compiled file, by default the one of the package."""
    return Law(path.read_bytes())
