"""How a report puts its data into lines: bases with their numbers, dates, states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vatscheck.formats.page import Line, Run, line
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.days import long_day

Json = Mapping[str, Any]
QUESTIONS = 5
"""So many questions stand on the second page; all of them stand in the checklist."""
FEW = 3
"""So many of several texts in one cell are told; the data have all of them."""


class Words:
    """The data of a report in the words of a language; nothing else is asked."""

    def __init__(self, data: Json, lang: Lang) -> None:
        self.data, self.lang = data, lang

    def say(self, id: str, **parts: object) -> str:
        """Return a sentence of the catalogue."""
        return word(id, self.lang, **parts)

    def title(self, section: str) -> str:
        """Return the title of a section, with its number."""
        return self.say(f"section-{section}")

    def joined(self, texts: Iterable[str]) -> str:
        """Return texts as one, the short way."""
        return self.say("list-between").join(texts)

    def series(self, texts: Iterable[str]) -> str:
        """Return longer texts as one."""
        return self.say("between-long").join(texts)

    def capital(self, text: str) -> str:
        """Return a text that begins a sentence."""
        return text[:1].upper() + text[1:]

    def sentence(self, text: str) -> str:
        """Return a clause as a sentence: it begins with a capital and has an end."""
        if not text:
            return ""
        whole = self.capital(text)
        return whole if whole[-1] in ".?!。？！" else whole + self.say("full-stop")

    def day(self, iso: str) -> str:
        """Return a day as narrow tables write it."""
        return long_day(iso, self.lang)

    def checked(self) -> str:
        """Return the day to which the law was checked."""
        return long_day(self.data["summary"]["basis"]["verified_to"], self.lang)

    def overlay(self) -> str:
        """Return the records on top of the bundled law; nothing where there are none."""
        found = self.data["law"].get("overlay")
        if not found:
            return ""
        added = [row["id"] for row in found["records"] if not row["overrides"]]
        replaced = [row["id"] for row in found["records"] if row["overrides"]]
        return self.say(
            "overlay",
            name=found["name"],
            added=", ".join(dict.fromkeys(added)) or "–",
            replaced=", ".join(replaced) or "–",
            digest=found["digest"],
        )

    def counts(self) -> str:
        """Return how many services have which status."""
        found = self.data["summary"]["counts"].items()
        return self.series(f"{self.say(status)} {n}" for status, n in found if n)

    def basis(self, found: Json | None) -> Line:
        """Return a basis: the first text in short, then the numbers of all."""
        if not found or not found["numbers"]:
            return ()
        return line(Run(found["text"], "dim"), self.refs(found["numbers"]))

    def refs(self, numbers: Iterable[int]) -> Line:
        """Return numbers of sources, each a link to its endnote."""
        runs: list[Run] = []
        for number in numbers:
            runs += [Run(", ", "ref")] if runs else []
            runs.append(Run(str(number), "ref", f"#n{number}"))
        return tuple(runs)

    def phases(self) -> list[str]:
        """Return the phases in their order: those that have items, and the first."""
        found = dict.fromkeys(item["phase"] for item in self.data["items"])
        first = "before-incorporation"
        return list(dict.fromkeys([first, *found]))

    def few(self, text: str) -> str:
        """Return the first of several texts that stand in one, and how many more there are."""
        texts = text.split(self.say("between-long"))
        if len(texts) <= FEW + 1:
            return text
        shown = self.series(texts[:FEW])
        return self.say("summary-more", text=shown, n=len(texts) - FEW)

    def names(self, services: Iterable[str]) -> str:
        """Return the everyday names of services."""
        known = {
            id: name
            for entry in self.data["summary"]["services"]
            for id, name in zip(entry["services"], entry["names"], strict=True)
        }
        return self.joined(known.get(id, id) for id in services)

    def noted(self, team: Json) -> str:
        """Return what else the team keeps on an item: evidence and remarks."""
        parts = [
            self.say(f"team-{key}", text=team[key])
            for key in ("evidence", "remarks")
            if team[key]
        ]
        return self.series(parts)

    def questions(self) -> list[tuple[str, str]]:
        """Return the questions that settle most, each with what its answer does."""
        hanging = {found["fact"]: len(found["items"]) for found in self.data["asked"]}
        rows: list[tuple[str, str]] = []
        for row in self.data["summary"]["questions"]:
            parts = [
                self.say(f"summary-{kind}", n=len(row[kind]))
                for kind in ("settles", "narrows")
                if row[kind]
            ]
            if n := hanging.pop(row["fact"], 0):
                parts.append(self.say("opens-items", n=n))
            rows.append((row["text"], self.joined(parts)))
        texts = {found["fact"]: found["text"] for found in self.data["asked"]}
        rows += [
            (texts[fact], self.say("opens-items", n=n)) for fact, n in hanging.items()
        ]
        return rows[:QUESTIONS]
