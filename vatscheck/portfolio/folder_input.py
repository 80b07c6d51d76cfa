"""Companies as a folder of profiles: each `*.toml` in it is a row, by its name."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from vatscheck.portfolio.rows import Block, Given
from vatscheck.profile.bounds import PROFILE
from vatscheck.profile.load import read_bytes
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.reading import decode, parse

FILES = 256
"""Profiles of a block."""
SUFFIX = ".toml"


class FolderReader:
    """Reads the profiles of a folder and of the folders in it; the id is the path there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def blocks(self) -> Iterator[Block]:
        """Yield the names of the profiles in blocks, in the order of their paths."""
        found = sorted(p for p in self.path.rglob(f"*{SUFFIX}") if p.is_file())
        names = [path.relative_to(self.path).as_posix() for path in found]
        for number, at in enumerate(range(0, len(names), FILES)):
            some = names[at : at + FILES]
            digest = sha256()
            for name in some:
                raw = self._raw(name)
                digest.update(f"{name}\n{len(raw)}\n".encode() + raw)
            yield Block(number, at + 1, len(some), some, digest.hexdigest())

    def rows(self, block: Block) -> Iterator[Given]:
        """Yield the profiles of a block; one that cannot be read is a row too."""
        for row, name in enumerate(block.payload, block.first):
            try:
                yield Given(row, name, self._data(name))
            except ProfileError as error:
                yield Given(row, name, {}, tuple(error.problems))

    def _raw(self, name: str) -> bytes:
        try:
            return read_bytes(self.path / name)
        except ProfileError:
            return b""

    def _data(self, name: str) -> dict[str, object]:
        raw = read_bytes(self.path / name)
        if len(raw) > PROFILE:
            raise ProfileError(name, [Problem("too-large", parts={"most": "1 MB"})])
        data = parse(decode(raw, name), name)
        return data if "schema" in data else {"schema": None, **data}  # no table's row
