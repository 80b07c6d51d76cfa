"""Since when: the status of each service from the first day covered, and what changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.answers.document import citations
from vatscheck.answers.interface import Page
from vatscheck.answers.page import printed, status
from vatscheck.answers.questions.asked import Asked
from vatscheck.engine.timeline import History, Period
from vatscheck.law.book import Law, Source
from vatscheck.law.models import Route
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases


def because(period: Period, phrases: Phrases, sources: Phrases) -> str:
    """Return the rule of a period and its instrument, named in both languages."""
    if period.rule is None:
        return ""
    why = phrases.of(period.rule, "title")
    if period.status == "not_licensable" and isinstance(period.rule, Route):
        why = phrases.say("not-met", route=why)
    found = (source.instrument for source in instruments(period, phrases.law))
    names = phrases.series(sources.both(item, "title") for item in found)
    return phrases.say("labelled", label=why, text=names) if names else why


def instruments(period: Period, law: Law) -> list[Source]:
    """Return the source of a period's rule, and what began on the first day beside it."""
    cites = period.rule.evidence.cites if period.rule else ()
    named = (law.source(cite, period.start) for cite in cites)
    found = [source for source in named if source]
    fresh = [s for s in found[1:] if s.instrument.from_ == period.start]
    return [*found[:1], *fresh[:1]]


def text(found: Sequence[History], asked: Asked, page: Page) -> str:
    """Return the histories as text, one service below the other."""
    return printed(_parts(found, asked, asked.phrases(page.lang)), page)


def _parts(
    found: Sequence[History], asked: Asked, phrases: Phrases
) -> Iterator[RenderableType]:
    yield from asked.opening(phrases)
    verified = asked.law.head.verified_on
    yield Text(phrases.say("timeline-title", verified=verified), overflow="fold")
    for history in found:
        service = history.service
        yield Text()
        yield Text(f"{phrases.of(service)} ({service.code} {service.id})", style="bold")
        yield _block(history, asked, phrases)


def _block(history: History, asked: Asked, phrases: Phrases) -> Table:
    block = Table(box=None, show_header=False, expand=True, pad_edge=False)
    block.add_column(overflow="fold", width=24)
    block.add_column(overflow="fold", width=14 if phrases.lang == "en" else 8)
    block.add_column(overflow="fold", ratio=1)
    for period in history.periods:
        days = phrases.say("from-to", low=period.start, high=period.end)
        if period.end is None:
            days = phrases.say("since", start=period.start)
        if period.start > asked.day:
            days = phrases.say("timeline-future", days=days)
        why = Text(because(period, phrases, phrases))
        block.add_row(Text(days), status(period.status, phrases), why)
    return block


def document(found: Sequence[History], asked: Asked, lang: Lang) -> dict[str, Any]:
    """Return the histories as a document (`vatscheck/timeline/1`)."""
    phrases = asked.phrases(lang)
    return {
        **asked.head("timeline"),
        "services": [
            {
                "service": history.service.id,
                "periods": [_period(period, phrases) for period in history.periods],
            }
            for history in found
        ],
        "instruments": _named(found, asked),
    }


def _period(period: Period, phrases: Phrases) -> dict[str, Any]:
    sources = instruments(period, phrases.law)
    return {
        "from": period.start,
        "to": period.end,
        "status": period.status,
        "rule": period.rule.id if period.rule else None,
        "text": because(period, phrases, phrases),
        "instruments": [source.instrument.id for source in sources],
    }


def _named(found: Sequence[History], asked: Asked) -> dict[str, Any]:
    """Every instrument that is named, by id."""
    periods = (period for history in found for period in history.periods)
    sources = (s for period in periods for s in instruments(period, asked.law))
    return citations({s.instrument.id: s._replace(article="") for s in sources})
