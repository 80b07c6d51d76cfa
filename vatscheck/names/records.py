"""Records of the law by what they are called: ids, names, document numbers, words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.names.aliases import fold
from vatscheck.names.index import Names, close
from vatscheck.names.meanings import meaning

FIELDS = (
    *("id", "number", "short", "short_zh", "title", "title_zh", "label", "label_zh"),
    *("en", "zh", "wants", "wants_zh"),
)
"""The fields in which a record is called something."""
TEXTS = ("text", "text_zh", "question", "question_zh")
"""The fields in which something is said of it."""
BRACKETS = re.compile(r"[\s\[\]()〔〕【】［］（）]")
"""What surrounds the year in a document number, in as many ways as there are people."""
NUMBER = re.compile(r"第?(\d+)号?")
"""A document number of which only the last part is said: 107, 第107号."""
NEAREST = 3


def named(law: Law, words: str) -> list[str]:
    """Return the ids of the records that some words may mean, the surest way that finds any.

    An id, the name of a service, place or product, a document number or its last part,
    a whole name; then names that hold all of the words, what people mean by them, and
    then texts that hold them.
    """
    if any(words in records(law, kind) for kind in KINDS):
        return [words]
    names = Names(law)
    known = names.services(words) or names.place(words) or _numbered(law, words)
    if known or not words.strip():
        return known
    every = [r for kind in KINDS for r in records(law, kind).values()]
    same = fold(words)
    found = [r.id for r in every if any(fold(n) == same for n in _said(r, FIELDS))]
    found = found or [r.id for r in every if _hold(_said(r, FIELDS), words)]
    found = found or [c.id for c in meaning(names, words, near=False).candidates]
    found = found or [r.id for r in every if _hold(_said(r, TEXTS), words)]
    return list(dict.fromkeys(found))


def nearest(law: Law, words: str) -> list[str]:
    """Return the ids that are most like some words, each once."""
    ids = dict.fromkeys(id for kind in KINDS for id in records(law, kind))
    return close(words[:60], ids, n=NEAREST, cutoff=0.4)


def _numbered(law: Law, words: str) -> list[str]:
    """The instruments of a document number, or of one that ends in a number."""
    whole = BRACKETS.sub("", words)
    items = [item for item in law.instruments.values() if item.number]
    found = [i.id for i in items if BRACKETS.sub("", i.number) == whole]
    last = NUMBER.fullmatch(whole)
    if found or not last:
        return found
    tail = re.compile(rf"(?<!\d){last[1]}号?")
    return [i.id for i in items if tail.search(re.sub(r"〔\d+〕", " ", i.number))]


def _said(record: Any, fields: Sequence[str]) -> Iterator[str]:
    found = (getattr(record, field, "") for field in fields)
    return (text for text in found if text and isinstance(text, str))


def _hold(texts: Iterator[str], words: str) -> bool:
    """Whether one of the texts holds every word, Latin ones whole."""
    patterns = [
        re.compile(rf"(?<![a-z0-9]){re.escape(part)}(?![a-z0-9])")
        for part in fold(words).split()
    ]
    return any(all(p.search(fold(text)) for p in patterns) for text in texts)
