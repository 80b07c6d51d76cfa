"""The questions about the law itself: its records, what they cover, how they are kept.

`law` is what `load_law` returns, none = the bundled one. Where the files themselves are
asked about `folder` names them: a whole law, or records on top of the bundled one. One
that is no usable law is a `vatscheck.upkeep.folders.LawError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.api.subject import iso, judged_day, load_law
from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document
    from vatscheck.law.book import Law

Folder = str | Path | None
MOST = 7
"""Of more records than these nobody means to copy each."""


def records(
    words: Sequence[str] = (), *, law: Law | None = None, lang: Lang = LANGS[0]
) -> Document:
    """Return the records of some kinds (`route`, `duty` ...) that hold all other words.

    The document is `vatscheck/law-list/1`; its list is empty where nothing is found.
    """
    from vatscheck.answers.laws.records import listed
    from vatscheck.upkeep.rows import matching

    law = law or load_law()
    return listed(law, matching(law, words), lang)


def show(id: str, *, folder: Folder = None, lang: Lang = LANGS[0]) -> Document:
    """Return the records of an id or a name, what they say, and how they are written.

    The document is `vatscheck/law-show/1`. Raises `vatscheck.api.Unknown`.
    """
    from vatscheck.answers.laws.records import shown
    from vatscheck.names.records import named
    from vatscheck.upkeep.standing import standing

    law, path = load_law(folder), _path(folder)
    meant = standing(law, path, id) or [
        record for name in named(law, id)[:MOST] for record in standing(law, path, name)
    ]
    if not meant:
        raise _unknown(law, id)
    return shown(law, id, meant, lang)


def page(id: str, *, folder: Folder = None, lang: Lang = LANGS[0]) -> Document:
    """Return what a route or an instrument opens, for whom, where, on what conditions.

    The document is `vatscheck/law-page/1`. Raises `vatscheck.api.Unknown`.
    """
    from vatscheck.answers.laws.page import Pages
    from vatscheck.upkeep.written import beside

    law = load_law(folder)
    record = law.routes.get(id) or law.instruments.get(id)
    if record is None:
        raise _unknown(law, id)
    return Pages(law, beside(law, _path(folder)), lang).document(record)


def coverage(*, law: Law | None = None, lang: Lang = LANGS[0]) -> Document:
    """Return for which services, places and days there are rules, and where none are.

    The document is `vatscheck/law-coverage/1`.
    """
    from vatscheck.answers.laws.extent import modelled
    from vatscheck.upkeep.extent import coverage as covered

    law = law or load_law()
    return modelled(law, covered(law), lang)


def stale(
    *,
    older_than: int = 0,
    before: date | str | None = None,
    day: date | str | None = None,
    law: Law | None = None,
    lang: Lang = LANGS[0],
) -> Document:
    """Return the records by the age of their verification on a day, the oldest first.

    Only those verified more than `older_than` days ago, and before the day `before`. The
    document is `vatscheck/law-stale/1`. Raises `ValueError` for a day that is none.
    """
    from vatscheck.answers.laws import records as answers
    from vatscheck.upkeep.rows import aged

    law = law or load_law()
    judged = judged_day(day, law)
    limit = None if before is None else iso(before)
    return answers.stale(law, aged(law, judged, older_than, limit), judged, lang)


def diff(
    old: Law | None,
    new: Law | None,
    *,
    profiles: str | Path | None = None,
    day: date | str | None = None,
    lang: Lang = LANGS[0],
) -> Document:
    """Return what a change of the law leads to: for whom, where and when answers change.

    None stands for the bundled law. `profiles` is a folder of profiles to judge by both
    on the day. The document is `vatscheck/law-diff/1`. Raises `ValueError` for a day
    that is none.
    """
    from vatscheck.answers.laws import diff as answers
    from vatscheck.upkeep.changes import changes
    from vatscheck.upkeep.impact import difference
    from vatscheck.upkeep.stored import moved

    before, after = old or load_law(), new or load_law()
    judged = judged_day(day, after)
    stored = moved(Path(profiles), before, after, judged) if profiles else None
    found = changes(before, after), difference(before, after)
    compared = answers.Compared(before, after, *found, judged, stored)
    return answers.diff(compared, lang)


def lint(*, folder: Folder = None, lang: Lang = LANGS[0]) -> Document:
    """Return everything that is wrong with a law, and what is only to be noted.

    The document is `vatscheck/law-lint/1`.
    """
    from vatscheck.answers.laws.checks import linted
    from vatscheck.law.compile import DATA
    from vatscheck.upkeep.inspection import inspected

    path = _path(folder)
    return linted(inspected(path), path or DATA, lang)


def test(*, folder: Folder = None, workers: int = 1, lang: Lang = LANGS[0]) -> Document:
    """Return the results of the tests beside the records, and what they cover.

    `workers` is how many processes run them. The document is `vatscheck/law-test/1`.
    """
    from vatscheck.answers.laws.checks import tried as results
    from vatscheck.upkeep.inspection import tried

    law, found = tried(_path(folder), workers)
    return results(law, found, lang)


def _path(folder: Folder) -> Path | None:
    return None if folder is None else Path(folder)


def _unknown(law: Law, id: str) -> Exception:
    from vatscheck.api.lookups import Unknown
    from vatscheck.names.records import nearest

    return Unknown(id, nearest(law, id))
