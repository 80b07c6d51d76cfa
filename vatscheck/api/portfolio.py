"""What came of a run over many companies, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vatscheck.answers.document import Document
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.law.book import Law
    from vatscheck.portfolio.tally import Tally


def summary(
    tally: Tally, law: Law, day: str, input: str, lang: Lang = "en"
) -> Document:
    """Return the summary of a run that kept counts (`vatscheck/portfolio/1`).

    The day is an ISO string, the input the name of what was read.
    """
    from vatscheck.answers.portfolio import Run, portfolio

    return portfolio(Run(law, day, input), tally, lang)
