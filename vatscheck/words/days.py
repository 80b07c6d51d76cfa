"""Days as a reader writes them; tables and documents keep the ISO form."""

from __future__ import annotations

from vatscheck.words.catalogue import Lang, word


def long_day(day: str, lang: Lang) -> str:
    """Return an ISO day in words: 1 December 2026, 2026年12月1日."""
    year, month, date = map(int, day.split("-"))
    name = word(f"month-{month}", lang)
    return word("day-in-words", lang, day=date, month=name, year=year)
