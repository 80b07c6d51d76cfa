"""A run over a portfolio: blocks in, parts out, in order, by one process or by several."""

from __future__ import annotations

import json
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, cast

from vatscheck.portfolio.assessor import UNREAD, Assessor
from vatscheck.portfolio.batches import Batches, in_columns
from vatscheck.portfolio.counts import Counting, Counts, Provinces
from vatscheck.portfolio.parts import FRESH, Parts
from vatscheck.portfolio.records import wrong
from vatscheck.portfolio.rows import Block, Given, Reader, Record, Writer
from vatscheck.portfolio.tally import Tally
from vatscheck.profile.problems import Problem
from vatscheck.words.catalogue import Lang

AHEAD = 2
"""How many blocks more than there are processes are read ahead."""


class Task(NamedTuple):
    """What each process needs to know: the law by its folder, the day, what is written.

    `outputs` are writers with the ending of their parts. `rejects` = rows that are not
    judged are written too; `explained` are the statuses of which the whole answer is.
    `summary` = what a summary tells is counted.
    """

    law: Path | None
    day: str
    services: tuple[str, ...]
    lang: Lang
    reader: Reader
    outputs: tuple[tuple[str, Writer], ...]
    rejects: bool = False
    explained: frozenset[str] | None = None
    summary: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The endings of all parts of a block."""
        more = ((REJECTS, self.rejects), (EXPLAINED, self.explained is not None))
        return (*(name for name, _ in self.outputs), *(n for n, on in more if on))

    def assessor(self) -> Assessor:
        """Return what judges the rows."""
        from vatscheck.api import load_law

        return Assessor(load_law(self.law), self.day, self.services)


REJECTS, EXPLAINED = ".rejects", ".explained"
"""The endings of the parts with what was not judged, and with whole answers."""


class Worker:
    """Judges blocks in one process, and writes their parts."""

    def __init__(self, task: Task) -> None:
        self.task, self.assessor = task, task.assessor()
        writers = [writer for _, writer in task.outputs]
        self.batches: Batches | None = None
        self.provinces = Provinces(self.assessor.names)
        if task.explained is None and in_columns(task.reader, writers):
            self.batches = Batches(task.reader, self.assessor, writers)

    def judged(self, block: Block) -> tuple[list[Record], list[str], list[str], Tally]:
        """Return the lines of a block, those on rejects, whole answers, and the counts.

        Raises `AssertionError` where not every row of the block has its lines.
        """
        records: list[Record] = []
        rejects: list[str] = []
        whole: list[str] = []
        tally, lang, rows = Tally(), self.task.lang, 0
        expected = block.first
        add, given = records.append, self.assessor.given
        explained = self.task.explained
        counting = Counting(self.provinces) if self.task.summary else None
        for row in self.task.reader.rows(block):
            number = row.row
            if number != expected:
                raise AssertionError(f"row {number} stands where {expected} should")
            id, name, findings, problems = given(row)
            if problems:
                tally.refuse(problems)
                add(Record(number, id, name, UNREAD, wrong(problems, lang)))
                rejects.append(reject(number, id, problems, lang))
            if counting is not None:
                counting.row(row, findings, problems, lang)
            for finding in findings:
                add(Record(number, id, name, finding))
            if explained and any(f.status in explained for f in findings):
                whole.append(self._explained(row, id))
            expected, rows = expected + 1, rows + 1
        if rows != block.rows:
            raise AssertionError(f"{rows} of {block.rows} rows have lines")
        tally.rows = rows
        tally.count(records)
        tally.counts = counting.done() if counting is not None else None
        return records, rejects, whole, tally

    def done(self, block: Block, parts: Parts) -> Tally:
        """Judge a block and write its parts, each whole or not at all."""
        if self.batches is not None:
            return self._in_columns(block, parts, self.batches)
        records, rejects, whole, tally = self.judged(block)
        for name, writer in self.task.outputs:
            _placed(parts.part(block.number, name), partial(writer.part, records))
        self._beside(block, parts, rejects, whole)
        return tally

    def _in_columns(self, block: Block, parts: Parts, batches: Batches) -> Tally:
        """Judge a block as a batch, and write its parts."""
        rejects: list[str] = []
        refused, lang = Tally(), self.task.lang

        def refuse(row: int, id: str | None, problems: Sequence[Problem]) -> None:
            refused.refuse(problems)
            rejects.append(reject(row, id, problems, lang))
            if refused.counts is not None:
                refused.counts.refuse(row, problems, lang)

        provinces = self.provinces if self.task.summary else None
        refused.counts = Counts() if provinces is not None else None
        found, tally = batches.judged(block, lang, refuse, provinces)
        tally.add(refused)
        for name, writer in self.task.outputs:
            write = partial(cast(Any, writer).batch, found)
            _placed(parts.part(block.number, name), write)
        self._beside(block, parts, rejects, [])
        return tally

    def _beside(
        self, block: Block, parts: Parts, rejects: list[str], whole: list[str]
    ) -> None:
        """Write the parts with what was not judged, and with whole answers."""
        for name, lines in ((REJECTS, rejects), (EXPLAINED, whole)):
            if name in parts.names:
                text = "".join(lines).encode()
                _placed(parts.part(block.number, name), partial(_write, text))

    def _explained(self, row: Given, id: str | None) -> str:
        """The whole answer for a row on one line, as `assess` gives it."""
        from vatscheck.answers.assess import document
        from vatscheck.engine.assess import assess
        from vatscheck.profile.load import digest

        profile = self.assessor.profile(row)
        raw = profile.model_dump_json(exclude_none=True).encode()
        answer = assess(profile, self.assessor.law, self.assessor.day)
        found = document(answer._replace(digest=digest(raw)), self.task.lang)
        data = {"row": row.row, "id": id, "assessment": found.to_dict()}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _placed(path: Path, write: Callable[[Path], object]) -> None:
    """Let a file take its place once it is whole."""
    fresh = path.with_name(f"{path.name}{FRESH}")
    write(fresh)
    fresh.replace(path)


def reject(row: int, id: str | None, problems: Sequence[Problem], lang: Lang) -> str:
    """Return what is wrong with a row as a line of JSON: each problem by its key."""
    from vatscheck.answers.errors import described

    told = [described(problem, lang) for problem in problems]
    shown = [{key: one[key] for key in ("id", "key", "text")} for one in told]
    data = {"row": row, "id": id, "problems": shown}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def blocks_done(task: Task, parts: Parts, jobs: int) -> Iterator[tuple[Block, Tally]]:
    """Yield each block with its counts, in order, once all its parts are there.

    Raises `OtherRun` where a block that is done is not that of the input.
    """
    waiting = deque[tuple[Block, "Future[Tally] | Tally"]]()
    pool = _Pool(task, parts, jobs)
    try:
        for block in task.reader.blocks():
            known = parts.known(block)
            waiting.append((block, pool.ask(block) if known is None else known))
            while len(waiting) > pool.ahead:
                yield _finished(parts, *waiting.popleft())
        while waiting:
            yield _finished(parts, *waiting.popleft())
    finally:
        pool.close()


def _finished(
    parts: Parts, block: Block, found: Future[Tally] | Tally
) -> tuple[Block, Tally]:
    if isinstance(found, Tally):
        if block.number >= len(parts.done):
            parts.enter(block, found)
        return block, found
    tally = found.result()
    parts.enter(block, tally)
    return block, tally


class _Pool:
    """The processes of a run; one = this one, which judges a block as it is asked."""

    def __init__(self, task: Task, parts: Parts, jobs: int) -> None:
        self.parts, self.ahead = parts, 0
        self.worker = Worker(task) if jobs == 1 else None
        self.executor: ProcessPoolExecutor | None = None
        if jobs > 1:
            self.ahead = jobs + AHEAD
            self.executor = ProcessPoolExecutor(
                jobs, get_context("spawn"), _begin, (task, parts)
            )

    def ask(self, block: Block) -> Future[Tally] | Tally:
        if self.executor is not None:
            return self.executor.submit(_judge, block)
        assert self.worker is not None
        return self.worker.done(block, self.parts)

    def close(self) -> None:
        if self.executor is not None:
            self.executor.shutdown(wait=True, cancel_futures=True)


_here: list[tuple[Worker, Parts]] = []


def _begin(task: Task, parts: Parts) -> None:
    """Make a process ready; an interruption is a matter of the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here.append((Worker(task), parts))


def _judge(block: Block) -> Tally:
    worker, parts = _here[0]
    return worker.done(block, parts)


def joined(task: Task, parts: Parts, blocks: int, files: dict[str, Path]) -> None:
    """Put the parts of all outputs together, and then let each take its place.

    `files` are the outputs by the ending of their parts.
    """
    fresh: list[tuple[Path, Path]] = []
    writers: dict[str, Any] = dict(task.outputs)
    for name, path in files.items():
        made = path.with_name(f".{path.name}{FRESH}")
        every = parts.every(name, blocks)
        if name in writers:
            writers[name].join(every, made)
        else:
            _together(every, made)
        fresh.append((made, path))
    for made, path in fresh:
        made.replace(path)
    parts.remove()


def _together(parts: Iterable[Path], path: Path) -> None:
    from shutil import copyfileobj

    with path.open("wb") as whole:
        for part in parts:
            with part.open("rb") as file:
                copyfileobj(file, whole)
