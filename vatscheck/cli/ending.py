"""How a command ends: its exit code, the sentence that says why, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Ending(NamedTuple):
    """An exit code, its last line on standard error, and the command to run next.

    `last` is a whole line that ends with the number, or empty; `next` gives the line
    that names a command to be pasted, and is asked only where a person reads.
    """

    code: int = 0
    last: str = ""
    next: Callable[[], str] = str
