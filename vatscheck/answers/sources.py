"""The instruments that a document cites, with the short names that its page uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vatscheck.answers import document
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, twin, word
from vatscheck.words.pieces import series


def citations(law: Law, cites: Iterable[str], day: str) -> dict[str, dict[str, Any]]:
    """Return the instruments behind some citations on a day, those that there are."""
    found = ((cite, law.source(cite, day)) for cite in dict.fromkeys(cites))
    return document.citations({cite: source for cite, source in found if source})


def cited(
    cites: Iterable[str], known: Mapping[str, Mapping[str, Any]], lang: Lang
) -> str:
    """Return short citations in brackets behind a sentence; nothing where there are none."""
    key = twin("short", lang)
    names = dict.fromkeys(known[cite][key] for cite in cites if cite in known)
    if not names:
        return ""
    text = series(names, lang)
    return word("in-brackets", lang, text=text)
