"""The short answer as a page: status, why, where, next; then what to ask first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vatscheck.answers.assess_foot import Foot
from vatscheck.answers.document import Detail
from vatscheck.answers.overlay import overlay_words
from vatscheck.formats.page import (
    Block,
    Entries,
    Entry,
    Gap,
    Heading,
    Line,
    Note,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.words.catalogue import Lang, twin, word
from vatscheck.words.days import long_day

BARE = {
    "registration.place": "fact-registered",
    "servers.places": "summary-fact",
    "ownership.foreign": "summary-fact",
}
"""How facts are told whose value reads on without a colon."""
LICENCE = ("cure", "ask", "prepare")
"""What is to be done so that who grants the licence gets to see it."""
Json = Mapping[str, Any]


def page(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the answer as a page: the short answer, and with `full` what lies behind it."""
    told = _Short(data, lang)
    if detail.several:
        return Page(str(data["profile"]["name"]), lang, (told.one_line(),))
    blocks = [*told.head(), Gap(), told.entries(), *told.foot()]
    if detail.full:
        from vatscheck.answers.assess_full import blocks as behind

        blocks += behind(data, lang, detail)
    if detail.sources:
        from vatscheck.answers.assess_full import sources

        blocks = [*told.head(), Gap(), *sources(data, lang)]
    return Page(str(data["profile"]["name"]), lang, tuple(blocks))


def opening(law: Json, day: str, settings: str, lang: Lang) -> tuple[Block, ...]:
    """Return how the answers about several profiles begin, each of which is one line.

    `law` is the law as a document names it, `settings` the file with the settings of
    the repository, empty = none.
    """
    parts = {
        "day": long_day(day, lang),
        "version": law["version"],
        "verified": long_day(law["verified_on"], lang),
    }
    texts = [word("summary-day", lang, **parts)]
    if overlay := law.get("overlay"):
        texts.append(overlay_words(overlay, lang))
    if settings:
        texts.append(word("settings-from", lang, file=settings))
    return *(Paragraph(line(text)) for text in texts), Gap()


class _Short(Foot):
    """The short answer of one document in the words of a language."""

    # --- the head ---------------------------------------------------------------

    def head(self) -> Iterator[Block]:
        """Yield whose answer it is, of which day, and the facts that it rests on."""
        basis = self.summary["basis"]
        yield Heading(line(self.data["profile"]["name"]), 1)
        head = self.say(
            "summary-day",
            day=long_day(basis["as_of"], self.lang),
            version=self.data["law"]["version"],
            verified=long_day(basis["verified_to"], self.lang),
        )
        yield Paragraph(line(head))
        if overlay := self.data["law"].get("overlay"):
            yield Paragraph(line(overlay_words(overlay, self.lang)))
        if facts := self.facts():
            yield Paragraph(line(facts))

    def facts(self) -> str:
        """Return the facts given, unknown and assumed, each kind in one sentence."""
        kinds = (
            ("summary-facts", ("given", "derived")),
            ("summary-unknown", ("unknown",)),
            ("summary-assumed", ("assumed",)),
        )
        told = []
        for id, states in kinds:
            rows = [f for f in self.summary["facts"] if f["state"] in states]
            shown = [self.fact(row) for row in rows if row["fact"] != "facts"]
            if shown:
                told.append(self.say(id, facts=self.joined(dict.fromkeys(shown))))
        return self.say("between-sentences").join(told)

    def fact(self, row: Json) -> str:
        if row["state"] == "assumed":
            return str(row["value"])
        if row["state"] == "unknown":
            return str(row["label"])
        id = BARE.get(row["fact"], "summary-fact-said")
        return self.say(id, label=row["label"], value=row["value"])

    def one_line(self) -> Paragraph:
        """Return the answer in one line: the file, and its services by status."""
        waived = {a["service"] for a in self.data["assessments"] if a.get("waived")}
        by_status: dict[tuple[str, str], list[str]] = {}
        for entry in self.summary["services"]:
            for id, name in zip(entry["services"], entry["names"], strict=True):
                text = entry["word"]
                if id in waived:
                    text = self.say("status-waived", status=text)
                by_status.setdefault((entry["status"], text), []).append(name)
        between = Run(self.say("between-long"))
        parts: list[Run] = []
        for (status, text), names in by_status.items():
            listed = self.say("between").join(self.few(names))
            parts += [between] if parts else []
            parts += [Run(text, status), Run(self.say("after-status", names=listed))]
        if told := self.waivers():
            parts += [between, Run(told)]
        file = self.data["profile"].get("file") or self.data["profile"]["name"]
        return Paragraph(line(Run(file, "strong"), "  ", parts), hang=2)

    # --- the entries ------------------------------------------------------------

    def entries(self) -> Entries:
        """Return the services as entries, in the order of the assessments."""
        heads = tuple(
            self.say(id)
            for id in ("head-status", "label-why", "label-where", "label-next")
        )
        found = tuple(self.entry(entry) for entry in self.summary["services"])
        return Entries(heads, found)

    def entry(self, entry: Json) -> Entry:
        return Entry(
            Run(entry["word"], entry["status"]),
            line(self.joined(self.names(entry))),
            tuple(self.notes(entry)),
        )

    def names(self, entry: Json) -> Iterator[str]:
        codes = {a["service"]: a["code"] for a in self.data["assessments"]}
        for id, name in zip(entry["services"], entry["names"], strict=True):
            code = codes.get(id)
            yield self.say("name-code", name=name, code=code) if code else name

    def notes(self, entry: Json) -> Iterator[Note]:
        because = entry["because"]
        if scope := self.scope(entry):
            yield Note(self.say("label-scope"), line(scope), 1, 1)
        yield Note(self.say("label-why"), self.why(because), 1 + 1, 1 + 1)
        if (where := entry["where"]) and not self.told(entry):
            yield Note(self.say("label-where"), line(where["text"]), 3, 3)
        yield Note(self.say("label-next"), line(self.next(entry)), 3, 4)
        if text := self.unsettled(entry):
            yield Note(self.say("label-open"), line(text), 2, 2)

    def scope(self, entry: Json) -> str:
        """Return for whom it must be done to be these services at all.

        Empty where that is settled: it is stated, or a product says it.
        """
        open_ = {row.get("of") for row in self.summary["questions"]}
        found = entry["threshold"]
        several = found if isinstance(found, list) else [found]
        every = zip(entry["services"], entry["names"], several, strict=True)
        named = {name: one["text"] for id, name, one in every if id in open_}
        if len(set(named.values())) == 1 and len(named) == len(entry["names"]):
            return str(next(iter(named.values())))
        return self.joined(
            self.say("scope-of", name=name, text=text) for name, text in named.items()
        )

    def unsettled(self, entry: Json) -> str:
        """Return the open question that could turn a status, told once for all."""
        found = entry["unsettled"]
        if not found or not found["told"]:
            return ""
        every = (other["unsettled"] for other in self.summary["services"])
        first = next(n for n, other in enumerate(every) if other == found)
        if self.summary["services"][first] is not entry:
            return self.say("as-above")
        return self.say("ask-authority", text=found["text"], ask=found["ask_name"])

    def told(self, entry: Json) -> bool:
        """Return whether the next step names every place in which it would work."""
        step = entry["next"]
        named = {*step.get("works", ())}.union(*step.get("works_with", {}).values())
        return bool(named) and named >= {*entry["where"]["places"]}

    def why(self, because: Json) -> Line:
        text = because["text"]
        if because["more"]:
            text = self.say("summary-more-checks", text=text, n=because["more"])
        source = self.source(because["cites"])
        return line(
            text, Run(self.say("summary-cited", source=source), "dim") if source else ""
        )

    def source(self, cites: Iterable[str]) -> str:
        """Return the first source of a reason in short."""
        key = twin("short", self.lang)
        found = self.data["citations"]
        return next((str(found[c][key]) for c in cites if c in found), "")

    def next(self, entry: Json) -> str:
        text, authority = entry["next"]["text"], entry["authority"]
        if authority is None or entry["next"]["kind"] not in LICENCE:
            return str(text)
        return self.say(
            "summary-with-authority", text=text, authority=authority["short"]
        )
