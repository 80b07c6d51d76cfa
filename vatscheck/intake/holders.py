"""What kind of holder a word stands for, and what a fund, a trust or a nominee means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vatscheck.names.aliases import fold

DATA = Path(__file__).parent / "holders.toml"


class Kind(NamedTuple):
    """A kind of holder: `kind` is the profile's word for it, none if it has none.

    `note` says what such a holder means; `home_unknown` = its own home decides nothing.
    """

    id: str
    words: Sequence[str]
    kind: str | None = None
    names: Sequence[str] = ()
    note: str = ""
    note_zh: str = ""
    home_unknown: bool = False


def by_word(text: str) -> Kind | None:
    """Return the kind that a word stands for, none if none."""
    return _words().get(fold(text))


def by_name(name: str) -> Kind | None:
    """Return the kind that the name of a holder gives away, of those with a note."""
    for kind in kinds():
        if kind.note and any(_holds(name, part) for part in kind.names):
            return kind
    return None


def _holds(name: str, part: str) -> bool:
    """Whether a name holds a part: a Latin one as a whole word."""
    if not part.isascii():
        return part in name
    return (
        re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name, re.IGNORECASE) is not None
    )


@cache
def kinds() -> Sequence[Kind]:
    """Return all kinds of holders, read once."""
    import tomllib

    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return [Kind(**item) for item in data["holder"]]


@cache
def _words() -> dict[str, Kind]:
    return {fold(word): kind for kind in kinds() for word in kind.words}
