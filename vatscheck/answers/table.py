"""The table for a terminal or a pipe: nothing is cut, verdicts are words.

From 100 columns on it is one row a service; below that, one block a service.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.answers.interface import Page
from vatscheck.answers.page import COLOURS, opening, printed
from vatscheck.answers.rows import Row, nearest, row
from vatscheck.engine.answer import Answer, Assessment, RouteResult
from vatscheck.law.book import Source
from vatscheck.law.evidence import Due
from vatscheck.words.notices import HEADINGS, notices
from vatscheck.words.phrases import Phrases, number
from vatscheck.words.sources import resolve

WIDE = 100
"""From this many columns on there is one row a service."""
SHOWN = HEADINGS[:-1]
"""The notices beside the table: all but the notes, which the checklist has."""
HEADS = ("service", "status", "where", "problem", "cure")


def render(answers: Sequence[Answer], page: Page) -> str:
    """Return the tables of all answers, one below the other."""
    parts: list[RenderableType] = []
    for answer in answers:
        parts += [Text(), *_parts(answer, page)] if parts else _parts(answer, page)
    return printed(parts, page)


def _parts(answer: Answer, page: Page) -> Iterable[RenderableType]:
    phrases = Phrases(answer.law, answer.day, page.lang)
    yield from opening(answer.name, answer.law, answer.day, phrases)
    yield Text(phrases.say("foreign-share", share=_share(answer, phrases)))
    yield Text()
    rows = [(item, row(item, phrases)) for item in answer.assessments]
    if page.width >= WIDE:
        yield _table(rows, phrases)
    else:
        for item, cells in rows:
            yield _block(item, cells, phrases)
    yield from _readiness(answer, phrases)
    yield from _notes(answer, phrases)
    yield from _sources(answer, phrases)


def _share(answer: Answer, phrases: Phrases) -> str:
    def span(bounds: Sequence[object]) -> str:
        low, high = (number(value) for value in bounds)  # type: ignore[arg-type]
        return low if low == high else phrases.say("from-to", low=low, high=high)

    by_product, by_control = span(answer.product), span(answer.control)
    if by_product == by_control:
        return phrases.say("percent", value=by_product)
    return phrases.say("both-readings", product=by_product, control=by_control)


def _cell(lines: Iterable[str], style: str = "") -> Text:
    return Text("\n".join(lines), style=style, overflow="fold")


def _styled(item: Assessment, cells: Row) -> list[Text]:
    status = _cell(cells.status)
    colour = COLOURS.get(item.status, "")
    status.stylize(f"bold {colour}".strip(), 0, len(cells.status[0]))
    return [
        _cell(cells.service),
        status,
        _cell(cells.where),
        _cell(cells.problems),
        _cell(cells.cures),
    ]


def _table(rows: Sequence[tuple[Assessment, Row]], phrases: Phrases) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, show_lines=True, pad_edge=False)
    for name, ratio in zip(HEADS, (3, 4, 4, 5, 6), strict=True):
        title = Text(phrases.say(f"column-{name}"))
        table.add_column(title, overflow="fold", ratio=ratio)
    for item, cells in rows:
        table.add_row(*_styled(item, cells))
    return table


def _block(item: Assessment, cells: Row, phrases: Phrases) -> Table:
    block = Table(box=None, show_header=False, expand=True, pad_edge=False)
    width = 18 if phrases.lang == "en" else 12
    block.add_column(overflow="fold", width=width)
    block.add_column(overflow="fold", ratio=1)
    _, *texts = _styled(item, cells)
    for name, text in zip(HEADS[1:], texts, strict=True):
        block.add_row(Text(phrases.say(f"column-{name}")), text)
    title = Text(f"{cells.service[0]} ({cells.service[1]})", style="bold")
    whole = Table.grid(expand=True)
    whole.add_column(overflow="fold")
    whole.add_row(title)
    whole.add_row(block)
    whole.add_row("")
    return whole


def _readiness(answer: Answer, phrases: Phrases) -> Iterable[RenderableType]:
    """How much else has to be in place, by when: the checklist has it all."""
    counts = {
        stage: {
            i.duty.id for a in answer.assessments for i in a.items if i.open_at(stage)
        }
        for stage in get_args(Due)
    }
    if any(counts.values()):
        parts = {stage.replace("-", "_"): len(ids) for stage, ids in counts.items()}
        yield Text(phrases.say("readiness", **parts), overflow="fold")
        yield Text()


def _notes(answer: Answer, phrases: Phrases) -> Iterable[RenderableType]:
    """What is to be said beside the table, each sentence once with its services."""
    told: dict[str, dict[str, list[str]]] = {heading: {} for heading in SHOWN}
    for item in answer.assessments:
        for heading, text in notices(answer, item, phrases):
            if heading not in told:
                continue
            told[heading].setdefault(text, []).append(item.service.id)
    every = len(answer.assessments)
    for heading, texts in told.items():
        if texts:
            yield Text(phrases.say(heading), style="bold")
            for text, ids in texts.items():
                told_of = len(ids) == every or all(id in text for id in ids)
                about = "" if told_of else f" ({', '.join(ids)})"
                line = phrases.say("bullet", text=f"{text}{about}")
                yield Text(line, overflow="fold")
            yield Text()


def _sources(answer: Answer, phrases: Phrases) -> Iterable[RenderableType]:
    """The instruments that the answers rest on, each once with all its articles."""
    articles: dict[str, list[str]] = {}
    services: dict[str, list[str]] = {}
    sources: dict[str, Source] = {}
    for item in answer.assessments:
        carried = [(item, _carrying(item))]
        for source in resolve(answer, carried, whole=False).values():
            id = source.instrument.id
            sources.setdefault(id, source)
            _once(articles.setdefault(id, []), phrases.article(source.article))
            _once(services.setdefault(id, []), item.service.id)
    yield Text(phrases.say("sources"), style="bold")
    for id, source in sources.items():
        line = _source(source, articles[id], phrases)
        if len(services[id]) < len(answer.assessments):
            line = phrases.say(
                "source-of", source=line, services=phrases.join(services[id])
            )
        yield Text(line, overflow="fold")
    yield Text(phrases.say("grades"), overflow="fold")


def _once(found: list[str], more: str) -> None:
    if more and more not in found:
        found.append(more)


def _carrying(item: Assessment) -> list[RouteResult]:
    """The routes that the table rests on: the best, the nearest, or those still open."""
    if item.best:
        return [item.best]
    if item.status == "undetermined":
        open_ = {cure.route.id for cure in item.cures}
        return [route for route in item.routes if route.rule.route.id in open_]
    near = nearest(item.routes)
    return [near] if near else []


def _source(source: Source, articles: Sequence[str], phrases: Phrases) -> str:
    item = source.instrument
    parts = {"title": item.title, "title_zh": item.title_zh}
    where = phrases.join(articles)
    line = phrases.say("bullet", text=phrases.say("source", **parts))
    for more in (item.number, where):
        line += f", {more}" if more else ""
    if item.from_ is None:
        return f"{line}, {phrases.say('never-in-force', grade=item.grade)}"
    if item.to is None:
        return f"{line}, {phrases.say('in-force-since', start=item.from_, grade=item.grade)}"
    parts = {"start": item.from_, "end": item.to, "grade": item.grade}
    return f"{line}, {phrases.say('in-force', **parts)}"
