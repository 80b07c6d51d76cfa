"""What hangs on a question: items of which it is not known whether they apply."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.engine.duties import Item
from vatscheck.words.phrases import Phrases

Json = dict[str, Any]


class Found(NamedTuple):
    """A duty as the worst of its services has it, and the services that it binds."""

    item: Item
    services: tuple[str, ...]


class Questions:
    """The questions of one answer, each with the items that hang on it.

    What hangs on a fact that only the holder of a licence can state is left out, and
    counted; what the team noted hangs on nothing.
    """

    def __init__(
        self, found: Mapping[str, Found], noted: Collection[str], phrases: Phrases
    ) -> None:
        self.phrases = phrases
        self.of: dict[str, list[Found]] = {}
        for each in found.values():
            if is_open(each.item) and each.item.duty.id not in noted:
                self.of.setdefault(closing(each.item), []).append(each)
        facts = phrases.law.facts
        held = [fact for fact in self.of if fact in facts and facts[fact].of_holders]
        self.held = sum(len(self.of.pop(fact)) for fact in held)

    def rows(self, notes: Endnotes) -> list[Json]:
        """Return the questions with their items, those with most first."""
        ordered = sorted(self.of.items(), key=lambda pair: -len(pair[1]))
        return [
            {"number": f"Q{at}", **self._question(fact, found, notes)}
            for at, (fact, found) in enumerate(ordered, 1)
        ]

    def _question(self, fact: str, found: list[Found], notes: Endnotes) -> Json:
        record = self.phrases.law.facts.get(fact)
        cites = (cite for f in found for cite in f.item.duty.evidence.cites)
        return {
            "fact": fact,
            "text": self.phrases.of(record, "question") if record else fact,
            "label": self.phrases.of(record, "label") if record else fact,
            "items": [self._hanging(each.item) for each in found],
            "basis": notes.basis(cites),
        }

    def _hanging(self, item: Item) -> Json:
        duty = item.duty
        return {
            "id": duty.id,
            "title": self.phrases.of(duty, "title"),
            "phase": duty.phase or item.stage or "before-launch",
            "decision": duty.effect == "review",
        }


def closing(item: Item) -> str:
    """Return the question under which an item stands: the first whose no closes it.

    That is a fact that alone fills a list of tests that is still open.
    """
    alone = (
        {test.fact for test in tests}
        for tests in item.duty.when
        if any(test.fact in item.asks for test in tests)
    )
    return next((min(facts) for facts in alone if len(facts) == 1), item.asks[0])


def is_open(item: Item) -> bool:
    """Return whether it is not known if a duty applies, and a fact would tell."""
    return item.state == "ask" and bool(item.asks)
