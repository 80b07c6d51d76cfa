"""Where each record stands in the TOML files of a law, and what is written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vatscheck.law.compile import sources

HEADER = re.compile(r"\s*\[\[\s*([a-z._]+)\s*\]\]")
ID = re.compile(r"""\s*id\s*=\s*(["'])(.+?)\1""")


class Spot(NamedTuple):
    """A record as it is written: its kind and id, file, first line (from 1) and text.

    A part of an area is a record inside another; its text is that of the part.
    """

    kind: str
    id: str
    file: str
    line: int
    text: str

    def at(self, key: str) -> tuple[int, int]:
        """Return line and column of the value of a key, else those of the record."""
        pattern = rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*"
        hit = re.search(pattern, self.text, re.MULTILINE) if key else None
        if not hit:
            return self.line, 1
        before = self.text[: hit.end()]
        return self.line + before.count("\n"), len(before) - before.rfind("\n")


def spots_in(folder: Path) -> list[Spot]:
    """Return every record of a law folder in the order of its files."""
    return [
        spot
        for path in sources(folder)
        for spot in spots(path.read_text("utf-8-sig"), path.relative_to(folder))
    ]


def spots(text: str, file: Path) -> Iterator[Spot]:
    """Yield the records of one file; one without an id has an empty one."""
    lines = text.split("\n")
    headers = [
        (at, hit[1]) for at, line in enumerate(lines) if (hit := HEADER.match(line))
    ]
    for number, (at, name) in enumerate(headers):
        later = headers[number + 1 :]
        end = next((n for n, other in later if not _inside(other, name)), len(lines))
        first = next((n for n, _ in later), len(lines))
        ids = (ID.match(line) for line in lines[at + 1 : first])
        id = next((hit[2] for hit in ids if hit), "")
        written = "\n".join(lines[at:end]).rstrip()
        kind = name.rpartition(".")[2]
        yield Spot(kind, id, file.as_posix(), at + 1, _without_remarks(written))


def _inside(name: str, above: str) -> bool:
    return name.startswith(f"{above}.")


def _without_remarks(text: str) -> str:
    """Drop comments at the end: they belong to the record that follows."""
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines)
