"""The foot of the short answer: what to ask first, what a lawyer decides, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vatscheck.formats.page import (
    Block,
    Gap,
    Paragraph,
    line,
)
from vatscheck.words.catalogue import Lang, word

FIRST = 3
"""So many questions, and so many titles, are named; the rest stands in the report."""
Json = Mapping[str, Any]


class Foot:
    """The foot of the short answer of one document in the words of a language."""

    def __init__(self, data: Json, lang: Lang) -> None:
        self.data, self.lang = data, lang
        self.summary = data["summary"]

    def say(self, id: str, **parts: object) -> str:
        """Return a sentence of the catalogue."""
        return word(id, self.lang, **parts)

    def joined(self, texts: Iterable[str]) -> str:
        """Return longer pieces as one sentence."""
        return self.say("between-long").join(texts)

    def foot(self) -> Iterator[Block]:
        """Yield what to ask first, what a lawyer decides, what is still to be in place."""
        file = self.data.get("settings")
        settings = self.say("settings-from", file=file) if file else ""
        every = (self.asked(), self.lawyer(), self.still(), self.waived(), settings)
        texts = [text for text in every if text]
        if texts:
            yield Gap()
        for text in texts:
            yield Paragraph(line(text), hang=2)

    def asked(self) -> str:
        """Return the questions that settle most, numbered."""
        rows = self.rows()
        shown = [
            self.say("ask-one", at=at, question=self.ask(row), effect=self.effect(row))
            for at, row in enumerate(rows[:FIRST], 1)
        ]
        return (
            self.say("ask-first", questions=self.say("between-sentences").join(shown))
            if shown
            else ""
        )

    def ask(self, row: Json) -> str:
        """Return a question; one that a service has for its next step by its fact."""
        steps = (entry["next"] for entry in self.summary["services"])
        asked = any(s["kind"] == "ask" and row["text"][1:] in s["text"] for s in steps)
        facts = (f for f in self.summary["facts"] if f["state"] == "unknown")
        names = [f["label"] for f in facts if f["fact"] == row.get("fact")]
        return str(names[0] if asked and names else row["text"])

    def rows(self) -> list[Json]:
        """Return the questions, those on the thresholds of several services as one."""
        found = self.summary["questions"]
        of = [row for row in found if row.get("of")]
        if len(of) < 2:  # one question is asked as it stands
            return list(found)
        names = {
            id: name
            for entry in self.summary["services"]
            for id, name in zip(entry["services"], entry["names"], strict=True)
        }
        ids = [row["of"] for row in of]
        shown = self.say("between").join(names[id] for id in ids)
        text = self.say("ask-others", services=shown)
        if len(ids) > FIRST:  # the line on what is assumed names them
            text = self.say("ask-others-many", n=len(ids))
        both = {k: [i for r in of for i in r[k]] for k in ("settles", "narrows")}
        return [{"text": text, **both}, *(row for row in found if row not in of)]

    def effect(self, row: Json) -> str:
        """Return how many services a question settles and narrows."""
        parts: list[str] = []
        for kind in ("settles", "narrows"):
            if row[kind]:
                id = f"summary-{kind}{'-too' if parts else ''}"
                parts.append(self.say(id, n=len(row[kind])))
        return self.say("between").join(parts)

    def lawyer(self) -> str:
        """Return what is for a lawyer to decide."""
        reviews = {
            r["id"]: r.get("title") or r["text"]
            for a in self.data["assessments"]
            for r in a["reviews"]
        }
        titles = self.joined(self.few(list(reviews.values())))
        return self.say("for-a-lawyer", titles=titles) if reviews else ""

    def still(self) -> str:
        """Return how many items have still to be in place by phase, what fails first."""
        items = {
            m["id"]: m for a in self.data["assessments"] for m in a["missing"]
        }.values()
        counts = [
            self.say(f"still-{when}", n=n)
            for when in ("before-filing", "before-launch", "after-launch")
            if (n := sum(m["when"] == when for m in items))
        ]
        fails = [
            m.get("title") or m["text"]
            for m in items
            if m["state"] == "fails" and m.get("severity") == "statute"
        ]
        if fails:
            titles = self.joined(self.few(fails, 2))
            counts.insert(0, self.say("still-fails", titles=titles))
        return (
            self.say("still", counts=self.say("between").join(counts)) if counts else ""
        )

    def waivers(self) -> str:
        """Return the waivers of the profile in short, each with its last day and state."""
        return self.joined(
            self.say(
                "waiver-of",
                rule=w["rule"],
                until=w["until"],
                state=self.say(f"waiver-{w['state']}"),
            )
            for w in self.data.get("waivers", ())
        )

    def waived(self) -> str:
        """Return the waivers of the profile, each with who decided and its state."""
        told = [
            self.say(
                "waived-one",
                rule=w["rule"],
                until=w["until"],
                by=w["by"],
                reason=w["reason"],
                state=self.say(f"waiver-{w['state']}"),
            )
            for w in self.data.get("waivers", ())
        ]
        return self.say("waived", waivers=self.joined(told)) if told else ""

    def few(self, texts: list[str], most: int = FIRST) -> list[str]:
        """Return the first texts, the last of them with the number of the rest."""
        shown = texts[:most]
        if len(texts) > most:
            shown[-1] = self.say("summary-more", text=shown[-1], n=len(texts) - most)
        return shown
