"""What would change a no, as a page: the first ways, or every one with its steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import to_json

from vatscheck.answers.asked_page import (
    bracketed,
    every,
    listed,
    opening,
    status,
    together,
)
from vatscheck.answers.document import Detail
from vatscheck.formats.json import plain
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.words.catalogue import Lang, word

SHOWN = 3
"""So many cures of a service are told by default."""
YES = ("licensable", "conditional", "not_needed", "not_covered")


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: the cures of each service, those of like services once."""
    blocks = list(opening(data, lang, "cures-title", "cures-under"))
    groups = list(_alike(data))
    for group in groups:
        if group[0]["cures"] or group[0]["status"] not in YES:
            blocks += [_title(group, lang), Gap()]
            blocks += _whole(group, data, lang) if detail.full else _short(group, lang)
    blocks += _settled(groups, lang)
    if any(group[0]["cures"] for group in groups):
        blocks.append(Paragraph(line(word("cures-apply", lang)), hang=2))
    return Page(data["profile"]["name"], lang, tuple(blocks))


Group = list[dict[str, Any]]
"""Services with the same cures."""


def _alike(data: Mapping[str, Any]) -> Iterator[Group]:
    found: dict[str, Group] = {}
    for service in data["services"]:
        told = [
            (cure["do"], cure["leads_to"], cure["then"]) for cure in service["cures"]
        ]
        ways = [way["id"] for way in service["alternatives"]]
        key = str((service["status"], service["code"], told, ways))
        found.setdefault(key, []).append(service)
    yield from found.values()


def _named(group: Group, lang: Lang) -> str:
    name = together((service["label"] for service in group), lang)
    code = group[0]["code"]
    return word("with-code", lang, name=name, code=code) if code else name


def _title(group: Group, lang: Lang) -> Heading:
    name = f"{_named(group, lang)}{word('label-colon', lang)}"
    after = word("cures-follow" if group[0]["cures"] else "cures-none-follow", lang)
    return Heading(
        line(
            Run(name, "strong"), status(group[0]["status"], lang), Run(after, "strong")
        )
    )


def _short(group: Group, lang: Lang) -> Iterator[Block]:
    """Yield the first cures of a group, and what else there is."""
    found = group[0]["cures"]
    yield Listing(tuple(item for cure in found[:SHOWN] for item in _one(cure, lang)))
    if more := len(found) - SHOWN if len(found) > SHOWN else 0:
        yield Paragraph(line(word("cures-more", lang, n=more)))
    if ways := group[0]["alternatives"]:
        yield Paragraph(line(word("cures-ways", lang, n=len(ways))))
    yield Gap()


def _one(cure: Mapping[str, Any], lang: Lang) -> Iterator[tuple[str, Line]]:
    """Yield a cure behind its number, and below it where it was tried."""
    source = _source(cure, lang)
    yield str(cure["number"]), line(*_leads(cure, lang), Run(source, "dim"))
    if tried := cure.get("tried"):
        parts = {key: listed(names, lang) for key, names in tried.items()}
        yield "", line(word("cures-tried", lang, **parts))


def _leads(cure: Mapping[str, Any], lang: Lang) -> Line:
    arrow = word("leads", lang)
    return line(cure["do"], arrow, status(cure["leads_to"], lang))


def _source(cure: Mapping[str, Any], lang: Lang) -> str:
    """What a cure rests on, and what is still to get after it."""
    text = cure["cited"]
    if cure["then"]:
        then = word("cures-then", lang, what=listed(cure["then"], lang))
        text = together(filter(None, (text, then)), lang)
    return bracketed(text, lang)


def _whole(group: Group, data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield every cure of a group with its steps, sources and example, and other ways."""
    for cure in group[0]["cures"]:
        items = list(_one({**cure, "cited": "", "then": []}, lang))
        for step in cure["steps"]:
            source = Run(bracketed(every(step["cites"], data, lang), lang), "dim")
            text = "" if step["text"] == cure["do"] else step["text"]
            items.append(("", line(text, source)))
        if cure["then"]:
            then = word("cures-then", lang, what=listed(cure["then"], lang))
            items.append(("", line(then)))
        shown = patched(cure["patch"], group[0]["service"])
        items.append(("", line(word("cures-example", lang, patch=shown))))
        yield Listing(tuple(items))
    if ways := group[0]["alternatives"]:
        yield Gap()
        yield Paragraph(line(Run(word("alternatives", lang), "strong")))
        yield Listing(tuple(("-", _way(way, data, lang)) for way in ways))
    yield Gap()


def _way(way: Mapping[str, Any], data: Mapping[str, Any], lang: Lang) -> Line:
    parts = {"title": way["title"], "text": way["text"], "limits": way["limits"]}
    source = Run(bracketed(every(way["cites"], data, lang), lang), "dim")
    return line(word("alternative", lang, **parts), source)


def _settled(groups: list[Group], lang: Lang) -> Iterator[Block]:
    """Yield in one line what needs no change."""
    calm = [g for g in groups if not g[0]["cures"] and g[0]["status"] in YES]
    if not calm:
        return
    names = [
        word(
            "with-code",
            lang,
            name=together((service["label"] for service in group), lang),
            code=word(group[0]["status"], lang),
        )
        for group in calm
    ]
    yield Paragraph(line(word("cures-settled", lang, services=together(names, lang))))
    yield Gap()


def patched(patch: Mapping[str, Any], service: str) -> str:
    """Return the worked example for a service on one line: paths and values."""
    shown = dict(patch)
    if "services" in shown:  # the others are as they were
        shown["services"] = [e for e in shown["services"] if e["id"] == service]
    found = (
        f"{key} = {to_json(plain(value)).decode()}" for key, value in shown.items()
    )
    return "; ".join(found)
