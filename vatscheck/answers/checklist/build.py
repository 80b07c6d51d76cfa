"""From an answer to the words of the checklist, in one language or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, cast

from vatscheck import __version__
from vatscheck.answers.checklist import model
from vatscheck.answers.checklist.items import Items
from vatscheck.answers.overlay import overlay_text
from vatscheck.answers.territory import label
from vatscheck.answers.timeline import because
from vatscheck.engine.answer import Answer
from vatscheck.engine.application import Filing, filing
from vatscheck.engine.application import Paper as FilingPaper
from vatscheck.engine.application import Step as FilingStep
from vatscheck.engine.assess import assess
from vatscheck.engine.grid import Column, Grid, grid
from vatscheck.engine.timeline import History, Period, timeline
from vatscheck.law.book import Law, Source
from vatscheck.profile.models import Profile
from vatscheck.words.catalogue import Lang
from vatscheck.words.notices import HEADINGS, notices
from vatscheck.words.phrases import Phrases, escape
from vatscheck.words.sources import resolve

COLUMNS = (
    "no",
    "item",
    "why",
    "basis",
    "state",
    "cure",
    "owner",
    "evidence",
    "due",
    "remarks",
)
STATES = ("met", "missing", "unknown", "not-applicable")
"""The four statuses of an item, as the drop-down of the sheet offers them."""


class Report(NamedTuple):
    """All that the engine has to say about one profile on one day."""

    answer: Answer
    profile: Profile
    filing: Filing
    history: tuple[History, ...]
    grid: Grid


def whole_report(profile: Profile, digest: str, law: Law, day: str) -> Report:
    """Return all that the engine says about a profile on an ISO day."""
    answer = assess(profile, law, day)._replace(digest=digest)
    history, where = timeline(profile, law), grid(profile, law, day)
    return Report(answer, profile, filing(answer, profile), history, where)


def checklist(report: Report, lang: Literal["en", "zh", "both"]) -> model.Checklist:
    """Return the checklist in a language; `both` has English with Chinese below."""
    if lang != "both":
        return Builder(report, lang, lang).build()
    pair = (Builder(report, each, "en").build() for each in ("en", "zh"))
    merged = cast(model.Checklist, model.both(*pair))
    return merged._replace(lang=lang)


class Builder:
    """Puts one report into words; sources are named in both languages always."""

    def __init__(self, report: Report, lang: Lang, sources: Lang) -> None:
        answer = report.answer
        self.report, self.answer, self.lang = report, answer, lang
        self.phrases = Phrases(answer.law, answer.day, lang)
        self.sources = Phrases(answer.law, answer.day, sources)

    def build(self) -> model.Checklist:
        """Return the whole checklist."""
        report, phrases = self.report, self.phrases
        items = Items(self.answer, report.profile.tasks, phrases, self.basis)
        groups = tuple(items.groups())
        papers = (paper.document.id for paper in report.filing.papers)
        here = {*papers, *(step.stage.id for step in report.filing.steps)}
        apart = tuple(id for id in items.tasks if id not in items.placed | here)
        noted = tuple(items.apart(len(groups) + 1, here))
        return model.Checklist(
            lang=self.lang,
            words=self._words(),
            header=tuple(self._header()),
            groups=groups + noted,
            papers=tuple(self._papers()),
            steps=tuple(self._steps()),
            services=tuple(map(phrases.of, report.grid.services)),
            grid=tuple(map(self._place, filter(self._has_land, report.grid.columns))),
            history=tuple(map(self._history, report.history)),
            notices=tuple(self._notices()),
            sources=tuple(self._sources()),
            apart=apart,
        )

    def _words(self) -> model.Words:
        say = self.phrases.say

        def some(prefix: str, names: Iterable[str]) -> tuple[str, ...]:
            return tuple(say(f"{prefix}-{name}") for name in names)

        return model.Words(
            title=say("report-title"),
            columns=some("report", COLUMNS),
            papers=say("papers"),
            paper_columns=some("paper", ("no", "name", "text", "remarks")),
            steps=say("steps"),
            step_columns=some("step", ("no", "name", "text", "authority", "limit")),
            grid=say("grid-title"),
            service=say("column-service"),
            history=say("history-title"),
            history_columns=some("history", ("from", "to", "status", "why")),
            sources=say("sources"),
            notices=say("notices-title"),
            statuses=some("state", STATES),
            disclaimer=say("grades"),
        )

    def _header(self) -> Iterator[tuple[str, str]]:
        answer, say = self.answer, self.phrases.say
        head = answer.law.head
        applicants = (say(f"applicant-{who}") for who in self.report.filing.applicants)
        yield say("header-profile"), escape(answer.name)
        yield say("header-digest"), answer.digest
        yield say("header-day"), answer.day
        law = {"version": head.version, "verified": head.verified_on}
        yield say("header-law"), f"{say('law-version', **law)} {head.digest}"
        if overlay := overlay_text(answer.law, self.lang):
            yield say("header-overlay"), overlay
        yield say("header-tool"), f"vatscheck {__version__}"
        yield say("header-applicant"), self.phrases.join(applicants) or "-"

    def basis(self, cites: Iterable[str]) -> str:
        """Return the sources of one record, each on a line of its own."""
        law, day = self.answer.law, self.answer.day
        found = (law.source(cite, day) for cite in cites)
        return "\n".join(self._basis(source) for source in found if source)

    def _basis(self, source: Source) -> str:
        item, phrases = source.instrument, self.sources
        name = phrases.both(item, "title")
        article = phrases.article(source.article)
        where = phrases.say("cited", title=name, article=article) if article else name
        since = {"start": item.from_ or "-", "grade": item.grade}
        return f"{where} ({phrases.say('in-force-since', **since)})"

    def _papers(self) -> Iterator[model.Paper]:
        for at, paper in enumerate(self.report.filing.papers, 1):
            document = paper.document
            yield model.Paper(
                str(at),
                self.phrases.of(document, "title"),
                self.phrases.of(document, "text"),
                "\n".join([*self._for(paper), self.basis(document.evidence.cites)]),
            )

    def _for(self, found: FilingPaper | FilingStep) -> Iterator[str]:
        if found.services:
            yield self.phrases.say("for", services=self.phrases.join(found.services))
        severity = getattr(found[0], "severity", "statute")
        if severity != "statute":
            yield self.phrases.say(f"severity-{severity}")

    def _steps(self) -> Iterator[model.Step]:
        for at, step in enumerate(self.report.filing.steps, 1):
            stage = step.stage
            authority = self.answer.law.authorities[stage.authority]
            yield model.Step(
                str(at),
                self.phrases.of(stage, "title"),
                "\n".join([self.phrases.of(stage, "text"), *self._for(step)]),
                self.phrases.of(authority),
                self.phrases.within(stage.within) if stage.within else "-",
                self.basis(stage.evidence.cites),
            )

    def _has_land(self, column: Column) -> bool:
        """Whether some of the mainland lies in a column: each piece lies in one."""
        label, places = column.where.label, self.answer.law.places
        named = (places[id].kind != "outside" for id in (*label.whole, *label.left))
        return column.where.rest or any(named)

    def _place(self, column: Column) -> model.Place:
        cells = (
            model.Cell(
                cell.status,
                self.phrases.say(cell.status),
                self.phrases.of(cell.rule, "title")
                if cell.cap is not None and cell.rule
                else "",
            )
            for cell in column.cells
        )
        return model.Place(label(column.where, self.phrases), tuple(cells))

    def _history(self, history: History) -> model.History:
        spans = tuple(map(self._span, history.periods))
        return model.History(self.phrases.of(history.service), spans)

    def _span(self, period: Period) -> model.Span:
        why = because(period, self.phrases, self.sources)
        status = self.phrases.say(period.status)
        return model.Span(period.start, period.end or "", period.status, status, why)

    def _notices(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        told: dict[str, dict[str, None]] = {heading: {} for heading in HEADINGS}
        for item in self.answer.assessments:
            for heading, text in notices(self.answer, item, self.phrases):
                told[heading][text] = None
        for heading, texts in told.items():
            yield self.phrases.say(heading), tuple(texts)

    def _sources(self) -> Iterator[str]:
        used = [(item, item.routes) for item in self.answer.assessments]
        found = resolve(self.answer, used).values()
        by_id = {source.instrument.id: source for source in found}
        for source in by_id.values():
            line = self._basis(source._replace(article=""))
            more = (source.instrument.number, source.instrument.url)
            yield ", ".join([line, *(text for text in more if text)])
