"""The services of the Catalogue: what they are called, and from when they are licensed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.opening import EMPTY, opening
from vatscheck.answers.shapes import CLOSED, Head
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Label,
    Labels,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.law.book import Law
from vatscheck.law.offers import Service as Record
from vatscheck.names.index import Names
from vatscheck.names.meanings import near_services
from vatscheck.names.words import contains
from vatscheck.words.catalogue import Lang, chinese, twin, word
from vatscheck.words.pieces import join


@with_config(CLOSED)
class Service(TypedDict):
    """One item of the Telecommunications Services Catalogue, or a named part of one."""

    id: str
    """What a profile writes; the code and every name here is read too."""
    code: str
    """Its number in the Catalogue of 2015."""
    name: str
    """Its name in English."""
    name_zh: str
    """Its name in the Catalogue."""
    label: str
    """Its everyday name in English."""
    label_zh: str
    """Its everyday name in Chinese."""
    also: list[str]
    """The names that it goes by on the market, in both languages."""
    text: str
    """What it is, in the language of the run."""
    covered: bool
    """Whether there are rules for it; false = the rule base is silent on it."""
    threshold: str
    """For whom it must be done to be this service at all, in one clause."""
    threshold_text: str
    """Where that line runs, in full; empty = the clause says all."""
    below: Literal["nothing", "filing"] | None
    """What an activity below the line needs; null = there is no such answer."""
    licence: str | None
    """How it is printed on a licence where that is not its name, else null."""


@with_config(CLOSED)
class Services(Head):
    """`services`: the services that are called so, in the order of the Catalogue."""

    schema: Literal["vatscheck/services/1"]
    """The kind of this document and its number."""
    words: list[str]
    """The words that were looked for; none = all services are listed."""
    services: list[Service]
    """The services found."""


def services(law: Law, words: Sequence[str], lang: Lang) -> Document:
    """Return the services of which an id, a code or a name holds one of some words.

    Without words those of the whole Catalogue are returned.
    """
    found = {
        **head("services", law),
        "words": list(words),
        "services": [_service(item, lang) for item in _named(law, words)],
    }
    return Document(found, lang, lay)


def _named(law: Law, words: Sequence[str]) -> Iterator[Record]:
    known = Names(law)
    meant = {id for w in words for id in known.services(w) or near_services(known, w)}
    for item in law.services.values():
        names = (item.id, item.code, item.en, item.zh, item.label, item.label_zh)
        called = " ".join((*names, *item.aliases))
        if not words or item.id in meant or any(contains(called, w) for w in words):
            yield item


def _service(item: Record, lang: Lang) -> dict[str, Any]:
    zh = chinese(lang)
    return {
        "id": item.id,
        "code": item.code,
        "name": item.en,
        "name_zh": item.zh,
        "label": item.label,
        "label_zh": item.label_zh,
        "also": list(item.aliases),
        "text": item.text_zh if zh else item.text,
        "covered": item.covered,
        "threshold": item.threshold_zh if zh else item.threshold,
        "threshold_text": item.threshold_text_zh if zh else item.threshold_text,
        "below": item.below,
        "licence": item.licence,
    }


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the list as a page: a row each, or all of it where words were looked for."""
    title = word("services-title", lang)
    blocks = [*opening(title, data, lang), Gap()]
    if data["words"] or detail.full:
        blocks += [block for item in data["services"] for block in _entry(item, lang)]
    else:
        blocks.append(_table(data["services"], lang))
        blocks += [Gap(), Paragraph(line(word("services-how", lang)))]
    return Page(title, lang, tuple(blocks))


def _table(services: Sequence[dict[str, Any]], lang: Lang) -> Table:
    heads = (word(f"services-{key}", lang) for key in ("id", "code", "label", "only"))
    columns = tuple(Column(head, whole=at < 2) for at, head in enumerate(heads))
    label = twin("label", lang)
    rows = [
        (
            line(Run(item["id"], "code")),
            line(item["code"] or EMPTY),
            line(item[label] or _name(item, lang)),
            line(item["threshold"] if item["covered"] else word("not_covered", lang)),
        )
        for item in services
    ]
    return Table(columns, tuple(rows), word("services-title", lang))


def _name(item: dict[str, Any], lang: Lang) -> str:
    return str(item[twin("name", lang)])


def _entry(item: dict[str, Any], lang: Lang) -> Iterator[Block]:
    """Everything on one service: what it is, its names, and from when it is one."""
    other = item["name" if chinese(lang) else "name_zh"]
    code = Run(f" {item['code']}" if item["code"] else "")
    yield Heading(line(_name(item, lang), code, Run(f" {item['id']}", "code")))
    yield Paragraph(line(item["text"]))
    needs = {"below": item["below"] and word(f"need-{item['below']}", lang)}
    texts = {
        "label": item[twin("label", lang)],
        "other": other,
        "also": join(item["also"], lang),
        "only": item["threshold_text"] or item["threshold"],
        **needs,
        "licence": item["licence"],
        "covered": "" if item["covered"] else word("not_covered", lang),
    }
    told = [(key, text) for key, text in texts.items() if text]
    labels = (Label(word(f"services-{key}", lang), line(text)) for key, text in told)
    yield Labels(tuple(labels))
    yield Gap()
