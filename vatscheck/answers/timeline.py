"""Since when: the status of each service from the first day covered, and what changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked, depends
from vatscheck.answers.document import Document, citations
from vatscheck.answers.shapes import CLOSED, Citation, Judged, Status
from vatscheck.answers.summary import naming
from vatscheck.answers.timeline_page import lay
from vatscheck.engine.timeline import History as Found
from vatscheck.engine.timeline import Period as Days
from vatscheck.law.book import Law, Source
from vatscheck.law.models import Route, in_force
from vatscheck.words.catalogue import Lang
from vatscheck.words.citations import joined, shared
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number
from vatscheck.words.sources import valid

CAPS = ("foreign-at-most", "foreign-below")
"""The checks of a route that say which share it admits, and by which text."""

Period = TypedDict(
    "Period",
    {
        "from": Annotated[str, Field(description="The first day (YYYY-MM-DD).")],
        "to": Annotated[
            str | None, Field(description="The last day, null = no end is known.")
        ],
        "status": Annotated[Status, Field(description="The status on those days.")],
        "rule": Annotated[
            str | None,
            Field(description="The rule that makes it so, null = facts decide."),
        ],
        "text": Annotated[
            str, Field(description="The rule and what began with it, in words.")
        ],
        "instruments": Annotated[
            list[str], Field(description="The ids of what began with it.")
        ],
        "why": Annotated[
            NotRequired[str], Field(description="Why it is so, in one clause.")
        ],
        "cited": Annotated[
            NotRequired[str],
            Field(description="What the rule rests on in those days, in short."),
        ],
        "basis": Annotated[
            NotRequired[str],
            Field(description="All that it rests on in those days, in short."),
        ],
    },
)
Period.__doc__ = "Days on which nothing changes, both ends included."
Period.__pydantic_config__ = CLOSED  # type: ignore[attr-defined]


@with_config(CLOSED)
class History(TypedDict):
    """The periods of one service."""

    service: str
    """The id of the service."""
    label: NotRequired[str]
    """Its everyday name, in the language of the run."""
    periods: list[Period]
    """Its periods, from the first day that the law covers."""


@with_config(CLOSED)
class Timeline(Judged):
    """The history of every service."""

    schema: Literal["vatscheck/timeline/1"]
    """The name of this schema."""
    starts: NotRequired[str]
    """The first day that the law covers (YYYY-MM-DD)."""
    services: list[History]
    """Every service of the profile."""
    instruments: dict[str, Citation]
    """Every instrument that began with a period, by its id."""


def timeline(found: Sequence[Found], asked: Asked, lang: Lang) -> Document:
    """Return the answer (`vatscheck/timeline/1`)."""
    phrases = asked.phrases(lang)
    told = [_Told(history, asked, phrases) for history in found]
    twice = shared((s for each in told for s in each.every()), lang)
    data = {
        **asked.head("timeline"),
        "starts": asked.law.head.starts,
        "services": [each.history(twice) for each in told],
        "instruments": _named(found, asked),
    }
    return Document(data, lang, lay)


class _Told:
    """The history of one service on its way into words."""

    def __init__(self, found: Found, asked: Asked, phrases: Phrases) -> None:
        self.found, self.asked, self.phrases = found, asked, phrases

    def every(self) -> Iterator[Source]:
        """Yield every source that the history rests on, each in its own days."""
        for period in self.found.periods:
            yield from self.sources(period)

    def history(self, twice: frozenset[str]) -> dict[str, Any]:
        """Return the history as a part of the document."""
        service = self.found.service
        return {
            "service": service.id,
            "label": naming.name(service, self.phrases),
            "periods": [self.period(found, twice) for found in self.found.periods],
        }

    def period(self, period: Days, twice: frozenset[str]) -> dict[str, Any]:
        """Return one period as a part of the document."""
        law, lang = self.asked.law, self.phrases.lang
        sources = self.sources(period)
        first = [s for s in sources if s.instrument == sources[0].instrument]
        why = self.why(period)
        return {
            "from": period.start,
            "to": period.end,
            "status": period.status,
            "rule": period.rule.id if period.rule else None,
            "text": because(period, self.phrases, self.phrases) or why,
            "instruments": [s.instrument.id for s in instruments(period, law)],
            "why": why,
            "cited": joined(first, lang, twice),
            "basis": joined(sources, lang, twice),
        }

    def day(self, period: Days) -> str:
        """Return the day of a period for which it is told: today, or the nearest to it."""
        today = self.asked.day
        return max(period.start, min(today, period.end or today))

    def sources(self, period: Days) -> list[Source]:
        """Return what the rule of a period rests on in its days, the share first."""
        if period.rule is None:
            return []
        law, day = self.asked.law, self.day(period)
        cites = [*self.of_the_share(period), *period.rule.evidence.cites]
        known = (law.source(cite, day) for cite in valid(law, day, cites))
        return list(dict.fromkeys(source for source in known if source))

    def of_the_share(self, period: Days) -> list[str]:
        """Return the citations of the share that a route admits."""
        if not isinstance(period.rule, Route):
            return []
        uses = _uses(period.rule, self.day(period))
        return [cite for use in uses if use.check in CAPS for cite in use.cites]

    def why(self, period: Days) -> str:
        """Return why a period is what it is, in one clause."""
        phrases, rule = self.phrases, period.rule
        if period.status == "not_covered":
            return phrases.say("silent")
        if rule is None:
            return depends(period.open, phrases) if period.open else ""
        if not isinstance(rule, Route):
            return phrases.of(rule, "title")
        uses = _uses(rule, self.day(period))
        cap = next((use.value for use in uses if use.check in CAPS), None)
        return naming.line(rule, number(cap) if cap is not None else "", phrases)


def _uses(route: Route, day: str) -> list[Any]:
    """The checks of a route in the version that holds on a day."""
    versions = (found for found in route.version if in_force(found, day))
    return [use for found in versions for use in found.when]


def because(period: Days, phrases: Phrases, sources: Phrases) -> str:
    """Return the rule of a period and its instrument, named in both languages."""
    if period.rule is None:
        return ""
    why = phrases.of(period.rule, "title")
    if period.status == "not_licensable" and isinstance(period.rule, Route):
        why = phrases.say("not-met", route=why)
    found = (source.instrument for source in instruments(period, phrases.law))
    names = phrases.series(sources.both(item, "title") for item in found)
    return phrases.say("labelled", label=why, text=names) if names else why


def instruments(period: Days, law: Law) -> list[Source]:
    """Return the source of a period's rule, and what began on the first day beside it."""
    cites = period.rule.evidence.cites if period.rule else ()
    named = (law.source(cite, period.start) for cite in cites)
    found = [source for source in named if source]
    fresh = [s for s in found[1:] if s.instrument.from_ == period.start]
    return [*found[:1], *fresh[:1]]


def _named(found: Sequence[Found], asked: Asked) -> dict[str, Any]:
    """Every instrument that began with a period, by id."""
    periods = (period for history in found for period in history.periods)
    sources = (s for period in periods for s in instruments(period, asked.law))
    return citations({s.instrument.id: s._replace(article="") for s in sources})
