"""What lies behind the short answer: every way, every change, every item, every source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vatscheck.answers.document import Detail
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Label,
    Labels,
    Listing,
    Paragraph,
    Run,
    line,
)
from vatscheck.words.catalogue import Lang, twin, word
from vatscheck.words.citations import locators

PHASES = ("before-filing", "before-launch", "after-launch")
Json = Mapping[str, Any]


def blocks(data: Json, lang: Lang, detail: Detail) -> list[Block]:
    """Return all that the answer holds beside the short one."""
    told = _Full(data, lang, detail)
    found: list[Block] = []
    for item in data["assessments"]:
        found += [Gap(), *told.service(item)]
    return [*found, *told.together(), Gap(), *sources(data, lang)]


def sources(data: Json, lang: Lang) -> list[Block]:
    """Return every source with its title, number, days and grade, numbered."""
    told = _Full(data, lang, Detail())
    texts: dict[str, list[Json]] = {}
    for found in data["citations"].values():
        texts.setdefault(found["title"], []).append(found)
    rows = tuple(
        (str(at), line(told.source(found)))
        for at, found in enumerate(texts.values(), 1)
    )
    return [Heading(line(told.say("full-sources"))), Listing(rows)]


class _Full:
    """The long answer of one document in the words of a language."""

    def __init__(self, data: Json, lang: Lang, detail: Detail) -> None:
        self.data, self.lang, self.detail = data, lang, detail
        entries = data["summary"]["services"]
        self.names = {
            id: name
            for entry in entries
            for id, name in zip(entry["services"], entry["names"], strict=True)
        }
        self.scopes = dict(_scopes(entries))

    def say(self, id: str, **parts: object) -> str:
        return word(id, self.lang, **parts)

    def named(self, text: str, id: str) -> str:
        """Return a text, with the id of its record where ids are wanted."""
        return f"{text} [{id}]" if self.detail.ids else text

    # --- one service ------------------------------------------------------------

    def service(self, item: Json) -> Iterator[Block]:
        """Yield what is to be said of one service: the ways, the lists, the changes."""
        name = self.named(self.names[item["service"]], item["service"])
        if item["code"]:
            name = self.say("name-code", name=name, code=item["code"])
        status = Run(self.say(item["status"]), item["status"])
        yield Heading(line(name, ": ", status))
        if scope := self.scopes.get(item["service"]):
            yield Paragraph(line(scope), indent=2)
        if item.get("why"):
            yield Paragraph(line(item["why"]), indent=2)
        lists = (
            ("full-in-the-way", self.in_the_way(item)),
            ("full-to-get", self.to_get(item)),
            ("full-condition", [r["text"] for r in item["conditions"]]),
            ("full-find-out", self.find_out(item)),
            ("full-change", self.changes(item)),
        )
        for id, texts in lists:
            yield from self.listed(id, texts)
        yield from self.ways(item)

    def listed(self, id: str, texts: Iterable[str]) -> Iterator[Block]:
        found = list(dict.fromkeys(texts))
        if found:
            yield Paragraph(line(Run(self.say(id), "strong")), indent=2)
            yield Listing(tuple(("-", line(text)) for text in found), indent=4)

    def in_the_way(self, item: Json) -> list[str]:
        """Return the checks that fail of a service that is refused."""
        if item["status"] != "not_licensable":
            return []
        because = self.because(item)
        wanted = {
            tuple(pair) for clause in because["clauses"] for pair in clause["checks"]
        }
        route = because["route"]
        return [
            self.named(check["wants"], check["id"])
            for found in item["routes"]
            for check in found["checks"]
            if check["holds"] is False
            and (found["id"] == route or (found["id"], check["id"]) in wanted)
        ]

    def because(self, item: Json) -> Json:
        entries = self.data["summary"]["services"]
        found: Json = next(
            e["because"] for e in entries if item["service"] in e["services"]
        )
        return found

    def to_get(self, item: Json) -> list[str]:
        return [
            self.say("full-lacking", text=m.get("title") or m["text"])
            for m in item["missing"]
            if m["state"] == "fails"
        ]

    def find_out(self, item: Json) -> list[str]:
        texts = []
        for ask in item["asks"]:
            by_status: dict[str, list[str]] = {}
            for answer, status in ask["outcomes"].items():
                by_status.setdefault(status, []).append(answer)
            outcomes = (
                self.say(
                    "full-outcome",
                    status=self.say(status),
                    answers=self.say("between").join(answers),
                )
                for status, answers in by_status.items()
            )
            texts.append(f"{ask['question']} {self.say('between-long').join(outcomes)}")
        return [*texts, *(found["text"] for found in item.get("witnesses", ()))]

    def changes(self, item: Json) -> list[str]:
        found = []
        for cure in item["cures"]:
            steps = self.say("summary-and-then").join(s["text"] for s in cure["steps"])
            status = self.say(cure["leads_to"])
            found.append(self.named(f"{steps} -> {status}", cure["route"]))
        return found

    def ways(self, item: Json) -> Iterator[Block]:
        """Yield every way that was tried with the checks that it fails, or leaves open."""
        rows = []
        for route in item["routes"]:
            open_ = [c for c in route["checks"] if c["holds"] is None]
            failing = [c for c in route["checks"] if c["holds"] is False] or open_
            why = self.say("between-long").join(
                self.named(c["wants"], c["id"]) for c in failing
            )
            title = self.named(route["title"], route["id"])
            status = self.say(route["status"])
            head = self.say("full-way", status=status, route=title)
            rows.append(("-", line(head, f" - {why}" if why else "")))
        if rows:
            yield Paragraph(line(Run(self.say("full-ways"), "strong")), indent=2)
            yield Listing(tuple(rows), indent=4)

    # --- all services together --------------------------------------------------

    def together(self) -> Iterator[Block]:
        """Yield what is said once for all services."""
        every = self.data["assessments"]
        alternatives = [
            f"{way['title']}: {way['text']}" for a in every for way in a["alternatives"]
        ]
        questions = [
            self.say("ask-authority", text=q["text"], ask=q["ask"])
            for a in every
            for q in a["open_questions"]
        ]
        groups = (
            ("full-alternatives", alternatives),
            ("full-unsettled", questions),
            ("full-warnings", [w for a in every for w in a["warnings"]]),
            ("full-assumed", [t for a in every for t in a["assumptions"]]),
        )
        for id, texts in groups:
            found = list(dict.fromkeys(texts))
            if found:
                yield Gap()
                yield Heading(line(self.say(id)))
                yield Listing(tuple(("-", line(text)) for text in found))
        yield from self.items()

    def items(self) -> Iterator[Block]:
        """Yield what is still to be in place by phase, each item once."""
        every = {m["id"]: m for a in self.data["assessments"] for m in a["missing"]}
        if not every:
            return
        yield Gap()
        yield Heading(line(self.say("full-items")))
        for phase in PHASES:
            found = [m for m in every.values() if m["when"] == phase]
            titles = self.say("between-long").join(
                self.named(m.get("title") or m["text"], m["id"]) for m in found
            )
            if found:
                yield Labels((Label(self.say(f"full-{phase}"), line(titles)),))

    def source(self, cited: list[Json]) -> str:
        """Return one text in full, with the parts of it that are cited."""
        found = cited[0]
        start, end = found["in_force"]
        key = twin("title", self.lang)
        parts = self.say("between").join(
            locators([each["article"] for each in cited], self.lang)
        )
        number = found["number"]
        return self.say(
            "full-source",
            title=found[key],
            parts=self.say("full-parts", parts=parts) if parts else "",
            number=self.say("full-number", number=number) if number else "",
            start=start,
            end=self.say("full-until", end=end) if end else "",
            grade=self.say(f"grade-{found['grade']}"),
        )


def _scopes(entries: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """For whom each service must be done to be it at all, where it needs a licence."""
    for entry in entries:
        found = entry["threshold"]
        several = found if isinstance(found, list) else [found]
        if entry["status"] != "not_needed":
            yield from (
                (id, one["text"])
                for id, one in zip(entry["services"], several, strict=True)
                if one
            )
