"""Time limits as a lawyer writes them: by 31 March, within 1 hour after an incident."""

from __future__ import annotations

from datetime import date, timedelta

from vatscheck.law.duties import Within
from vatscheck.words.catalogue import Lang, word

YEAR_MONTHS = 12


def deadline(limit: Within, lang: Lang) -> str:
    """Return a time limit in words: what ends with a month of the year, by its day."""
    if last := last_day(limit, "2000-01-01"):
        month, day = (int(part) for part in last.split("-")[1:])
        return word("by-day", lang, day=day, month=word(f"month-{month}", lang))
    unit = word(f"limit-{limit.unit}", lang, n=limit.n)
    if limit.how == "every":
        return word("limit-every", lang, unit=_every(limit, lang))
    event = word(f"limit-of-{limit.event}", lang)
    return word(f"limit-{limit.how}", lang, unit=unit, event=event)


def last_day(limit: Within, day: str) -> str | None:
    """Return the next last day of a time limit that the calendar alone tells, as ISO.

    That is one counted in months from the end of the year; of others it is none.
    """
    fixed = limit.how == "after" and limit.event == "year-end" and limit.unit == "month"
    if not fixed or limit.n >= YEAR_MONTHS:
        return None
    for year in (int(day[:4]), int(day[:4]) + 1):
        end = (date(year, limit.n + 1, 1) - timedelta(days=1)).isoformat()
        if end >= day:
            return end
    return None


def _every(limit: Within, lang: Lang) -> str:
    return word(f"limit-every-{limit.unit}", lang, n=limit.n)
