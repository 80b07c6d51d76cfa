"""The page about a change, in words: built once, laid out by every format.

A saved answer is other people's text: everything here is plain text without control
characters, and each format takes care that none of it comes alive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.answers.changes.difference import (
    VALUES,
    Change,
    Difference,
    ServiceChange,
    cited,
)
from vatscheck.answers.changes.interface import Compared, Edits
from vatscheck.answers.changes.items import Items
from vatscheck.answers.changes.reasons import Reason, Reasons
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases, escape, number

YES = ("licensable", "conditional", "not_needed")
FIRST = (*VALUES, "where", "conditions")
"""What is told first; after it the reasons, and then all else that differs."""
COUNTED = ("missing", "reviews", "notes", "upcoming")
"""What a refusal has none of: only counted where one side has it."""
FOLLOWS = ("asks", "cures")
"""What follows from a status: told for the new one only, where it differs."""


class Row(NamedTuple):
    """What differs, with its lines on both sides."""

    about: str
    before: list[str]
    after: list[str]


class Section(NamedTuple):
    """One service: the answer on both sides, why it differs, and what else does."""

    title: str
    rows: list[Row]
    reasons: list[Reason]
    more: list[Row]


class Memo(NamedTuple):
    """The whole page; `columns` heads the rows, `said` are sentences of their own."""

    lang: Lang
    title: str
    columns: list[str]
    header: list[tuple[str, str]]
    said: list[str]
    sections: list[Section]
    why: str
    also: str
    instruments: tuple[str, list[str]]
    sources: tuple[str, list[str]]
    disclaimer: str


def memo(compared: Compared, law: Law, lang: Lang) -> Memo:
    """Return the page about two answers and what differs."""
    day = max(compared.before["as_of"], compared.after["as_of"])
    phrases = Phrases(law, day, lang)
    say, found = phrases.say, compared.difference
    sides = ("first", "second") if compared.edits is None else ("before", "after")
    reasons = Reasons(phrases, compared)
    return Memo(
        lang=lang,
        title=say(f"change-title-{compared.name}"),
        columns=[say(f"change-{head}") for head in ("what", *sides)],
        header=list(_header(compared, phrases)),
        said=list(_said(compared, phrases)),
        sections=[_section(item, phrases, reasons) for item in found.services],
        why=say("change-why"),
        also=say("change-also"),
        instruments=(say("change-instruments"), list(_instruments(found, reasons))),
        sources=(say("sources"), reasons.sources(cited(found.services))),
        disclaimer=say("grades"),
    )


def _header(compared: Compared, phrases: Phrases) -> Iterator[tuple[str, str]]:
    """What the two answers are about; the edits of a what-if first."""
    sides = compared.before, compared.after
    exact = not compared.same_law
    if compared.edits is not None:
        edits = "; ".join(_edits(compared.edits, phrases))
        yield phrases.say("change-edits"), edits or phrases.say("nothing")
    rows = {
        "change-name": [escape(side["profile"]["name"]) for side in sides],
        "change-day": [side["as_of"] for side in sides],
        "change-law": [_edition(side["law"], exact, phrases) for side in sides],
        "change-share": [_share(side, phrases) for side in sides],
    }
    for about, (before, after) in rows.items():
        turn = phrases.say("change-turn", before=before, after=after)
        yield phrases.say(about), before if before == after else turn


def _edits(edits: Edits, phrases: Phrases) -> Iterator[str]:
    for text in edits.set:
        key, _, value = text.partition("=")
        parts = {"key": escape(key.strip()), "value": escape(value.strip())}
        yield phrases.say("change-edit-set", **parts)
    for key in edits.unset:
        yield phrases.say("change-edit-unset", key=escape(key))


def _edition(law: Mapping[str, Any], exact: bool, phrases: Phrases) -> str:
    """The edition of the law; with its digest where the two are not the same."""
    digest = law["digest"].removeprefix("sha256:")[:12]
    parts = {"version": law["version"], "verified": law["verified_on"]}
    edition = phrases.say("change-law-edition", **parts)
    if overlay := law.get("overlay"):
        name = {"name": overlay["name"], "digest": overlay["digest"]}
        edition = phrases.say("change-law-overlay", edition=edition, **name)
    return escape(f"{edition} ({digest})" if exact else edition)


def _share(document: Mapping[str, Any], phrases: Phrases) -> str:
    def span(bounds: Iterable[float]) -> str:
        low, high = (number(Decimal(str(value))) for value in bounds)
        return low if low == high else phrases.say("from-to", low=low, high=high)

    shares = document["ownership"]["foreign_share"]
    product, control = span(shares["product"]), span(shares["control"])
    if product == control:
        return phrases.say("percent", value=product)
    return phrases.say("both-readings", product=product, control=control)


def _said(compared: Compared, phrases: Phrases) -> Iterator[str]:
    if not compared.difference.services:
        yield phrases.say(f"change-none-{compared.name}")
    if not compared.same_law:
        yield phrases.say("change-laws")
    if not compared.texts:
        yield phrases.say("change-languages")


def _section(found: ServiceChange, phrases: Phrases, reasons: Reasons) -> Section:
    items = Items(phrases)
    title = items.service(found.service, found.code)
    before, after = found.status
    if found.only:
        title = phrases.say(f"change-only-{found.only}", service=title)
    elif before and before == after:
        same = phrases.say(before)
        title = phrases.say("change-unturned", service=title, status=same)
    grouped: dict[str, list[Change]] = {}
    for change in found.changes:
        grouped.setdefault(change.about, []).append(change)
    rows = {about: _row(found, about, items, all_) for about, all_ in grouped.items()}
    told = {about: row for about, row in rows.items() if row.before or row.after}
    return Section(
        title,
        [row for about, row in told.items() if about in FIRST],
        list(reasons.of(found)),
        [row for about, row in told.items() if about not in FIRST],
    )


def _row(
    found: ServiceChange, about: str, items: Items, changes: Iterable[Change]
) -> Row:
    """One key of the answer with all that differs in it."""
    before, after = (
        [items.text(about, value) for value in side if value is not None]
        for side in zip(*((c.before, c.after) for c in changes), strict=True)
    )
    turned = found.status[0] != found.status[1]
    if turned and about in FOLLOWS:
        before, after = [], [] if found.status[1] in YES else after
    if turned and about in COUNTED and not (before and after):
        before, after = (_counted(lines, items.phrases) for lines in (before, after))
    return Row(items.phrases.say(f"change-{about}"), before, after)


def _counted(lines: list[str], phrases: Phrases) -> list[str]:
    """How many items there are, where the other answer is a refusal and asks nothing."""
    return [phrases.say("change-count", count=len(lines))] if lines else []


def _instruments(found: Difference, reasons: Reasons) -> Iterator[str]:
    for item in sorted(found.instruments, key=lambda item: (item.day, not item.began)):
        id = "change-began" if item.began else "change-ended"
        title = reasons.title(item.citation)
        yield reasons.phrases.say(id, day=escape(item.day), title=title)
