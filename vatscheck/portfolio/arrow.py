"""Verdicts on batches of companies, wherever they are: Spark, DuckDB, Polars, Arrow.

    from functools import partial
    from vatscheck.portfolio.arrow import SPARK_SCHEMA, assess_batches

    judge = partial(assess_batches, as_of="2026-12-01")
    verdicts = companies.mapInArrow(judge, SPARK_SCHEMA)

Stable: the names `assess_batches`, `SCHEMA` and `SPARK_SCHEMA`, and the keywords.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vatscheck.portfolio.arrow_form import SCHEMA, SPARK_SCHEMA
from vatscheck.portfolio.arrow_input import Layout
from vatscheck.portfolio.assessor import Assessor
from vatscheck.portfolio.columnar import Columns
from vatscheck.portfolio.headings import Legend
from vatscheck.portfolio.questions import Questions
from vatscheck.portfolio.rows import Edition
from vatscheck.words.catalogue import LANGS, Lang

__all__ = ["SCHEMA", "SPARK_SCHEMA", "assess_batches"]

_KEPT: dict[object, Questions] = {}
"""What a process has learnt, by the folder of the law, the day and the services."""


def assess_batches(  # noqa: PLR0913 - each is an option that is named
    batches: Iterable[Any],
    *,
    as_of: date | str,
    services: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    law: str | Path | None = None,
    lang: Lang = LANGS[0],
) -> Iterator[Any]:
    """Yield the verdicts on batches of companies, a line a service, as batches.

    `as_of` is the day that is judged, required: a cluster has no today. `services` are
    judged instead of those of the rows; `columns` maps foreign headings; `law` is a
    folder of records on top of the bundled law, which every worker must have; `lang` is
    that of the errors. A row that cannot be read is one line with `not_judged`.

    Rows are numbered by a column `row` if there is one, else within what this call is
    given. Raises `ProfileError` for columns that cannot be understood, and `ValueError`
    for a day that is none or lies before the law.
    """
    questions = _questions(as_of, services, law)
    assessor = questions.assessor
    edition = Edition(assessor.day, assessor.law.head.version)
    legend = Legend("columns", columns or {})
    columns_: Columns | None = None
    first = 1
    for batch in batches:
        if columns_ is None:
            layout = Layout(batch.schema, assessor.names, legend)
            columns_ = Columns(questions, layout)
        yield columns_.batch(batch, first, lang, edition)
        first += batch.num_rows


def _questions(
    as_of: date | str, services: Sequence[str], folder: str | Path | None
) -> Questions:
    """What judges under a law, a day and services, kept by the process that it runs in."""
    from vatscheck.api import load_law

    day = as_of.isoformat() if isinstance(as_of, date) else as_of
    key = str(folder), day, tuple(services)
    if key not in _KEPT:
        law = load_law(folder)
        if not _is_day(day) or day < law.head.starts:
            raise ValueError(f"{day}: no day that the law covers; write YYYY-MM-DD")
        _KEPT[key] = Questions(Assessor(law, day, services))
    return _KEPT[key]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
