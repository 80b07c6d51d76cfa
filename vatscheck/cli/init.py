"""`vatscheck init`: begin a profile, from a template, from files, or by asking."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vatscheck.api import load_law
from vatscheck.cli.ending import Ending
from vatscheck.cli.files import say
from vatscheck.cli.following import Going, after_init
from vatscheck.cli.options import AsOf, Language, LawFolder
from vatscheck.cli.profiles import the_day, told
from vatscheck.cli.refusal import Refused
from vatscheck.cli.writing import aside, there, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.intake.start import Started, Table
    from vatscheck.law.book import Law

FORMATS = (".docx", ".xlsx")


class Wanted(NamedTuple):
    """What a profile is to be made from, and how."""

    path: Path
    source: Path | None
    owners: Path | None
    into: bool
    strict: bool
    force: bool
    lang: Lang


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
        bool,
        typer.Option(
            "--into", help="Put the reply, or the owners, into the profile PATH."
        ),
    ] = False,
    clarify: Annotated[
        Path | None,
        typer.Option(help="Write the open answers into this second questionnaire."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse answers that are not certain.")
    ] = False,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help='A head of the cap table: "Parent=held through".'),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(help="The sheet of the workbook with the cap table.")
    ] = None,
    tasks: Annotated[
        Path | None,
        typer.Option(help="The report that the team filled in (.xlsx or .docx)."),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask, what settles most first.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace PATH, and keep what was there.")
    ] = False,
    as_of: AsOf = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Write a profile: commented, from answers and a cap table, or by asking."""
    if tasks:
        from vatscheck.cli.tasks import put_tasks

        alone = into and not (source or owners or ask)
        put_tasks(path, tasks, as_of, lang, law_folder, alone=alone)
        return Ending()
    wanted = Wanted(path, source, owners, into, strict, force, lang)
    if wrong := _wrong(wanted, ask):
        raise Refused(wrong, path=path)
    _clarifiable(clarify, source)
    going, filled = Going(lang, law=law_folder), bool(ask or source or into)
    if ask:
        from vatscheck.cli.ask import ask_into

        ask_into(path, as_of, lang, law_folder, force=force)
    elif source is None and owners is None:
        _written({path: _template(lang)}, wanted)
    else:
        table = _table(owners, mapped or [], sheet)
        law = load_law(law_folder)
        _made(law, the_day(law, as_of), wanted, table, clarify)
    return Ending(next=partial(after_init, path, filled, going))


def _wrong(wanted: Wanted, ask: bool) -> str:
    """The sentence for options that do not go together, or a file in the way."""
    if wanted.into and (bool(wanted.owners) == bool(wanted.source) or ask):
        return "intake-into-owners"
    if ask and (wanted.source or wanted.owners):
        return "ask-alone"
    if wanted.into and not there(wanted.path):
        return "intake-no-profile"
    in_the_way = os.path.lexists(wanted.path) and not wanted.into and not wanted.force
    return "exists" if in_the_way else ""


def _written(contents: dict[Path, bytes], wanted: Wanted) -> None:
    """Write what was made; with --force what was there is kept beside it."""
    kept = aside(wanted.path) if wanted.force and not wanted.into else {}
    write_all({**kept, **contents}, new=not (wanted.into or kept))
    for file in kept:
        say("intake-kept", wanted.lang, path=file)
    for file in contents:
        say("wrote", wanted.lang, path=file)


def _made(
    law: Law, day: str, wanted: Wanted, table: Table, clarify: Path | None
) -> None:
    """Write the profile of the files, and say what was read and what was not."""
    lang, path = wanted.lang, wanted.path
    before = path.read_bytes() if wanted.into else b""
    found = told(lambda: _started(law, wanted, table), law, lang)
    contents = {path: found.raw}
    if clarify and found.returned:
        contents[clarify] = _second(law, found, clarify, lang)
    _notes(law, found, wanted, clarify)
    _written(contents, wanted)
    if wanted.into and wanted.source:
        _changes(law, day, before, found, lang)


def _clarifiable(clarify: Path | None, source: Path | None) -> None:
    """Refuse a second questionnaire that cannot be written under its name."""
    if clarify is None:
        return
    if source is None or clarify.suffix.lower() not in FORMATS:
        raise Refused("intake-office-only", path=clarify)
    if os.path.lexists(clarify):
        raise Refused("exists", path=clarify)


def _table(owners: Path | None, mapped: list[str], sheet: str | None) -> Table:
    """The cap table with what is said of its heads. Raises `Refused` if that is wrong."""
    from vatscheck.intake.columns import mapping
    from vatscheck.intake.start import Table

    pairs, wrong = mapping(mapped)
    if wrong:
        raise Refused("intake-map", found="; ".join(wrong))
    return Table(owners, pairs, sheet)


def _template(lang: Lang) -> bytes:
    from vatscheck.words.catalogue import beginning

    return beginning(lang)


def _started(law: Law, wanted: Wanted, table: Table) -> Started:
    """The profile of the files that are named."""
    from vatscheck.formats.inert import terminal as escape
    from vatscheck.intake.start import from_answers, from_reply, from_table, in_template
    from vatscheck.names.index import Names
    from vatscheck.profile.load import read_bytes
    from vatscheck.words.catalogue import word

    names, source, path = Names(law), wanted.source, wanted.path
    if source is None:
        if wanted.into:
            return from_table(names, table, read_bytes(path), str(path))
        return in_template(names, table, _template(wanted.lang))
    if wanted.into:
        into = read_bytes(path)
        return from_reply(names, source, into, str(path), strict=wanted.strict)
    files = (source, wanted.owners)
    sources = ", ".join(escape(file.name) for file in files if file)
    comment = word("intake-comment", wanted.lang, sources=sources)
    return from_answers(
        names, source, table if wanted.owners else None, comment, strict=wanted.strict
    )


def _second(law: Law, found: Started, path: Path, lang: Lang) -> bytes:
    """The second questionnaire, in the language of the messages."""
    from importlib import import_module

    from vatscheck.answers.intake.clarify import clarifying
    from vatscheck.intake.clarification import clarification

    open_ = clarification(law, found.returned, found.tables)
    pages = clarifying(law, open_, found.profile.name, lang)
    room = import_module(f"vatscheck.answers.intake.{path.suffix.lower()[1:]}")
    content: bytes = room.render(pages)
    return content


def _notes(law: Law, found: Started, wanted: Wanted, clarify: Path | None) -> None:
    """Say what was read in other words than it was written, and what was not read."""
    from vatscheck.answers.intake.slips import doubts, read_as, returned, seen_as

    lang, source, table = wanted.lang, wanted.source, wanted.owners
    said = [*read_as(found, lang)]
    if found.seen and table:
        said.append(seen_as(found.seen, table, lang))
    said += doubts(found, lang)
    said += returned(str(source), found.returned, law, lang)
    for line in said:
        print(line, file=sys.stderr)
    if found.returned and not clarify:
        say("intake-returned-hint", lang, count=len(found.returned))
    if clarify and not found.returned:
        say("intake-nothing-open", lang, path=clarify)
    if found.replaced and table:
        say("intake-owners-replaced", lang, answers=source, table=table)
    if source is None and table and not wanted.into:
        say("intake-template", lang, table=table, path=wanted.path)


def _changes(law: Law, day: str, before: bytes, found: Started, lang: Lang) -> None:
    """Say what a reply changed in the status of the services."""
    from vatscheck.answers.intake.prompts import standing
    from vatscheck.engine.assess import assess
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load
    from vatscheck.words.catalogue import word

    old, _ = load(before, "", settler(Names(law)))
    then, now = (
        assess(profile, law, day, cured=False, asked=False)
        for profile in (old, found.profile)
    )
    changes = standing(then, now, lang)
    print(word("intake-status", lang, changes=changes), file=sys.stderr)
