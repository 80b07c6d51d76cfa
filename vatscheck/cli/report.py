"""`vatscheck report`: the memo with its checklist, as files of an office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from vatscheck.cli.files import say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, LawFolder
from vatscheck.cli.profiles import read_texts, the_day
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document
    from vatscheck.law.book import Law


def report(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    output: Annotated[
        list[Path],
        typer.Option(
            "--output",
            "-o",
            help="A .docx, .xlsx, .html, .md, .csv or .json (repeatable).",
        ),
    ],
    as_of: AsOf = None,
    language: Annotated[
        Literal["en", "zh", "both"] | None,
        typer.Option("--lang", envvar="VATSCHECK_LANG", help="Language of the report."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            help="A Word file of your own, whose styles, head and foot the .docx takes."
        ),
    ] = None,
    law_folder: LawFolder = None,
) -> int:
    """Write the report: the answer, the checklist, papers, steps, proof, sources."""
    from vatscheck.answers.report.files import FORMS, made

    chosen = language or "en"
    lang: Lang = "en" if chosen == "both" else chosen
    strange = [path for path in output if path.suffix.lower() not in FORMS]
    for path in strange:
        say("no-format", lang, path=path, allowed=", ".join(FORMS))
    law = the_law(law_folder, lang)
    day = the_day(law, as_of, lang) if law else None
    found = read_texts([profile], [], law, lang) if law and day else None
    if strange or law is None or day is None or found is None:
        return 2
    firm = _template(template, output, lang) if template else b""
    if firm is None:
        return 2
    languages = ("en", "zh") if chosen == "both" else (lang,)
    reports = _reports(profile, found[0], law, day, languages)
    files = {path: made(reports, path.suffix.lower(), firm or None) for path in output}
    write_all(files, [profile, *([str(template)] if template else [])])
    _warn(reports[0], lang)
    for path in files:
        say("wrote", lang, path=path)
    return 0


def _reports(
    path: str,
    found: tuple[object, ...],
    law: Law,
    day: str,
    languages: tuple[Lang, ...],
) -> list[Document]:
    """The report in each language, on one judgement."""
    from vatscheck.answers.origin import Origin
    from vatscheck.answers.report.build import document
    from vatscheck.engine.assess import assess
    from vatscheck.names.index import Names

    profile, digest, text = found
    answer = assess(profile, law, day)._replace(digest=digest)  # type: ignore[arg-type]
    origin = Origin(path, str(text), Names(law))
    return [document(answer, each, origin) for each in languages]


def _template(path: Path, output: list[Path], lang: Lang) -> bytes | None:
    """The bytes of a firm's own document; none, after a message, if it is none."""
    from vatscheck.formats.docx import TemplateError, readable
    from vatscheck.profile.load import read_bytes
    from vatscheck.profile.problems import ProfileError

    if not any(file.suffix.lower() == ".docx" for file in output):
        say("template-alone", lang)
        return None
    try:
        found = read_bytes(path)
        readable(found)
    except TemplateError as error:
        say("bad-template", lang, file=path, reason=error)
        return None
    except ProfileError as error:
        from vatscheck.cli.sources import tell

        tell(error.name, error.problems, lang)
        return None
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
