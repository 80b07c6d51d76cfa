"""The values and items that differ, each as one line of plain text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vatscheck.formats.inert import terminal as escape
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.pieces import number


class Items:
    """Puts words to the parts of an answer in JSON form; computes nothing."""

    def __init__(
        self, names: Mapping[str, Mapping[str, str]], lang: Lang, ids: bool = False
    ) -> None:
        self.names, self.lang, self.ids = names, lang, ids

    def say(self, id: str, **parts: object) -> str:
        """Return a sentence of the catalogue."""
        return word(id, self.lang, **parts)

    def service(self, id: str, code: str) -> str:
        """Return the name of a service or product with its code, and its id if asked for."""
        known = self.names["services"].get(id)
        label = escape(f"{code} {id}".strip() if self.ids or not known else code)
        if not known:
            return label
        return self.say("change-named", name=known, label=label) if label else known

    def route(self, id: str) -> str:
        """Return the title of a route, with its id if ids are asked for."""
        known = self.names["routes"].get(id)
        if not known:
            return escape(id)
        return self.say("change-named", name=known, label=id) if self.ids else known

    def text(self, about: str, value: Any) -> str:
        """Return what stands at a key of an answer, or an item of a list there."""
        say = self.say
        if about in ("status", "confidence"):
            return say(value)
        if about in ("need", "barred"):
            id = f"need-{value}" if about == "need" else "barred-exit"
            return say(id, services=say("by-function"))
        if about == "route":
            return self.route(value)
        if about == "cap":
            return say("percent", value=number(Decimal(str(value))))
        if isinstance(value, str):
            return escape(value)
        return self._item(about, value)

    def _item(self, about: str, item: Mapping[str, Any]) -> str:
        special = {
            "where": self._where,
            "asks": self._ask,
            "cures": self._cure,
            "missing": self._missing,
            "open_questions": self._question,
        }
        if about in special:
            return special[about](item)
        text = escape(item["text"])
        if about != "upcoming":
            return text
        return self.say("from-day", day=escape(item["from"]), text=text)

    def _where(self, item: Mapping[str, Any]) -> str:
        label, status = escape(item["label"]), self.say(item["status"])
        return self.say("change-item-where", label=label, status=status)

    def _ask(self, item: Mapping[str, Any]) -> str:
        say = self.say
        outcomes = "; ".join(
            say("outcome", answer=escape(answer), status=say(status))
            for answer, status in item["outcomes"].items()
        )
        return say("ask", question=escape(item["question"]), outcomes=outcomes)

    def _cure(self, item: Mapping[str, Any]) -> str:
        say = self.say
        steps = f"; {say('and')} ".join(escape(step["text"]) for step in item["steps"])
        status = f"{say(item['leads_to'])}, {self.route(item['route'])}"
        return say("leads-to", steps=steps, status=status)

    def _missing(self, item: Mapping[str, Any]) -> str:
        say = self.say
        parts = {"text": escape(item["text"]), "stage": say(f"stage-{item['when']}")}
        state = say("change-not-met" if item["state"] == "fails" else "unknown")
        return say("change-item-missing", **parts, state=state)

    def _question(self, item: Mapping[str, Any]) -> str:
        ask = self.names["authorities"].get(item["ask"]) or escape(item["ask"])
        return self.say("ask-authority", text=escape(item["text"]), ask=ask)
