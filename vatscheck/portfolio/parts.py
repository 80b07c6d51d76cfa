"""What is done of a run, on the disk: the parts of each output, and a list of the blocks.

The folder stands beside the first output until all outputs are whole. A block is in the
list once all its parts are there; a run that was interrupted goes on behind the last.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any

from vatscheck.portfolio.rows import Block
from vatscheck.portfolio.tally import Tally

SUFFIX = ".parts"
MANIFEST = "manifest.jsonl"
FRESH = ".new"
Head = Mapping[str, Any]
"""What a run rests on: the law, the day, the options."""


class OtherRun(Exception):
    """What lies in the folder is of another run; the message says what differs."""


class Parts:
    """The folder of parts of a run, named after its first output.

    `names` are the endings of the parts of each block, one for each output.
    """

    def __init__(self, output: Path, names: tuple[str, ...]) -> None:
        self.folder = output.with_name(f"{output.name}{SUFFIX}")
        self.names = names
        self.done: list[dict[str, Any]] = []

    def begin(self, head: Head) -> None:
        """Make the folder anew: what another run left in it is gone."""
        if self.folder.exists():
            rmtree(self.folder)
        self.folder.mkdir(parents=True)
        self._append(dict(head))

    def resume(self, head: Head) -> None:
        """Read what is done. Raises `OtherRun` for what is of another run, or is no run."""
        try:
            text = (self.folder / MANIFEST).read_text(encoding="utf-8")
        except OSError:
            raise OtherRun("parts") from None
        every = list(_objects(text))
        known = every[0] if every else {}
        different = [key for key in head if known.get(key) != head[key]]
        if different or set(known) != set(head):
            raise OtherRun(different[0] if different else "parts")
        for at, entry in enumerate(every[1:]):
            if not all(self.part(at, name).exists() for name in self.names):
                break
            self.done.append(entry)
        self.begin_again(head)

    def begin_again(self, head: Head) -> None:
        """Write the list anew with the blocks that are done."""
        fresh = self.folder / f"{MANIFEST}{FRESH}"
        lines = (json.dumps(entry) + "\n" for entry in (dict(head), *self.done))
        fresh.write_text("".join(lines), encoding="utf-8")
        fresh.replace(self.folder / MANIFEST)

    def known(self, block: Block) -> Tally | None:
        """Return what came of a block that is done. Raises `OtherRun` for another block."""
        if block.number >= len(self.done):
            return None
        entry = self.done[block.number]
        if (entry["first"], entry["rows"], entry["digest"]) != block[1:3] + block[4:]:
            raise OtherRun("input")
        return Tally.of(entry["tally"])

    def enter(self, block: Block, tally: Tally) -> None:
        """Enter a block of which all parts are there."""
        entry = {"first": block.first, "rows": block.rows, "digest": block.digest}
        self._append(entry | {"tally": tally.data()})

    def part(self, number: int, name: str) -> Path:
        """Return the path of one part of a block."""
        return self.folder / f"{number:06}{name}"

    def every(self, name: str, blocks: int) -> Iterator[Path]:
        """Yield the parts of one output in their order."""
        return (self.part(number, name) for number in range(blocks))

    def remove(self) -> None:
        """Remove the folder: all outputs are whole."""
        rmtree(self.folder)

    def _append(self, entry: Mapping[str, Any]) -> None:
        with (self.folder / MANIFEST).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The whole lines of the list; one that broke off in the middle is none."""
    for line in text.split("\n")[:-1]:
        try:
            yield json.loads(line)
        except ValueError:
            return
