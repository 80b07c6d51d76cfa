"""The lines of the output: what comes of rows, one line a service, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vatscheck.portfolio.assessor import UNREAD, Assessor
from vatscheck.portfolio.rows import Given, Record
from vatscheck.profile.problems import Problem
from vatscheck.words.catalogue import Lang


def records(assessor: Assessor, rows: Iterable[Given], lang: Lang) -> Iterator[Record]:
    """Yield the lines on some rows: one a service, or one that says what is wrong."""
    for row in rows:
        id, name, findings, problems = assessor.given(row)
        if problems:
            yield Record(row.row, id, name, UNREAD, wrong(problems, lang))
        for finding in findings:
            yield Record(row.row, id, name, finding)


def wrong(problems: Iterable[Problem], lang: Lang) -> str:
    """Return what is wrong with a row, in words: each key, and what to write instead."""
    from vatscheck.answers.errors import cut, sentence

    told = (
        f"{cut(p.key)}: {sentence(p, lang)}" if p.loc else sentence(p, lang)
        for p in problems
    )
    return "; ".join(told)
