"""The facts that rules read, each with its question, its type, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
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
from vatscheck.law.duties import Document as Paper
from vatscheck.law.duties import Stage
from vatscheck.law.models import Fact as Record
from vatscheck.words.catalogue import Lang, chinese, twin, word
from vatscheck.words.pieces import join

FEW = 3
"""More values than these are only counted in the list of all facts."""


@with_config(CLOSED)
class Value(TypedDict):
    """One of the values that a fact can have."""

    value: str
    """What a profile writes."""
    name: str
    """Its name in the language of the run."""


@with_config(CLOSED)
class Fact(TypedDict):
    """A fact that a rule can read."""

    id: str
    """Where it stands in a profile, such as `facts.app` or `registration.place`."""
    label: str
    """Its name in a word or two, in the language of the run."""
    question: str
    """The question that establishes it, in English."""
    question_zh: str
    """The same question in Chinese."""
    type: Literal["yes-no", "number", "one", "several"] | None
    """What is written; null = it stands elsewhere in the profile, or is computed."""
    values: list[Value]
    """The values allowed; none = any of its type."""
    who: str
    """Who in the company knows it; empty = nobody in particular."""
    read_by: list[str]
    """The rules that read it, by id, in the order of the law."""


@with_config(CLOSED)
class Facts(Head):
    """`facts`: the facts in which one of some words occurs."""

    schema: Literal["vatscheck/facts/1"]
    """The kind of this document and its number."""
    words: list[str]
    """The words that were looked for; none = all facts are listed."""
    facts: list[Fact]
    """The facts found, in the order of the law."""


def facts(law: Law, words: Sequence[str], lang: Lang) -> Document:
    """Return the facts whose id, name or question holds one of some words; none = all."""
    rules = readers(law)
    sought = [word.casefold() for word in words]
    found = {
        **head("facts", law),
        "words": list(words),
        "facts": [
            _fact(fact, rules.get(fact.id, []), lang)
            for fact in law.facts.values()
            if not sought or any(word in _known(fact) for word in sought)
        ],
    }
    return Document(found, lang, lay)


def _known(fact: Record) -> str:
    names = (fact.id, fact.label, fact.label_zh, fact.question, fact.question_zh)
    return " ".join(names).casefold()


def _fact(fact: Record, rules: Sequence[str], lang: Lang) -> dict[str, Any]:
    zh = chinese(lang)
    names = fact.chinese if zh and fact.chinese else fact.values
    return {
        "id": fact.id,
        "label": fact.label_zh if zh else fact.label,
        "question": fact.question,
        "question_zh": fact.question_zh,
        "type": fact.type,
        "values": [
            {"value": value, "name": name}
            for value, name in zip(fact.values, names, strict=True)
        ],
        "who": fact.who_zh if zh else fact.who,
        "read_by": list(rules),
    }


def readers(law: Law) -> Mapping[str, list[str]]:
    """Return by fact the rules that read it, in the law's order."""
    found: dict[str, dict[str, None]] = {}
    uses = [
        (route.id, use)
        for route in law.routes.values()
        for version in route.version
        for use in version.when
    ]
    for rules in (law.prohibitions, law.conditions):
        uses += [(rule.id, use) for rule in rules.values() for use in rule.when]
    for ban in law.prohibitions.values():
        uses += [(ban.id, law.spared(found)) for found in ban.unless]
    read = [(id, law.checks[use.check].fact) for id, use in uses]
    papers: Iterator[Paper | Stage] = chain(law.documents.values(), law.stages.values())
    for rule in papers:
        read += [(rule.id, test.fact) for tests in rule.when for test in tests]
    for duty in law.duties.values():
        read += [(duty.id, test.fact) for test in duty.tests]
    for id, fact in read:
        found.setdefault(fact, {})[id] = None
    return {fact: list(ids) for fact, ids in found.items()}


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the list as a page: a row each, or all of it where words were looked for."""
    title = word("facts-title", lang)
    blocks: list[Block] = [*opening(title, data, lang), Gap()]
    if data["words"] or detail.full:
        blocks += [block for item in data["facts"] for block in _entry(item, lang)]
    else:
        blocks += [_table(data["facts"], lang), Gap()]
        blocks.append(Paragraph(line(word("facts-how", lang))))
    return Page(title, lang, tuple(blocks))


def _table(found: Sequence[dict[str, Any]], lang: Lang) -> Table:
    heads = (word(f"facts-{key}", lang) for key in ("id", "label", "type"))
    rows = (
        (
            line(Run(item["id"], "code")),
            line(_named(item, lang)),
            line(_kind(item, lang)),
        )
        for item in found
    )
    columns = tuple(Column(head, whole=not at) for at, head in enumerate(heads))
    return Table(columns, tuple(rows), word("facts-title", lang))


def _kind(item: dict[str, Any], lang: Lang) -> str:
    """The type of a fact, of many values only how many there are."""
    count = len(item["values"])
    if item["type"] is None:
        return EMPTY
    if count > FEW:
        return word(f"type-{item['type']}-of", lang, count=count)
    return kind(item, lang)


def _named(item: dict[str, Any], lang: Lang) -> str:
    """The name of a fact, with somebody where it is asked of each holder."""
    return str(item["label"]).replace("{holder}", word("facts-holder", lang))


def _asked(item: dict[str, Any], lang: Lang) -> str:
    key = twin("question", lang)
    return str(item[key]).replace("{holder}", word("facts-holder", lang))


def _entry(item: dict[str, Any], lang: Lang) -> Iterator[Block]:
    """Everything on one fact: its question, what is written, who knows, who reads it."""
    yield Heading(line(_named(item, lang), Run(f" {item['id']}", "code")))
    yield Paragraph(line(_asked(item, lang)))
    texts = {
        "type": kind(item, lang, named=True),
        "who": item["who"],
        "rules": join(item["read_by"], lang),
    }
    told = [(key, text) for key, text in texts.items() if text]
    yield Labels(tuple(Label(word(f"facts-{k}", lang), line(v)) for k, v in told))
    yield Gap()


def kind(item: Mapping[str, Any], lang: Lang, named: bool = False) -> str:
    """Return the type of a fact and its values, as they are written in a profile.

    `named` = each value with its name where that is another word.
    """
    if item["type"] is None:
        return word("type-profile", lang)
    values = (
        f"{found['value']} ({found['name']})"
        if named and found["name"] != found["value"]
        else found["value"]
        for found in item["values"]
    )
    return word(f"type-{item['type']}", lang, values=join(values, lang))
