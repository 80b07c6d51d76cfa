"""Verdicts as JSON Lines: one object a line, every column in its order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring
from pathlib import Path
from shutil import copyfileobj

from vatscheck.portfolio.rows import Edition, Finding, Record

KEPT = 16_384
"""How many findings are kept as text."""


class JsonlWriter:
    """Writes verdicts as JSON Lines."""

    def __init__(self, edition: Edition) -> None:
        self.end = _text(edition._asdict()).removeprefix("{")
        self._known: dict[int, tuple[Finding, str]] = {}

    def part(self, records: Sequence[Record], path: Path) -> None:
        """Write the lines of one block to a file of its own; the same bytes for the same."""
        path.write_bytes(self.bytes(records))

    def bytes(self, records: Sequence[Record]) -> bytes:
        """Return the lines of some records."""
        return "".join(self._lines(records)).encode()

    def join(self, parts: Iterable[Path], path: Path) -> None:
        """Put all parts together in their order."""
        with path.open("wb") as whole:
            for part in parts:
                with part.open("rb") as file:
                    copyfileobj(file, whole)

    def _lines(self, records: Sequence[Record]) -> list[str]:
        known, end, quoted = self._known, self.end, encode_basestring
        lines: list[str] = []
        for row, id, name, found, error in records:
            seen = known.get(id_(found))
            text = seen[1] if seen else self._learnt(found)
            lines.append(
                f'{{"row":{row},"id":{"null" if id is None else quoted(id)},'
                f'"name":{"null" if name is None else quoted(name)},{text}'
                f'"error":{"null" if error is None else quoted(error)},{end}\n'
            )
        return lines

    def _learnt(self, found: Finding) -> str:
        """The columns of a finding as text; the finding is kept, so that no other has its id."""
        if len(self._known) >= KEPT:
            self._known.clear()
        data = found._asdict() | {"cap": _plain(found)}
        text = _text(data)[1:-1] + ","
        self._known[id_(found)] = found, text
        return text


id_ = id
"""Python's own number of an object, beside the reader's key of a row."""


def _plain(found: Finding) -> int | float | None:
    """The cap as a number of JSON: a whole one where it is whole, as in `assess`."""
    cap = found.cap
    if cap is None:
        return None
    return int(cap) if cap == cap.to_integral_value() else float(cap)


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
