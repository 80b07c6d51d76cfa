"""What words may mean and what products need: each in a few lines, or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vatscheck.answers.document import head
from vatscheck.answers.explain import evidence
from vatscheck.answers.rows import need
from vatscheck.formats.json import written
from vatscheck.law.book import Law
from vatscheck.names.meanings import Candidate, Meaning
from vatscheck.names.tree import SHORT, Question, questions
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import Phrases, escape

FAMILY = "G"
"""The code in the index for: licence, filing, or which service at all?"""


def classification(law: Law, ids: Iterable[str], lang: Lang) -> Iterator[str]:
    """Yield the lines of each product. Raises `KeyError` for an unknown id."""
    phrases = Phrases(law, law.head.verified_on, lang)
    for id in ids:
        product = law.products[id]
        yield f"{id}: {phrases.both(product)}"
        yield f"  {need(product, product.need, phrases)}"
        yield f"  {phrases.of(product, 'text')}"
        yield from (f"  {line}" for line in evidence(product.evidence, phrases))


def meant(law: Law, found: Sequence[Meaning], lang: Lang) -> Iterator[str]:
    """Yield the lines of what words may mean; of a miss what to do instead."""
    for at, meaning in enumerate(found):
        if at:
            yield ""
        if not meaning.candidates:
            yield from _missed(meaning, lang)
        elif len(meaning.candidates) == 1 and meaning.products:
            yield from classification(law, meaning.products, lang)
        else:
            yield from _several(law, meaning, lang)


def _missed(meaning: Meaning, lang: Lang) -> Iterator[str]:
    """A word that is not known: its neighbours as words, and the questions instead."""
    yield word("find-missing", lang, word=escape(meaning.word))
    if meaning.nearest:
        near = ("、" if lang == "zh" else ", ").join(meaning.nearest)
        yield word("find-nearest", lang, words=near)
    yield word("find-tree", lang)
    for code in SHORT:
        yield f"- {_asked(_question(code), lang)}"


def _several(law: Law, meaning: Meaning, lang: Lang) -> Iterator[str]:
    """Candidates, a question between them first where the word leaves it open."""
    if text := question(meaning, lang):
        yield text
        for code in meaning.ask:
            yield f"  {_asked(_question(code), lang)}"
    phrases = Phrases(law, law.head.verified_on, lang)
    for candidate in meaning.candidates:
        yield f"- {candidate.id}: {_name(candidate, lang)}"
        yield f"  {what(law, candidate, phrases)}"
        if threshold := _threshold(candidate, lang):
            yield f"  {threshold}"
    if meaning.products:
        yield word("find-more", lang, example=meaning.products[0])


def what(law: Law, candidate: Candidate, phrases: Phrases) -> str:
    """Return what a candidate needs, or what kind of thing it is."""
    if candidate.kind == "product":
        product = law.products[candidate.id]
        return need(product, product.need, phrases)
    return phrases.say(f"find-{candidate.kind}")


def question(meaning: Meaning, lang: Lang) -> str:
    """Return the short question that settles what a word means, empty if none does."""
    named = {c.id: _name(c, lang) for c in meaning.candidates}
    options = [named[id] for id in meaning.options]
    if not options:
        return ""
    text = word("find-or", lang).join(options)
    return word("find-question", lang, word=escape(meaning.word), options=text)


def _question(code: str) -> Question:
    code = "H" if code == FAMILY else code
    return next(found for found in questions() if found.code == code)


def _asked(question: Question, lang: Lang) -> str:
    """A question of the tree in one line, with its answers."""
    options = "; ".join(o.en for o in question.options)
    chinese = "；".join(o.zh for o in question.options)
    return f"{question.zh}{chinese}" if lang == "zh" else f"{question.en} {options}"


def _name(candidate: Candidate, lang: Lang) -> str:
    return candidate.zh if lang == "zh" else candidate.en


def _threshold(candidate: Candidate, lang: Lang) -> str:
    return candidate.threshold_zh if lang == "zh" else candidate.threshold


def document(law: Law, found: Sequence[Meaning], lang: Lang) -> str:
    """Return the same as JSON, schema `vatscheck/classification/1`."""
    words = [_word(meaning, lang) for meaning in found]
    return written({**head("classification", law), "words": words})


def _word(meaning: Meaning, lang: Lang) -> dict[str, Any]:
    asked = {
        "en": question(meaning, "en"),
        "zh": question(meaning, "zh"),
        "options": list(meaning.options),
        "ask": list(meaning.ask),
    }
    return {
        "word": meaning.word,
        "matched": meaning.matched,
        "question": asked if meaning.options else None,
        "candidates": [
            {
                "id": candidate.id,
                "kind": candidate.kind,
                "name": _name(candidate, lang),
                "need": candidate.need,
                "services": list(candidate.services),
                "threshold": _threshold(candidate, lang) or None,
            }
            for candidate in meaning.candidates
        ],
        "nearest": list(meaning.nearest),
    }
