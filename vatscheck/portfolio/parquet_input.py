"""Companies in a Parquet file, nested or flat, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vatscheck.names.index import Names
from vatscheck.portfolio.arrow_input import ROW, Layout, text
from vatscheck.portfolio.headings import ID, Legend
from vatscheck.portfolio.rows import Block, Given
from vatscheck.profile.problems import Problem, ProfileError

ROWS = 32_768
"""The rows of a batch: the more, the faster columns are looked at, and the more is held."""
BUFFER = 1 << 20
"""Bytes of a column that are read at a time: a group of rows is never held whole."""


class ParquetReader:
    """Reads companies out of a Parquet file.

    Raises `ProfileError` for what is none, and for columns that cannot be understood.
    """

    def __init__(
        self,
        path: Path,
        names: Names,
        mapped: Mapping[str, str] | None = None,
        owners: Any = None,
    ) -> None:
        self.path, self.names, self.owners = path, names, owners
        self.legend = Legend(path.name, mapped or {})
        self._layout: Layout | None = None
        with self._open() as file:
            stored = file.schema_arrow
        # Rows of a file are counted: a column that numbers them is not read.
        self.schema = pa.schema([field for field in stored if field.name != ROW])
        self.numbered = ROW in stored.names
        self.headings = self.layout.headings

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_layout": None}

    def _open(self) -> Any:
        try:
            return pq.ParquetFile(self.path, buffer_size=BUFFER, pre_buffer=False)
        except (pa.ArrowException, OSError):
            raise ProfileError(self.path.name, [Problem("table-no-parquet")]) from None

    @property
    def layout(self) -> Layout:
        """What the columns mean."""
        if self._layout is None:
            self._layout = Layout(self.schema, self.names, self.legend, self.owners)
        return self._layout

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What is to be told of the file as a whole: columns that are not read."""
        unread = (*self.headings.unread, *([ROW] if self.numbered else []))
        if not unread:
            return ()
        parts = {"found": ", ".join(unread)}
        return (Problem("table-unread", parts=parts),)

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in blocks of at most 32,768, as Arrow writes them."""
        number, first = 0, 1
        said = repr((self.legend, self.owners and self.owners.digest)).encode()
        names = self._read.names
        with self._open() as file:
            for found in file.iter_batches(ROWS, columns=names, use_threads=False):
                raw = found.select(names).serialize()
                digest = sha256(said)
                digest.update(raw)
                held = raw.to_pybytes()
                yield Block(number, first, found.num_rows, held, digest.hexdigest())
                number, first = number + 1, first + found.num_rows

    @property
    def _read(self) -> Any:
        """The columns that are read, with their types."""
        names = {part.path[0] for part in self.layout.every}
        return pa.schema([field for field in self.schema if field.name in names])

    def batch(self, block: Block) -> Any:
        """Return a block as a batch of the columns that are read."""
        return pa.ipc.read_record_batch(pa.py_buffer(block.payload), self._read)

    def ids(self) -> Iterator[str]:
        """Yield the keys of the companies."""
        at = self.layout.at.get(ID)
        name = None if at is None else self.layout.flat[at].path[0]
        with self._open() as file:
            for found in file.iter_batches(ROWS, columns=[name] if name else []):
                every = found.column(0).to_pylist() if name else ()
                yield from (str(text(id)) for id in every if id is not None)

    def rows(self, block: Block) -> Iterable[Given]:
        """Return the rows of a block in their order; one that cannot be read is one too."""
        return self.layout.rows(self.batch(block), block.first)
