"""One page for a route or an instrument, with the same headings for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import SHORT, Detail, Document, head
from vatscheck.answers.explain import evidence
from vatscheck.answers.laws.records import span_text
from vatscheck.answers.opening import overlaid
from vatscheck.answers.shapes import CLOSED, Head
from vatscheck.formats import markdown
from vatscheck.formats.inert import markdown as plain
from vatscheck.formats.page import Block, Gap, Heading, Listing, Page, Paragraph, line
from vatscheck.law.book import Law
from vatscheck.law.evidence import Question
from vatscheck.law.models import Instrument, Route
from vatscheck.upkeep.citing import coming_with, defeating, examples, resting_on
from vatscheck.upkeep.written import Written
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import Phrases

MARK = "<!-- vatscheck law page: generated, do not edit -->"
"""The first line of every page: a file that begins with it may be written anew."""
HEADINGS = (
    *("opens", "whom", "where", "conditions", "exclusions"),
    *("dates", "sources", "questions", "examples"),
)
WHOM = ("ownership.", "registration.legal_form", "registration.listed")
WHERE = ("registration.place", "servers.", "services.serves")
MOST = 12
"""How many examples a page shows."""


@with_config(CLOSED)
class Section(TypedDict):
    """One section of a page."""

    about: str
    """What it is about: `opens`, `whom`, `where` ..."""
    heading: str
    """Its heading, in the language of the run."""
    lines: list[str]
    """What it says, a statement each."""


@with_config(CLOSED)
class PageDocument(Head):
    """`law page`: everything that hangs on a route or an instrument."""

    schema: Literal["vatscheck/law-page/1"]
    """The kind of this document and its number."""
    kind: Literal["route", "instrument"]
    """The kind of record."""
    id: str
    """Its id."""
    title: str
    """Its title in both languages."""
    sections: list[Section]
    """The same sections for every record, in order."""


class Pages:
    """Makes the pages of one law in one language."""

    def __init__(self, law: Law, tests: Sequence[Written], lang: Lang) -> None:
        self.law, self.tests, self.lang = law, tests, lang
        self.phrases = Phrases(law, law.head.verified_on, lang)
        self.say = self.phrases.say

    def document(self, record: Route | Instrument) -> Document:
        """Return what hangs on a route or an instrument."""
        route = isinstance(record, Route)
        parts = self._route(record) if isinstance(record, Route) else self._item(record)
        data = {
            **head("law-page", self.law),
            "kind": "route" if route else "instrument",
            "id": record.id,
            "title": self.phrases.both(record, "title"),
            "sections": [
                {
                    "about": about,
                    "heading": self.say(f"law-page-{about}"),
                    "lines": list(dict.fromkeys(lines)) or [self.say("law-page-none")],
                }
                for about, lines in zip(HEADINGS, parts, strict=True)
            ],
        }
        return Document(data, self.lang, lay)

    def index(self) -> str:
        """Return the page that leads to all others."""
        lines = [MARK, "", f"# {self.say('law-page-index')}", ""]
        for kind, records in self._kinds():
            lines += [f"## {self.say(f'law-page-{kind}')}", ""]
            for record in records.values():
                title = plain(self.phrases.of(record, "title"))
                lines.append(f"- [{plain(record.id)}]({kind}/{record.id}.md): {title}")
            lines.append("")
        law = head("law-page", self.law)
        foot = markdown.render(Page("", self.lang, tuple(_foot(law, self.lang))))
        return "\n".join([*lines, foot, ""])

    def every(self) -> dict[str, str]:
        """Return all pages by file name, with the index."""
        pages = {"index.md": self.index()}
        for kind, records in self._kinds():
            for record in records.values():
                pages[f"{kind}/{record.id}.md"] = file_text(self.document(record))
        return pages

    def _kinds(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        law = self.law
        return ("routes", law.routes), ("instruments", law.instruments)

    # --- a route ------------------------------------------------------------------

    def _route(self, route: Route) -> Iterator[Iterable[str]]:
        yield [self.phrases.of(route, "text"), *self._services([route])]
        yield [self.say(f"law-kind-{route.kind}"), *self._checks(route, WHOM)]
        yield [*self._areas([route]), *self._checks(route, WHERE), *self._reach(route)]
        yield [*self._checks(route, ()), *self._rules(coming_with(self.law, route))]
        yield [*self._rules(defeating(self.law, route)), *self._overridden(route)]
        yield self._versions(route)
        yield [
            line.removeprefix("* ")
            for line in evidence(route.evidence._replace(question=False), self.phrases)
        ]
        yield self._asked([route.evidence.question])
        yield self._examples([route])

    def _services(self, routes: Iterable[Route]) -> Iterator[str]:
        ids = dict.fromkeys(s for r in routes for v in r.version for s in v.services)
        for id in ids:
            service = self.law.services[id]
            yield f"{id} ({service.code}): {self.phrases.both(service)}"

    def _checks(self, route: Route, facts: tuple[str, ...]) -> Iterator[str]:
        """The checks on some facts; on all that are no other section's if none is named."""
        for version in route.version:
            for use in version.when:
                check = self.law.checks[use.check]
                mine = check.fact.startswith(facts or (*WHOM, *WHERE)) == bool(facts)
                if mine:
                    wants = self.phrases.wants(check, use.value, version.reach)
                    span = span_text(version.from_, version.to, self.lang)
                    parts = {"cites": ", ".join(use.cites), "span": span}
                    yield self.say("law-page-check", wants=wants, **parts)

    def _reach(self, route: Route) -> Iterator[str]:
        for version in route.version:
            yield self.say("reach", reach=self.phrases.reach(version.reach))

    def _areas(self, routes: Iterable[Route]) -> Iterator[str]:
        for area in dict.fromkeys(route.area for route in routes):
            if area is None:
                yield self.say("anywhere")
                continue
            for part in self.law.areas[area].part:
                members = self.phrases.join(
                    f"{self.phrases.place(m.place)} ({span_text(m.from_, m.to, self.lang)})"
                    for m in part.members
                )
                yield f"{self.phrases.both(part)}: {members}"

    def _rules(self, rules: Iterable[Any]) -> Iterator[str]:
        for rule in rules:
            name = "title" if hasattr(rule, "title") else "text"
            title = (
                self.phrases.both(rule)
                if hasattr(rule, "en")
                else self.phrases.of(rule, name)
            )
            span = (
                f" ({span_text(rule.from_, rule.to, self.lang)})"
                if hasattr(rule, "from_")
                else ""
            )
            yield f"{rule.id}: {title}{span}"

    def _overridden(self, route: Route) -> Iterator[str]:
        for id in route.overrides:
            title = self.phrases.of(self.law.prohibitions[id], "title")
            yield self.say("law-page-overridden", rule=id, title=title)

    def _versions(self, route: Route) -> Iterator[str]:
        for version in route.version:
            span = span_text(version.from_, version.to, self.lang)
            yield f"{span}: {', '.join(version.services)}"

    def _asked(self, questions: Iterable[Question | bool]) -> Iterator[str]:
        yield from (self.phrases.ask(q) for q in questions if isinstance(q, Question))

    def _examples(self, routes: Sequence[Route]) -> Iterator[str]:
        for found in examples(self.tests, routes)[:MOST]:
            told = self.phrases.join(
                f"{service}: {self.say(status)}" for service, status in found.expects
            )
            yield f"{found.day}: {found.title}: {told}"

    # --- an instrument --------------------------------------------------------------

    def _item(self, item: Instrument) -> Iterator[Iterable[str]]:
        rests = resting_on(self.law, item)
        text = self.phrases.of(item, "text")
        yield [text, *self._rules_by_title(rests.routes), *self._services(rests.routes)]
        yield [self.say(f"law-kind-{route.kind}") for route in rests.routes]
        told = {route.area for route in rests.routes}
        areas = [area for area in self.law.areas.values() if area.id not in told]
        parts = [part for area in areas for part in area.part if part in rests.parts]
        yield [*self._areas(rests.routes), *map(self.phrases.both, parts)]
        yield self._rules(rests.others)
        yield self._rules(rests.prohibitions)
        yield self._in_force(item)
        yield self._known(item)
        yield self._asked([item.question])
        yield self._examples(rests.routes)

    def _rules_by_title(self, routes: Iterable[Route]) -> Iterator[str]:
        yield from (f"{r.id}: {self.phrases.of(r, 'title')}" for r in routes)

    def _in_force(self, item: Instrument) -> Iterator[str]:
        if item.issued:
            yield self.say("law-page-issued", day=item.issued)
        if item.from_:
            yield span_text(item.from_, item.to, self.lang)
        else:
            yield self.say("not-in-force")
        for other in self.law.instruments.values():
            if item.series and other.series == item.series and other.id != item.id:
                title = self.phrases.of(other, "title")
                yield self.say("law-page-edition", record=other.id, title=title)

    def _known(self, item: Instrument) -> Iterator[str]:
        yield from filter(None, (item.number, item.issuer, item.url))
        confidence = self.say(item.confidence)
        more = {"grade": item.grade, "verified": item.verified_on}
        yield self.say("graded", confidence=confidence, **more)


def file_text(document: Document) -> str:
    """Return the page of a route or an instrument as a file of Markdown."""
    return f"{MARK}\n\n{markdown.render(document.page(SHORT))}\n"


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the sections as a page, with the law that they were made from at its foot."""
    title = f"{data['id']}: {data['title']}"
    blocks: list[Block] = [Heading(line(title), 1)]
    for section in data["sections"]:
        items = tuple(("-", line(text)) for text in section["lines"])
        blocks += [Gap(), Heading(line(section["heading"])), Listing(items)]
    return Page(title, lang, (*blocks, Gap(), *_foot(data, lang)))


def _foot(data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    law = data["law"]
    parts = {"version": law["version"], "digest": law["digest"]}
    yield Paragraph(line(word("law-page-foot", lang, tool=data["tool"], **parts)))
    yield from overlaid(law, lang)
