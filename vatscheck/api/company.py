"""The questions about one company on one day, and the report on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from vatscheck.api.subject import About, ask, named
from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document
    from vatscheck.api.subject import Given


def assess(
    profile: Given,
    *,
    waivers: bool = True,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return which services can be licensed, why, and what to do next.

    Without `waivers` it is as if the profile had none. The document is
    `vatscheck/assessment/1`. Raises as `ask` does.
    """
    from vatscheck.answers.assess import document

    asked, how = ask(profile, **about), (lang, waivers)
    if how not in asked.made:
        found = document(asked.answer, lang, asked.origin, with_waivers=waivers)
        asked.made[how] = found
    return asked.made[how]


def where(
    profile: Given,
    *,
    servers_stay: bool = False,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return in which places each service would work, registered and with servers there.

    With `servers_stay` the registration moves alone. The document is
    `vatscheck/where/1`. Raises as `ask` does.
    """
    from vatscheck.answers.where import where as answered
    from vatscheck.engine.grid import grid

    asked = ask(profile, **about)
    staying = grid(asked.profile, asked.law, asked.day, stay=True)
    found = staying
    if not servers_stay:
        found = grid(asked.profile, asked.law, asked.day, stay=False)
    return answered(found, staying, asked, lang)


def limits(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the largest foreign share that works, by service and place, and since when.

    The document is `vatscheck/limits/1`. Raises as `ask` does.
    """
    from vatscheck.answers.limits import limits as answered
    from vatscheck.engine.limits import limits as found

    asked = ask(profile, **about)
    return answered(found(asked.profile, asked.law, asked.day), asked, lang)


def timeline(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the status of each service on every day since 2001, and what changed it.

    The document is `vatscheck/timeline/1`. Raises as `ask` does.
    """
    from vatscheck.answers.timeline import timeline as answered
    from vatscheck.engine.timeline import timeline as found

    asked = ask(profile, **about)
    return answered(found(asked.profile, asked.law), asked, lang)


def why(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the proof of each service: every way, every check, the fact, the article.

    The document is `vatscheck/why/1`. Raises as `ask` does.
    """
    from vatscheck.answers.why import why as answered

    asked = ask(profile, **about)
    return answered(asked.answer, asked, lang)


def cures(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the smallest changes that lead to a yes, each proved by judging it.

    A service that is named and not in the profile is judged as if it were added. The
    document is `vatscheck/cures/1`. Raises as `ask` does.
    """
    from vatscheck.answers.cures import cures as answered
    from vatscheck.answers.revision import judged_with

    services = about.pop("services", ())
    asked = ask(profile, **about)
    entries = named(asked.names, services)
    answer = judged_with(asked.profile, asked.law, asked.day, entries)
    return answered(answer._replace(digest=asked.digest), asked, lang)


def report(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the memo with its checklist, papers, steps, proof and sources.

    `as_file` makes a file of it. The document is `vatscheck/report/1`. Raises as `ask`
    does.
    """
    from vatscheck.answers.report.build import document

    asked = ask(profile, **about)
    return document(asked.answer, lang, asked.origin)


def as_file(
    reports: Document | Sequence[Document],
    ending: str,
    *,
    template: bytes | None = None,
    styles: Mapping[str, str] | None = None,
) -> bytes:
    """Return a report, or one in each of two languages side by side, as a file's bytes.

    `ending` is one of `.docx`, `.xlsx`, `.html`, `.md`, `.csv` and `.json`; any other is a
    `KeyError`. `template` is a firm's own Word document, `styles` which of its styles
    stand for ours.
    """
    from vatscheck.answers.document import Document
    from vatscheck.answers.report.files import made

    found = [reports] if isinstance(reports, Document) else list(reports)
    return made(found, ending, template, styles)
