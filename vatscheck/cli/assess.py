"""`vatscheck assess`: judge profiles, print the answer, exit by the worst status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import (
    AsOf,
    Form,
    Full,
    Ids,
    Language,
    LawFolder,
    Outputs,
    Services,
)
from vatscheck.cli.profiles import read_texts, the_day
from vatscheck.cli.wanted import Wanted
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document
    from vatscheck.engine.answer import Assessment

RANK = {
    "licensable": 0,
    "not_needed": 0,
    "conditional": 1,
    "undetermined": 2,
    "not_covered": 2,
    "not_licensable": 3,
}
"""How bad a status is, for --fail-on."""


def assess(
    profiles: Annotated[
        list[str], typer.Argument(help="Profiles to judge; - reads standard input.")
    ],
    as_of: AsOf = None,
    service: Services = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="The sources alone, with dates and grade.")
    ] = False,
    fail_on: Annotated[
        Literal["licensable", "conditional", "undetermined", "not_licensable"],
        typer.Option(help="Exit 1 if a service is at or beyond this status."),
    ] = "not_licensable",
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit 0 instead of 1 and 3.")
    ] = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Judge which services are licensable where, by which route, and what is missing."""
    from vatscheck.answers.assess import document
    from vatscheck.answers.document import Detail
    from vatscheck.answers.origin import Origin
    from vatscheck.engine.assess import assess as judged
    from vatscheck.names.index import Names

    law = the_law(law_folder, lang)
    day = the_day(law, as_of, lang) if law else None
    found = read_texts(profiles, service or [], law, lang) if law and day else None
    if law is None or day is None or found is None:
        return 2
    names, outcomes, many = Names(law), list[Outcome](), len(found) > 1

    def made() -> Iterator[Document]:
        """Judge one profile after the other, and keep of each what the exit code needs."""
        for path, (profile, digest, text) in zip(profiles, found, strict=True):
            answer = judged(profile, law, day)._replace(digest=digest)
            origin = Origin(path, text, names, narrowed=bool(service))
            outcomes.extend(map(outcome, answer.assessments))
            yield document(answer, lang, origin)

    detail = Detail(full=full, ids=ids, sources=sources, several=many and not full)
    Wanted(format, output or (), lang, profiles, detail, many).give(made())
    return _exit(outcomes, fail_on, exit_zero, lang)


class Outcome(NamedTuple):
    """What the exit code needs of the answer for one service."""

    service: str
    status: str
    barred: bool


def outcome(item: Assessment) -> Outcome:
    """Return what the exit code needs of an answer."""
    return Outcome(item.service.id, item.status, item.barred)


def _rank(item: Outcome) -> int:
    """How bad an answer is: what is barred counts as refused."""
    return RANK["not_licensable" if item.barred else item.status]


def _exit(items: list[Outcome], fail_on: str, exit_zero: bool, lang: Lang) -> int:
    """Say why on the last line of standard error, and return the code."""
    from vatscheck.words.catalogue import word

    total = len(items)
    failed = [item for item in items if _rank(item) >= RANK[fail_on]]
    open_ = [item for item in items if _rank(item) == RANK["undetermined"]]
    if failed:
        names = ", ".join(item.service for item in failed)
        kinds = ("barred-exit" if item.barred else item.status for item in failed)
        statuses = " / ".join(dict.fromkeys(word(kind, lang) for kind in kinds))
        parts = {"count": len(failed), "total": total, "services": names}
        code, reason = 1, word("exit-1", lang, status=statuses, **parts)
    elif open_:
        names = ", ".join(item.service for item in open_)
        parts = {"count": len(open_), "total": total, "services": names}
        code, reason = 3, word("exit-3", lang, **parts)
    else:
        code, reason = 0, word("exit-0", lang, total=total)
    if exit_zero and code:
        code, reason = 0, word("exit-0-zero", lang, reason=reason)
    print(reason, file=sys.stderr)
    return code
