"""The texts of a report in one language, or in two on the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.words.catalogue import Lang

Json = Mapping[str, Any]
STATES = ("to-do", "met", "not-met", "to-settle", "for-decision", "does-not-apply")
"""The states of an item, as a drop-down offers them."""


class Texts:
    """Reads one text out of each report: a path of keys and places, or a sentence."""

    def __init__(self, reports: list[tuple[Json, Lang]]) -> None:
        self.told = [Words(data, lang) for data, lang in reports]
        self.data = self.told[0].data

    def say(self, id: str, **parts: object) -> str:
        """Return a sentence in each language, one behind the other, the same once."""
        return once(" ", (told.say(id, **parts) for told in self.told))

    def of(self, *path: str | int) -> str:
        """Return a text of the data in each language, each on a line of its own."""
        return once("\n", (str(_at(told.data, path) or "") for told in self.told))

    def named(self, *path: str | int) -> str:
        """Return a list of names in each language, each on a line of its own."""
        return once("\n", (told.joined(_at(told.data, path)) for told in self.told))

    def basis(self, *path: str | int) -> str:
        """Return a basis: the first text in short, and the numbers of all."""
        found = _at(self.data, path)
        if not found:
            return ""
        numbers = ", ".join(map(str, found["numbers"]))
        text = self.of(*path, "text")
        return f"{text} [{numbers}]" if numbers else text

    def heads(self, *ids: str) -> Iterator[str]:
        """Yield heads of columns."""
        yield from (self.say(f"head-{id}") for id in ids)

    def states(self) -> list[str]:
        """Return the words of the states of an item."""
        return [self.say(f"item-{state}") for state in STATES]

    def services(self) -> Iterator[list[Json]]:
        """Yield each entry of the short answer, in every language.

        What one language tells together and another apart is named as the first does.
        """
        for entry in self.data["summary"]["services"]:
            yield [entry, *(_same(entry, told.data) for told in self.told[1:])]


def once(between: str, texts: Iterator[str]) -> str:
    """Return texts as one, the same once, empty ones left out."""
    return between.join(dict.fromkeys(text for text in texts if text))


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _same(entry: Json, data: Json) -> Json:
    found = data["summary"]["services"]
    first = entry["services"][0]
    return next(other for other in found if first in other["services"])
