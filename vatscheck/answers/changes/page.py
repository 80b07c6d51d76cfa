"""The page about a change: both answers side by side, why they differ, and what else does.

A saved answer is other people's text: it stands here as plain text, and each format
takes care that none of it comes alive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from vatscheck.answers.changes.difference import FOLLOWING, VALUES
from vatscheck.answers.changes.items import Items
from vatscheck.answers.changes.reasons import Reasons
from vatscheck.answers.document import Detail
from vatscheck.answers.opening import EMPTY
from vatscheck.formats.inert import terminal as escape
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Label,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.words.catalogue import Lang
from vatscheck.words.days import long_day
from vatscheck.words.pieces import join, number

YES = ("licensable", "conditional", "not_needed")
FIRST = (*VALUES, "where", "conditions")
"""What is told first; after it the reasons, and then all else that differs."""
COUNTED = ("missing", "reviews", "notes", "upcoming")
"""What a refusal has none of: only counted where one side has it."""
FOLLOWS = ("asks", "cures")
"""What follows from a status: told for the new one only, where it differs."""
MOST = 5
"""How many items of a list are shown on a side, unless all is wanted."""


class Row(NamedTuple):
    """What differs, with its lines on both sides."""

    about: str
    before: Sequence[str]
    after: Sequence[str]


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return both answers side by side as a page; the short one without all that follows."""
    return _Layout(data, lang, detail).page()


class _Layout:
    def __init__(self, data: dict[str, Any], lang: Lang, detail: Detail) -> None:
        self.data, self.lang, self.detail = data, lang, detail
        self.items = Items(data["names"], lang, detail.ids)
        self.say, self.reasons = self.items.say, Reasons(data, self.items)
        self.sides = data["before"], data["after"]
        self.asked = "whatif" if "set" in data else "compare"

    def page(self) -> Page:
        """Return the whole page."""
        title = self.say(f"change-title-{self.asked}", name=self.names())
        blocks: list[Block] = [Heading(line(title), 1), Labels(tuple(self.header()), 0)]
        blocks += [Paragraph(line(Run(text, "strong"))) for text in self.said()]
        for item in self.data["services"]:
            blocks += [Gap(), *self.section(item)]
        blocks += self.foot()
        return Page(title, self.lang, tuple(blocks))

    # --- what the answers are about -------------------------------------------------

    def names(self) -> str:
        """The company, or both companies."""
        return self.turn(*(escape(side["profile"]["name"]) for side in self.sides))

    def turn(self, before: str, after: str) -> str:
        """One text where both sides have the same, else both."""
        parts = {"before": before, "after": after}
        return before if before == after else self.say("change-turn", **parts)

    def header(self) -> Iterator[Label]:
        """The edits of a what-if, then day, law and foreign share of both sides."""
        if self.asked == "whatif":
            edits = "; ".join(self.edits()) or self.say("nothing")
            yield Label(self.say("change-edits"), line(edits))
        rows = {
            "change-day": [long_day(side["as_of"], self.lang) for side in self.sides],
            "change-law": [self.edition(side["law"]) for side in self.sides],
            "change-share": [self.share(side) for side in self.sides],
        }
        for about, (before, after) in rows.items():
            yield Label(self.say(about), line(self.turn(before, after)))

    def edits(self) -> Iterator[str]:
        for text in self.data["set"]:
            key, _, value = text.partition("=")
            parts = {"key": escape(key.strip()), "value": escape(value.strip())}
            yield self.say("change-edit-set", **parts)
        for key in self.data["unset"]:
            yield self.say("change-edit-unset", key=escape(key))

    @property
    def same_law(self) -> bool:
        """Whether both answers rest on the same edition of the law."""
        one, other = (side["law"] for side in self.sides)
        overlays = [law.get("overlay", {}).get("digest") for law in (one, other)]
        return bool(one["digest"] == other["digest"] and overlays[0] == overlays[1])

    def edition(self, law: Mapping[str, Any]) -> str:
        """The edition of the law; with its digest where the two are not the same."""
        digest = law["digest"].removeprefix("sha256:")[:12]
        day = long_day(law["verified_on"], self.lang)
        edition = self.say("change-law-edition", version=law["version"], verified=day)
        if overlay := law.get("overlay"):
            name = {"name": overlay["name"], "digest": overlay["digest"]}
            edition = self.say("change-law-overlay", edition=edition, **name)
        return escape(edition if self.same_law else f"{edition} ({digest})")

    def share(self, side: Mapping[str, Any]) -> str:
        def span(bounds: Iterable[float]) -> str:
            low, high = (number(Decimal(str(value))) for value in bounds)
            return low if low == high else self.say("from-to", low=low, high=high)

        shares = side["ownership"]["foreign_share"]
        product, control = span(shares["product"]), span(shares["control"])
        if product == control:
            return self.say("percent", value=product)
        return self.say("both-readings", product=product, control=control)

    def said(self) -> Iterator[str]:
        if self.data["same"]:
            yield self.say(f"change-none-{self.asked}")
        if not self.same_law:
            yield self.say("change-laws")
        if not self.data["same_language"]:
            yield self.say("change-languages")

    # --- what differs for a service ---------------------------------------------------

    def section(self, found: Mapping[str, Any]) -> Iterator[Block]:
        """The answer on both sides, why it differs, and what else does."""
        yield Heading(line(self.title(found)))
        told = self.told(found)
        if first := [row for about, row in told.items() if about in FIRST]:
            yield self.table(first)
        if reasons := list(self.reasons.of(found)):
            yield Paragraph(line(self.say("change-why")))
        for reason in reasons:
            yield Listing((("-", line(reason.route)),), 2)
            if reason.checks:
                checks = tuple(("-", line(check)) for check in reason.checks)
                yield Listing(checks, 4)
        more = [row for about, row in told.items() if about not in FIRST]
        if more and self.detail.full:
            yield Paragraph(line(self.say("change-also")))
            yield self.table(more)
        elif more:
            names = join((row.about for row in more), self.lang)
            yield Paragraph(line(self.say("change-also-in", names=names)))

    def title(self, found: Mapping[str, Any]) -> str:
        title = self.items.service(found["service"], found["code"])
        before, after = found["status"]
        if found["only"]:
            return self.say(f"change-only-{found['only']}", service=title)
        if before and before == after:
            status = self.say(before)
            return self.say("change-unturned", service=title, status=status)
        return title

    def told(self, found: Mapping[str, Any]) -> dict[str, Row]:
        """What differs by key of the answer, in its order; nothing that is not told."""
        grouped: dict[str, list[Mapping[str, Any]]] = {}
        for change in (*found["values"], *found["items"]):
            grouped.setdefault(change.get("key") or change["list"], []).append(change)
        rows = {about: self.row(found, about, all_) for about, all_ in grouped.items()}
        return {about: row for about, row in rows.items() if row.before or row.after}

    def row(
        self, found: Mapping[str, Any], about: str, changes: Sequence[Mapping[str, Any]]
    ) -> Row:
        """One key of the answer with all that differs in it."""
        before, after = (
            [self.items.text(about, c[side]) for c in changes if c[side] is not None]
            for side in ("before", "after")
        )
        turned = found["status"][0] != found["status"][1]
        if turned and about in FOLLOWS:
            before, after = [], [] if found["status"][1] in YES else after
        if turned and about in COUNTED and not (before and after):
            before, after = self.counted(before), self.counted(after)
        return Row(self.say(f"change-{about}"), before, after)

    def counted(self, lines: Sequence[str]) -> list[str]:
        """How many items there are, where the other answer is a refusal and asks nothing."""
        return [self.say("change-count", count=len(lines))] if lines else []

    def table(self, rows: Iterable[Row]) -> Table:
        """Both sides next to each other, an item a line."""
        sides = ("first", "second") if self.asked == "compare" else ("before", "after")
        heads = [self.say(f"change-{head}") for head in ("what", *sides)]
        columns = (Column(heads[0], most=20), *(Column(head) for head in heads[1:]))
        cells = tuple(cell for row in rows for cell in self.cells(row))
        return Table(columns, cells, " / ".join(heads))

    def cells(self, row: Row) -> Iterator[tuple[Line, ...]]:
        about = row.about
        before, after = self.shown(row.before), self.shown(row.after)
        for one, other in zip_longest(before, after, fillvalue=""):
            yield line(about), line(one), line(other)
            about = ""

    def shown(self, lines: Sequence[str]) -> list[str]:
        """The lines of one side, of a long list only the first ones."""
        if len(lines) < 2:
            return list(lines) or [EMPTY]
        most = len(lines) if self.detail.full else MOST
        shown = [f"- {text}" for text in lines[:most]]
        more = len(lines) - most
        return [*shown, self.say("change-more", count=more)] if more > 0 else shown

    # --- sources ----------------------------------------------------------------------

    def foot(self) -> Iterator[Block]:
        """What came into force or ended in between; in full the sources of it all."""
        parts = {"change-instruments": list(self.instruments())}
        if self.detail.full:
            parts["sources"] = self.reasons.sources(self.cited())
        for heading, lines in parts.items():
            if lines:
                yield from (Gap(), Heading(line(self.say(heading))))
                yield Listing(tuple(("-", line(text)) for text in lines))
        if self.detail.full and self.data["services"]:
            yield from (Gap(), Paragraph(line(self.say("grades"))))

    def instruments(self) -> Iterator[str]:
        found = self.data["instruments"]
        for item in sorted(found, key=lambda item: (item["day"], not item["began"])):
            id = "change-began" if item["began"] else "change-ended"
            title = self.reasons.title(item["citation"])
            yield self.say(id, day=escape(item["day"]), title=title)

    def cited(self) -> Iterator[str]:
        """The citations behind the differences: of deciding routes, and of items."""
        for found in self.data["services"]:
            turned = found["status"][0] != found["status"][1]
            passed = FOLLOWING if turned else ()
            changes = [c for c in found["items"] if c["list"] not in passed]
            deciding = (route for route in found["routes"] if route["decides"])
            changes += [check for route in deciding for check in route["checks"]]
            for change in changes:
                for side in (change["before"], change["after"]):
                    if isinstance(side, Mapping):
                        yield from side.get("cites", ())
                        for step in side.get("steps", ()):
                            yield from step["cites"]
