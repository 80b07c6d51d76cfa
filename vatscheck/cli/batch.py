"""`vatscheck batch`: judge many companies, a line a service, and count what came out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from vatscheck.api.subject import load_law, named
from vatscheck.cli.ending import Ending
from vatscheck.cli.files import say
from vatscheck.cli.options import (
    AsOf,
    FailOn,
    Language,
    LawFolder,
    Outputs,
    Services,
    one_of,
)
from vatscheck.cli.profiles import the_day
from vatscheck.cli.refusal import Mistakes, Refused, exiting
from vatscheck.cli.summary import sound, write_summary
from vatscheck.cli.writing import OverInput, over_input
from vatscheck.words.catalogue import Lang, word

if TYPE_CHECKING:
    from vatscheck.names.index import Names
    from vatscheck.portfolio.parts import Parts
    from vatscheck.portfolio.rows import Block, Reader
    from vatscheck.portfolio.run import Task
    from vatscheck.portfolio.tally import Tally

STDIN = "-"
Many = Annotated[int, typer.Option("--jobs", metavar="N", min=1)]


class Asked(NamedTuple):
    """What is asked of a run beside what each process needs to know."""

    source: Path
    outputs: tuple[Path, ...]
    rejects: Path | None
    max_errors: int | None
    fail_on: str
    jobs: int
    resume: bool
    columns: Path | None = None
    owners: Path | None = None
    summaries: tuple[Path, ...] = ()

    @property
    def inputs(self) -> list[str]:
        """The files that are read."""
        return [str(path) for path in (self.source, self.columns, self.owners) if path]


def batch(
    source: Annotated[str | None, typer.Argument(metavar="IN")] = None,
    output: Outputs = None,
    as_of: AsOf = None,
    service: Services = None,
    form: Annotated[
        Literal["jsonl", "csv", "tsv", "parquet", "xlsx", "toml"] | None,
        typer.Option("--from"),
    ] = None,
    columns: Annotated[Path | None, typer.Option("--columns", metavar="MAP")] = None,
    owners: Annotated[Path | None, typer.Option("--owners", metavar="FILE")] = None,
    template: Annotated[Path | None, typer.Option("--template", metavar="FILE")] = None,
    jobs: Many = 1,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    rejects: Annotated[Path | None, typer.Option("--rejects", metavar="FILE")] = None,
    max_errors: Annotated[
        int | None, typer.Option("--max-errors", metavar="N", min=0)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="STATUS")] = None,
    summary: Annotated[
        list[Path] | None, typer.Option("--summary", metavar="FILE")
    ] = None,
    fail_on: FailOn = "not_licensable",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Judge every company of a file or a folder, a line of output for each service."""
    if template is not None:
        return _template(template, law_folder, lang)
    if source is None:
        raise Refused("usage-missing", found="IN", command="vatscheck batch")
    outputs = tuple(output or ())
    asked = Asked(Path(source), outputs, rejects, max_errors, fail_on, jobs, resume)
    asked = asked._replace(
        columns=columns, owners=owners, summaries=tuple(summary or ())
    )
    _sound(asked, explain=explain)
    chosen = frozenset(_statuses(only or ())) if explain else None
    task = _task(asked, (as_of, law_folder), service or (), form, lang)
    task = task._replace(explained=chosen, summary=bool(asked.summaries))
    for notice in getattr(task.reader, "notices", ()):
        say(notice.id, lang, **notice.parts)
    run = _Run(asked, task)
    tally = run.to_files() if asked.outputs else run.streamed()
    if asked.summaries:
        run.summarised(tally)
    return run.ending(tally)


def _sound(asked: Asked, *, explain: bool) -> None:
    """Refuse what cannot be, before anything is read."""
    if explain and not asked.outputs:
        raise Refused("batch-explain-where")
    if asked.resume and (not asked.outputs or str(asked.source) == STDIN):
        raise Refused("batch-resume-where")
    if str(asked.source) != STDIN and not asked.source.exists():
        raise Refused("batch-no-input", path=asked.source)
    sound(asked.summaries)
    rejects = [asked.rejects] if asked.rejects else []
    written = [*asked.outputs, *rejects, *asked.summaries]
    for path in written:
        if over_input(path, asked.inputs):
            raise OverInput(path)
        if written.count(path) > 1:
            raise Refused("batch-output-twice", path=path)
        if not path.parent.is_dir():
            raise Refused("batch-no-folder", path=path)


def _statuses(only: Sequence[str]) -> Iterator[str]:
    """The statuses of `--only`, by their ids; none named = all."""
    from vatscheck.answers.verdict import RANKS

    every = tuple(found for found in RANKS if found != "never")
    for named_ in only:
        yield one_of("--only", named_, every)
    if not only:
        yield from every


def _task(
    asked: Asked,
    law_and_day: tuple[str | None, Path | None],
    services: Sequence[str],
    form: str | None,
    lang: Lang,
) -> Task:
    """What each process needs to know. Raises `Refused` with all that is wrong."""
    from vatscheck.names.index import Names
    from vatscheck.portfolio.forms import form_of, writer
    from vatscheck.portfolio.rows import Edition
    from vatscheck.portfolio.run import Task
    from vatscheck.profile.problems import ProfileError

    as_of, folder = law_and_day
    law = load_law(folder)
    day, names = the_day(law, as_of), Names(law)
    edition = Edition(day, law.head.version)
    try:
        named(names, services, "--service")
        outputs = tuple(
            (f".{at}{path.suffix.lower()}", writer(path, edition))
            for at, path in enumerate(asked.outputs)
        )
        source = _reader(asked, form or form_of(asked.source), names, lang)
    except ProfileError as error:
        raise Mistakes([error]) from None
    rejects = asked.rejects is not None
    return Task(folder, day, tuple(services), lang, source, outputs, rejects)


def _template(path: Path, folder: Path | None, lang: Lang) -> Ending:
    """Write an empty table of companies; it must not be there yet."""
    from vatscheck.cli.writing import write_all
    from vatscheck.portfolio.beside import template
    from vatscheck.portfolio.forms import form_of

    form = form_of(path)
    if form not in ("csv", "xlsx"):
        raise Refused("no-format", path=path, allowed=".csv, .xlsx")
    write_all({path: template(load_law(folder), form)}, new=True)
    say("wrote", lang, path=path)
    return Ending(0)


def _reader(asked: Asked, form: str, names: Names, lang: Lang) -> Reader:
    """What reads the companies, with what stands beside them."""
    from vatscheck.portfolio.beside import Maps, maps, owners_beside
    from vatscheck.portfolio.forms import form_of, reader

    if (asked.columns or asked.owners) and form in ("jsonl", "toml"):
        raise Refused("batch-tables-only")
    mapped = maps(asked.columns) if asked.columns else Maps()
    if not asked.owners:
        return reader(asked.source, form, names, mapped.companies)
    beside = asked.owners
    owners = owners_beside(beside, form_of(beside), names, mapped.owners)
    found: Any = reader(asked.source, form, names, mapped.companies, owners)
    number, first = owners.strangers(found.ids())
    if number:
        say("table-strangers", lang, n=number, found=", ".join(first))
    return found  # type: ignore[no-any-return]


class _Run:
    """One run: where it writes, what it has counted, and how it ends."""

    def __init__(self, asked: Asked, task: Task) -> None:
        self.asked, self.task = asked, task
        self.full: list[Path] = []

    # --- into files -------------------------------------------------------------------

    def to_files(self) -> Tally:
        """Write all outputs, each whole or not at all, and return the counts."""
        from vatscheck.portfolio.parts import OtherRun, Parts
        from vatscheck.portfolio.run import joined

        parts = Parts(self.asked.outputs[0], self.task.names)
        try:
            if self.asked.resume:
                parts.resume(self._head())
            else:
                parts.begin(self._head())
            tally, blocks = self._written(parts)
        except OtherRun as error:
            raise Refused(f"batch-other-{error}", path=parts.folder) from None
        except KeyboardInterrupt:
            if str(self.asked.source) != STDIN:
                say("batch-interrupted", self.task.lang, path=parts.folder)
            raise
        joined(self.task, parts, blocks, self._files())
        return tally

    def _head(self) -> dict[str, Any]:
        """What a run rests on: a part of another one is not taken over."""
        from vatscheck import __version__

        task, law = self.task, load_law(self.task.law)
        explained = None if task.explained is None else sorted(task.explained)
        return {
            "schema": "vatscheck/parts/1",
            "tool": __version__,
            "law": law.head.digest,
            "overlay": law.overlay.digest if law.overlay else None,
            "day": task.day,
            "options": [
                list(task.services),
                task.lang,
                list(task.names),
                explained,
                task.summary,
            ],
        }

    def _written(self, parts: Parts) -> tuple[Tally, int]:
        from vatscheck.portfolio.run import blocks_done
        from vatscheck.portfolio.tally import Tally

        tally, blocks = Tally(), 0
        with _progress(self.task) as told:
            for block, found in blocks_done(self.task, parts, self.asked.jobs):
                tally.add(found)
                blocks += 1
                told(block, tally)
                self._bounded(tally)
        return tally, blocks

    def _bounded(self, tally: Tally) -> None:
        """Stop at more errors than are allowed, and leave out a workbook that is full."""
        most = self.asked.max_errors
        if most is not None and tally.unread > most:
            raise Refused("batch-errors", n=f"{tally.unread:,}", most=f"{most:,}")
        lines = tally.services + tally.unread
        for path, (_, writer) in zip(
            self.asked.outputs, self.task.outputs, strict=True
        ):
            limit = getattr(writer, "most", None)
            if limit is not None and lines > limit and path not in self.full:
                self.full.append(path)
                say("batch-full", self.task.lang, path=path, most=f"{limit:,}")

    def _files(self) -> dict[str, Path]:
        """The outputs that are written, by the ending of their parts."""
        from vatscheck.portfolio.run import EXPLAINED, REJECTS

        first = self.asked.outputs[0]
        every = dict(
            zip((n for n, _ in self.task.outputs), self.asked.outputs, strict=True)
        )
        found = {name: path for name, path in every.items() if path not in self.full}
        if self.asked.rejects is not None:
            found[REJECTS] = self.asked.rejects
        if self.task.explained is not None:
            found[EXPLAINED] = first.with_name(f"{first.stem}.explained.jsonl")
        return found

    # --- onto standard output -----------------------------------------------------------

    def streamed(self) -> Tally:
        """Write the lines on standard output, block by block, and return the counts."""
        from vatscheck.portfolio.jsonl_output import JsonlWriter
        from vatscheck.portfolio.rows import Edition
        from vatscheck.portfolio.run import Worker
        from vatscheck.portfolio.tally import Tally

        worker, tally = Worker(self.task), Tally()
        law = worker.assessor.law
        writer = JsonlWriter(Edition(self.task.day, law.head.version))
        refused: list[str] = []
        for block in self.task.reader.blocks():
            records, rejects, _, found = worker.judged(block)
            tally.add(found)
            sys.stdout.write(writer.bytes(records).decode())
            sys.stdout.flush()
            refused += rejects
            self._bounded(tally)
        if self.asked.rejects is not None:
            from vatscheck.cli.writing import write

            write(self.asked.rejects, "".join(refused).encode())
        return tally

    def summarised(self, tally: Tally) -> None:
        """Write what came of the run, once every other output is whole."""
        from vatscheck.api.portfolio import summary
        from vatscheck.portfolio.counts import Counts

        asked, task = self.asked, self.task
        tally.counts = tally.counts or Counts()
        stdin = str(asked.source) == STDIN
        name = STDIN if stdin else asked.source.resolve().name
        shown = os.fsencode(name).decode(errors="replace")
        document = summary(tally, load_law(task.law), task.day, shown, task.lang)
        write_summary(document, asked.summaries, asked.inputs)

    # --- the end -------------------------------------------------------------------------

    def ending(self, tally: Tally) -> Ending:
        """Return the exit code, and the last line with the counts."""
        from vatscheck.answers.portfolio_page import status_word
        from vatscheck.answers.verdict import BARRED, OPEN, RANKS

        lang = self.task.lang
        ranks = RANKS | {BARRED: RANKS["not_licensable"]}
        worst = max((ranks[found] for found in tally.statuses), default=0)
        code = 3 if any(tally.statuses[found] for found in OPEN) else 0
        code = 1 if worst >= RANKS[self.asked.fail_on] else code
        code = 2 if tally.unread or self.full else code
        counts = word("comma", lang).join(
            word("batch-count", lang, n=f"{n:,}", status=status_word(found, lang))
            for found, n in sorted(tally.statuses.items(), key=lambda item: -item[1])
        )
        parts = {
            "rows": f"{tally.rows:,}",
            "judged": f"{tally.rows - tally.unread:,}",
            "unread": f"{tally.unread:,}",
            "services": f"{tally.services:,}",
            "counts": counts,
        }
        id = "batch-counts" if tally.statuses else "batch-nothing"
        return Ending(code, exiting(word(id, lang, **parts), code, lang))


@contextmanager
def _progress(task: Task) -> Iterator[Any]:
    """Tell how far a run is, to a person: rows, rows a second, errors, the time left."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda block, tally: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    rows = TextColumn("{task.fields[told]}")
    columns = (BarColumn(), rows, TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True) as bar:
        line = bar.add_task("", total=None, told="")

        def told(block: Block, tally: Tally) -> None:
            done = getattr(task.reader, "done", lambda block: None)(block)
            total = None if done is None else 1.0
            seconds = max(bar.tasks[0].elapsed or 0, 0.001)
            parts = {"rows": f"{tally.rows:,}", "unread": f"{tally.unread:,}"}
            rate = f"{tally.rows / seconds:,.0f}"
            text = word("batch-progress", task.lang, rate=rate, **parts)
            bar.update(line, total=total, completed=done or 0, told=text)

        yield told
