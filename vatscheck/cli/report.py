"""`vatscheck report`: the memo with its checklist, as files to work on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.api import load_law
from vatscheck.cli.ending import Ending
from vatscheck.cli.files import say
from vatscheck.cli.following import Going, after_report
from vatscheck.cli.options import AsOf, Languages, LawFolder
from vatscheck.cli.profiles import about, read_all, the_day
from vatscheck.cli.refusal import NOTHING_WRITTEN, Mistakes, Refused
from vatscheck.cli.settings import settings
from vatscheck.cli.typed import BOTH
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document


def report(
    profile: Annotated[str, typer.Argument()],
    output: Annotated[
        list[Path], typer.Option("--output", "-o", metavar="FILE", show_default=False)
    ],
    as_of: AsOf = None,
    language: Languages = None,
    template: Annotated[Path | None, typer.Option("--template", metavar="FILE")] = None,
    law_folder: LawFolder = None,
) -> Ending:
    """Write the report: the answer, the checklist, papers, steps, proof, sources."""
    from vatscheck import api
    from vatscheck.answers.report.files import FORMS

    chosen = language or LANGS[0]
    languages = LANGS if chosen == BOTH else (chosen,)
    strange = [str(path) for path in output if path.suffix.lower() not in FORMS]
    if strange:
        raise Refused("no-format", path=", ".join(strange), allowed=", ".join(FORMS))
    law = load_law(law_folder)
    day = the_day(law, as_of)
    (found,) = read_all([profile], [], law)
    firm = _template(template, output) if template else None
    asked = about(found, law, day)
    reports = [api.report(asked, lang=each) for each in languages]
    files = _files(reports, output, profile, template, firm)
    write_all(files, [profile, *([str(template)] if template else [])])
    _warn(reports[0], languages[0])
    for path in files:
        say("wrote", languages[0], path=path)
    going = Going(languages[0], as_of, law_folder)
    asks = bool(reports[0].data["asked"])
    return Ending(next=partial(after_report, profile, going) if asks else str)


def _files(
    reports: list[Document],
    output: Iterable[Path],
    profile: str,
    template: Path | None,
    firm: bytes | None,
) -> dict[Path, bytes]:
    """The files of a report by their names. Raises `Refused` for a firm's wrong paper."""
    from vatscheck.api import as_file

    forms = {path: path.suffix.lower() for path in output}
    if not template:
        return {path: as_file(reports, form) for path, form in forms.items()}
    from vatscheck.formats.docx.template import (
        MissingExtra,
        StyleError,
        TemplateError,
    )

    about = settings([profile])
    try:
        return {
            path: as_file(reports, form, template=firm, styles=about.styles)
            for path, form in forms.items()
        }
    except MissingExtra:
        raise Refused("template-extra", file=template) from None
    except TemplateError as error:
        raise Refused("bad-field", file=template, reason=error) from None
    except StyleError as error:
        id = "style-missing" if error.theirs else "style-unknown"
        parts = {"ours": error.ours, "theirs": error.theirs, "template": template}
        known = ", ".join(sorted(error.known))
        raise Refused(id, file=about.file, known=known, **parts) from None


def _template(path: Path, output: Iterable[Path]) -> bytes:
    """The bytes of a firm's own document. Raises `Refused` if it is none."""
    from vatscheck.formats.docx.template import TemplateError, readable
    from vatscheck.profile.load import read_bytes
    from vatscheck.profile.problems import ProfileError

    if not any(file.suffix.lower() == ".docx" for file in output):
        raise Refused("template-alone")
    try:
        found = read_bytes(path)
        readable(found)
    except TemplateError as error:
        raise Refused("bad-template", file=path, reason=error) from None
    except ProfileError as error:
        raise Mistakes([error], id=NOTHING_WRITTEN) from None
    return found


def _warn(report: Document, lang: Lang) -> None:
    """Say which of the team's notes stand apart, and which days are later than the law's."""
    from vatscheck.words.catalogue import word

    data = report.data
    if data["apart"]:
        items = ", ".join(row["id"] for row in data["apart"])
        say("tasks-apart", lang, items=items, section=word("report-apart", lang))
    for item in data["items"]:
        if item["team"]["late"]:
            due, last = item["team"]["due"], item["deadline"]["day"]
            say("tasks-late", lang, item=item["id"], due=due, last=last)
