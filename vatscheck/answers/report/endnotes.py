"""Sources as numbered endnotes: one number a text, in the order of first citation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vatscheck.engine.answer import Answer
from vatscheck.law.book import Source
from vatscheck.words.citations import joined, locators, shared
from vatscheck.words.phrases import Phrases
from vatscheck.words.sources import resolve, valid


class Endnotes:
    """Numbers the texts that a report cites, and keeps which parts of them it cites."""

    def __init__(self, answer: Answer, phrases: Phrases) -> None:
        self.law, self.day, self.phrases = answer.law, answer.day, phrases
        every = resolve(answer, [(item, item.routes) for item in answer.assessments])
        self._twice = shared(every.values(), phrases.lang)
        self._numbers: dict[str, int] = {}
        self._cited: dict[str, dict[str, Source]] = {}

    def basis(self, cites: Iterable[str], day: str | None = None) -> dict[str, Any]:
        """Return the basis of a statement: the first text in short, and all numbers.

        `day` is the day for which the statement holds, if it is not the one judged.
        """
        day = day or self.day
        named = valid(self.law, day, dict.fromkeys(cites))
        found = [source for cite in named if (source := self.law.source(cite, day))]
        texts = dict.fromkeys(source.instrument.id for source in found)
        for source in found:
            id = source.instrument.id
            self._numbers.setdefault(id, len(self._numbers) + 1)
            self._cited.setdefault(id, {})[source.article] = source
        first = [s for s in found if s.instrument.id == next(iter(texts))]
        return {
            "text": joined(first, self.phrases.lang, self._twice),
            "numbers": [self._numbers[id] for id in texts],
            "cites": named,
        }

    def sources(self) -> list[dict[str, Any]]:
        """Return all texts that were cited, by number."""
        return [
            self._source(number, list(self._cited[id].values()))
            for id, number in self._numbers.items()
        ]

    def _source(self, number: int, found: list[Source]) -> dict[str, Any]:
        item = found[0].instrument
        parts = locators([source.article for source in found], self.phrases.lang)
        return {
            "number": number,
            "id": item.id,
            "title": item.title,
            "title_zh": item.title_zh,
            "document": item.number,
            "parts": self.phrases.join(parts),
            "in_force": [item.from_, item.to],
            "grade": item.grade,
            "url": item.url,
        }
