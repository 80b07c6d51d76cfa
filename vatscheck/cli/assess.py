"""`vatscheck assess`: judge profiles, print the answer, exit by the worst status."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.following import Going, after_assess
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import (
    AsOf,
    FailOn,
    Form,
    Full,
    Ids,
    Language,
    LawFolder,
    Outputs,
    Services,
)
from vatscheck.cli.profiles import read_all, the_day
from vatscheck.cli.refusal import exiting
from vatscheck.cli.wanted import Wanted
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document
    from vatscheck.cli.sources import Read
    from vatscheck.law.book import Law


def assess(
    profiles: Annotated[list[str], typer.Argument()],
    as_of: AsOf = None,
    service: Services = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    sources: Annotated[bool, typer.Option("--sources")] = False,
    fail_on: FailOn = "not_licensable",
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Judge which services are licensable where, by which route, and what is missing."""
    from vatscheck.answers.document import Detail
    from vatscheck.answers.verdict import tally, verdict

    law = the_law(law_folder)
    day = the_day(law, as_of)
    found = read_all(profiles, service or [], law)
    documents = [_judged(one, law, day, lang, narrowed=bool(service)) for one in found]
    several = len(documents) > 1 and not full
    detail = Detail(full=full, ids=ids, sources=sources, several=several)
    Wanted(format, output or (), lang, profiles, detail).give(documents)
    shown = [document.to_dict() for document in documents]
    code, why = verdict(map(tally, shown), lang, fail_on, exit_zero)
    following = partial(after_assess, profiles, shown, Going(lang, as_of, law_folder))
    return Ending(code, exiting(why, code, lang), following)


def _judged(read: Read, law: Law, day: str, lang: Lang, *, narrowed: bool) -> Document:
    from vatscheck.answers.assess import document
    from vatscheck.answers.origin import Origin
    from vatscheck.engine.assess import assess
    from vatscheck.names.index import Names
    from vatscheck.profile.reading import decode

    text = decode(read.raw, read.path)
    origin = Origin(read.path, text, Names(law), narrowed=narrowed)
    answer = assess(read.profile, law, day)._replace(digest=read.digest)
    return document(answer, lang, origin)
