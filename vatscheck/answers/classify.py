"""What words may mean: products with what they need, or a question between several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from vatscheck.answers import explain
from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.opening import opening
from vatscheck.answers.rows import need
from vatscheck.answers.sources import citations
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
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.meanings import Candidate, Meaning, meaning
from vatscheck.names.tree import SHORT, Question, questions
from vatscheck.names.words import words as index
from vatscheck.words.catalogue import Lang, chinese, word
from vatscheck.words.phrases import Phrases

EVERY = "all"
"""The word for all products there are."""
FAMILY = "G"
"""The code in the index for: licence, filing, or which service at all?"""


def classify(law: Law, words: Sequence[str], lang: Lang) -> Document:
    """Return what each word may mean; a word that one product alone goes by is explained.

    A sentence of several activities is taken apart.
    """
    phrases = Phrases(law, law.head.verified_on, lang)
    names = Names(law)
    pieces = [piece for name in words for piece in index().apart(name)]
    asked = list(law.products) if EVERY in words else pieces
    found = [meaning(names, name) for name in asked]
    ids = dict.fromkeys(m.products[0] for m in found if _alone(m))
    records = [explain.explained("product", law.products[id], phrases) for id in ids]
    data = {
        **head("classification", law),
        "words": [_word(item, phrases) for item in found],
        "explained": records,
        "citations": citations(law, chain(*map(explain.cites, records)), phrases.day),
    }
    return Document(data, lang, lay)


def _alone(found: Meaning) -> bool:
    """Whether a word has one meaning, and that is a product."""
    return len(found.candidates) == 1 and bool(found.products)


def _word(found: Meaning, phrases: Phrases) -> dict[str, Any]:
    return {
        "word": found.word,
        "matched": found.matched,
        "question": _between(found) if found.options else None,
        "text": question(found, phrases.lang) or None,
        "asks": [_asked(code, phrases.lang) for code in _codes(found)],
        "candidates": [_candidate(item, phrases) for item in found.candidates],
        "nearest": list(found.nearest),
    }


def _between(found: Meaning) -> dict[str, Any]:
    """The short question as it has always been: in both languages, with codes."""
    return {
        "en": question(found, "en"),
        "zh": question(found, "zh"),
        "options": list(found.options),
        "ask": list(found.ask),
    }


def _codes(found: Meaning) -> Sequence[str]:
    """The questions of the decision tree that help: all short ones after a miss."""
    return (found.ask if found.options else ()) if found.candidates else SHORT


def _candidate(found: Candidate, phrases: Phrases) -> dict[str, Any]:
    threshold = phrases.of(found, "threshold")
    return {
        "id": found.id,
        "kind": found.kind,
        "name": phrases.of(found),
        "need": found.need,
        "services": list(found.services),
        "threshold": threshold or None,
        "text": what(found, phrases),
    }


def what(found: Candidate, phrases: Phrases) -> str:
    """Return what a candidate needs, or what kind of thing it is."""
    if found.kind == "product":
        product = phrases.law.products[found.id]
        return need(product, product.need, phrases)
    return phrases.say(f"find-{found.kind}")


def question(found: Meaning, lang: Lang) -> str:
    """Return the short question that settles what a word means, empty if none does."""
    named = {c.id: c.zh if chinese(lang) else c.en for c in found.candidates}
    options = [named[id] for id in found.options]
    if not options:
        return ""
    text = word("find-or", lang).join(options)
    return word("find-question", lang, word=found.word, options=text)


def _asked(code: str, lang: Lang) -> str:
    """A question of the tree in one line, with its answers."""
    found = _question("H" if code == FAMILY else code)
    options = "; ".join(o.en for o in found.options)
    zh = "；".join(o.zh for o in found.options)
    return f"{found.zh}{zh}" if chinese(lang) else f"{found.en} {options}"


def _question(code: str) -> Question:
    return next(found for found in questions() if found.code == code)


# --- the page ---------------------------------------------------------------------


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the words as a page, one below the other."""
    words = data["words"]
    asked = word("semicolon", lang).join(item["word"] for item in words[:2])
    more = word("find-title-more", lang) if len(words) > 2 else ""
    title = word("find-title", lang, asked=asked, more=more)
    records = {item["id"]: item for item in data["explained"]}
    blocks: list[Block] = [*opening(title, data, lang)]
    for item in words:
        blocks += [Gap(), *_meant(item, records, data, lang, detail)]
    return Page(title, lang, tuple(blocks))


def _meant(
    item: Mapping[str, Any],
    records: Mapping[str, Any],
    data: dict[str, Any],
    lang: Lang,
    detail: Detail,
) -> Iterator[Block]:
    found = item["candidates"]
    if not found:
        return _missed(item, lang)
    if len(found) == 1 and found[0]["id"] in records:
        return explain.entry(records[found[0]["id"]], data, lang, detail)
    return _several(item, lang)


def _missed(item: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """A word that is not known: its neighbours as words, and the questions instead."""
    yield Heading(line(word("find-missing", lang, word=item["word"])))
    if item["nearest"]:
        near = word("comma", lang).join(item["nearest"])
        yield Paragraph(line(word("find-nearest", lang, words=near)))
    yield Paragraph(line(word("find-tree", lang)))
    yield _questions(item)


def _several(item: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Candidates, a question between them first where the word leaves it open."""
    yield Heading(line(item["text"] or item["word"]))
    if item["asks"]:
        yield _questions(item)
    yield Labels(
        tuple(label for found in item["candidates"] for label in _labels(found))
    )
    if products := [c["id"] for c in item["candidates"] if c["kind"] == "product"]:
        text = word("find-more", lang, example=products[0])
        yield Paragraph(line(Run(text, "dim")))


def _labels(found: Mapping[str, Any]) -> Iterator[Label]:
    """A candidate: how it is written, its name, what it needs, and from where on."""
    yield Label(found["id"], line(Run(found["name"], "strong")))
    for text in filter(None, (found["text"], found["threshold"])):
        yield Label("", line(text))


def _questions(item: Mapping[str, Any]) -> Listing:
    return Listing(tuple(("-", line(text)) for text in item["asks"]), 2)
