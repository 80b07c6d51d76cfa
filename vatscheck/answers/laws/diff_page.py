"""What a change of the law leads to, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from vatscheck.answers.document import Detail
from vatscheck.answers.laws.records import span_text
from vatscheck.answers.opening import opening
from vatscheck.answers.overlay import overlay_words
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Label,
    Labels,
    Listing,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.pieces import join, number, series

SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return both laws, the records, answers and profiles that change, as a page."""
    title = word("law-diff-title", lang)
    old = (Label(word("law-diff-old", lang), line(_edition(data["old"], lang))),)
    new = (Label(word("law-diff-new", lang), line(_edition(data["law"], lang))),)
    first, *_ = opening(title, data, lang)
    blocks: list[Block] = [first, Labels((*old, *new))]
    blocks += _counted("law-diff-records", data["records"], lang)
    rows = (
        ("", line(f"{SIGNS[item['change']]} ", _record(item, lang)))
        for item in data["records"]
    )
    blocks.append(Listing(tuple(rows), 2))
    blocks += _counted("law-diff-answers", data["answers"], lang)
    blocks += [block for item in data["answers"] for block in _answer(data, item, lang)]
    for item in data["without_effect"]:
        span = span_text(item["from"], item["to"], lang)
        parts = {"service": data["names"]["services"][item["service"]], "span": span}
        blocks.append(Paragraph(line(word("law-diff-still", lang, **parts)), 2, 2))
    if "profiles" in data:
        blocks += _counted("law-diff-profiles", data["profiles"], lang, data["as_of"])
        moved = (("-", line(_moved(data, item, lang))) for item in data["profiles"])
        blocks.append(Listing(tuple(moved), 2))
    return Page(
        title, lang, tuple(block for block in blocks if block != Listing((), 2))
    )


def _counted(
    id: str, found: Sequence[Any], lang: Lang, day: str | None = None
) -> Iterator[Block]:
    yield Gap()
    parts = {"day": day} if day else {}
    yield Heading(line(word(id, lang, n=len(found), **parts)))


def _edition(law: Mapping[str, Any], lang: Lang) -> str:
    if found := law.get("overlay"):
        return overlay_words(found, lang)
    parts = {"version": law["version"], "digest": law["digest"]}
    return word("law-diff-law", lang, **parts)


def _record(item: Mapping[str, Any], lang: Lang) -> str:
    keys = join((key["key"] for key in item["keys"]), lang)
    kind = word(f"kind-{item['kind']}", lang)
    parts = {"kind": kind, "record": item["id"], "title": item["title"]}
    text = word("law-row", lang, **parts)
    return f"{text}{word('law-facts', lang, facts=keys)}" if keys else text


def _answer(
    data: Mapping[str, Any], item: Mapping[str, Any], lang: Lang
) -> Iterator[Block]:
    """One change of answers: what and when, then where, for whom, and from what to what."""
    names = data["names"]["services"]
    services = series((names[id] for id in item["services"]), lang)
    span = span_text(item["from"], item["to"], lang)
    parts = {"span": span, "services": services}
    yield Paragraph(line(Run(word("law-diff-answer", lang, **parts), "strong")), 2, 2)
    texts = {
        "where": _where(data, item, lang),
        "whom": _companies(item["companies"], lang),
        "turn": _turn(item, lang),
    }
    labels = (Label(word(f"law-diff-{k}", lang), line(v)) for k, v in texts.items())
    yield Labels(tuple(labels), 4)


def _where(data: Mapping[str, Any], item: Mapping[str, Any], lang: Lang) -> str:
    """The places by name: all but some, or some but for what lies in them."""

    def names(ids: Iterable[str]) -> str:
        return join((data["names"]["places"][id] for id in ids), lang)

    everywhere, places = item["everywhere"], item["places"]
    text = word("anywhere", lang) if everywhere else names(places)
    if item["excluded"]:
        text = word("law-but", lang, text=text, excluded=names(item["excluded"]))
    if everywhere and places:
        text = word("law-and", lang, text=text, places=names(places))
    return text


def _companies(companies: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    """The companies, those of one holder together with all their shares."""
    shares: dict[str | None, list[Decimal]] = {}
    for company in companies:
        share = Decimal(str(company["foreign_share"]))
        shares.setdefault(company["supplier_of"], []).append(share)
    texts = []
    for home, found in shares.items():
        if 0 in found:
            texts.append(word("law-domestic", lang))
        if any(found):
            text = join((number(share) for share in found if share), lang)
            id = "law-supplier" if home else "law-foreign"
            texts.append(word(id, lang, home=home or "", shares=text))
    return series(texts, lang)


def _turn(item: Mapping[str, Any], lang: Lang) -> str:
    def cell(side: Mapping[str, Any]) -> str:
        text = word(side["status"], lang)
        routes = join(side["routes"], lang)
        return f"{text}{word('law-facts', lang, facts=routes)}" if routes else text

    return word("law-from-to", lang, old=cell(item["old"]), new=cell(item["new"]))


def _moved(data: Mapping[str, Any], move: Mapping[str, Any], lang: Lang) -> str:
    parts = {"old": word(move["old"], lang), "new": word(move["new"], lang)}
    turn = word("law-from-to", lang, **parts)
    name = data["names"]["services"][move["service"]]
    return word("law-diff-moved", lang, file=move["file"], service=name, turn=turn)
