"""Days as a text names them: 1 December 2026, 2026年12月1日."""

from __future__ import annotations

from datetime import date

from vatscheck.words.catalogue import Lang, word


def long_day(iso: str, lang: Lang) -> str:
    """Return an ISO day in words."""
    found = date.fromisoformat(iso)
    month = word(f"month-{found.month}", lang)
    return word("date", lang, day=found.day, month=month, year=found.year)
