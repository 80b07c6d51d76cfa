"""How an instrument is cited in a sentence: its short name, and the article."""

from __future__ import annotations

from vatscheck.law.book import Source
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import article


def short(source: Source, lang: Lang) -> str:
    """Return the short citation of a source: MIIT Letter [2024] 107, para. 1.

    An instrument without a short name is cited by its number, or by its title.
    """
    item = source.instrument
    part = article(source.article, lang)
    if lang == "zh":
        return f"{item.short_zh or item.number or item.title_zh}{part}"
    name = item.short or item.number or item.title
    return f"{name}, {part}" if part else name
