"""Days as a text says them: 1 December 2026, 2026年12月1日."""

from __future__ import annotations

from vatscheck.words.catalogue import Lang, word


def spoken(day: str, lang: Lang) -> str:
    """Return a day (YYYY-MM-DD) in words."""
    year, month, number = day.split("-")
    name = word(f"month-{int(month)}", lang)
    return word("a-day", lang, year=year, month=name, day=int(number))
