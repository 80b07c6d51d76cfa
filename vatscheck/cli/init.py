"""`vatscheck init`: begin a profile, from a template, from files, or by asking."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.files import say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Language, LawFolder
from vatscheck.cli.profiles import told
from vatscheck.cli.writing import there, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.intake.start import Started
    from vatscheck.names.index import Names


def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path(
        "profile.toml"
    ),
    source: Annotated[
        Path | None,
        typer.Option("--from", help="A filled-in questionnaire (.xlsx or .docx)."),
    ] = None,
    owners: Annotated[
        Path | None, typer.Option(help="A cap table (.csv, .xlsx or .docx).")
    ] = None,
    into: Annotated[
        bool, typer.Option("--into", help="Replace the owners of the profile PATH.")
    ] = False,
    tasks: Annotated[
        Path | None,
        typer.Option(help="A checklist that the team filled in (.xlsx or .docx)."),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask, what settles most first.")
    ] = False,
    as_of: AsOf = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Write a profile: commented, from answers and a cap table, or by asking."""
    from vatscheck.names.index import Names

    if tasks:
        from vatscheck.cli.tasks import put_tasks

        alone = into and not (source or owners or ask)
        return put_tasks(path, tasks, as_of, lang, law_folder, alone=alone)
    if wrong := _wrong(path, source, owners, into, ask):
        say(wrong, lang, path=path)
        say("nothing-written", lang, count=1)
        return 2
    if ask:
        from vatscheck.cli.ask import ask_into

        return ask_into(path, as_of, lang, law_folder)
    if source is None and owners is None:
        write_all({path: _template(lang)}, new=True)
    else:
        law = the_law(law_folder, lang)
        if law is None:
            return 2
        names = Names(law)
        found = told(lambda: _started(names, path, source, owners, lang), law, lang)
        if found is None:
            return 2
        write_all({path: found.raw}, new=not into)
        _notes(found, path, source, owners, into, lang)
    say("wrote", lang, path=path)
    return 0


def _wrong(
    path: Path, source: Path | None, owners: Path | None, into: bool, ask: bool
) -> str:
    """The sentence on options that do not go together, or on what is there; or none."""
    if into and (owners is None or source or ask):
        return "intake-into-owners"
    if ask and (source or owners):
        return "ask-alone"
    if into and not there(path):
        return "intake-no-profile"
    return "exists" if os.path.lexists(path) and not into else ""


def _template(lang: Lang) -> bytes:
    return (Path(__file__).parent / f"template.{lang}.toml").read_bytes()


def _started(
    names: Names, path: Path, source: Path | None, owners: Path | None, lang: Lang
) -> Started:
    """The profile of the files that are named."""
    from vatscheck.intake.start import from_answers, from_table
    from vatscheck.profile.load import read_bytes
    from vatscheck.words.catalogue import word
    from vatscheck.words.phrases import escape

    if source is None and owners is not None:
        base = read_bytes(path) if there(path) else _template(lang)
        return from_table(names, owners, base, str(path))
    assert source is not None
    sources = ", ".join(escape(file.name) for file in (source, owners) if file)
    return from_answers(
        names, source, owners, word("intake-comment", lang, sources=sources)
    )


def _notes(
    found: Started,
    path: Path,
    source: Path | None,
    owners: Path | None,
    into: bool,
    lang: Lang,
) -> None:
    """Say what was read in other words than it was written."""
    from vatscheck.answers.intake.slips import read_as, seen_as

    for line in read_as(found, lang):
        print(line, file=sys.stderr)
    if found.seen:
        print(seen_as(found.seen, owners, lang), file=sys.stderr)
    if found.replaced:
        say("intake-owners-replaced", lang, answers=source, table=owners)
    if source is None and not into:
        say("intake-template", lang, table=owners, path=path)
