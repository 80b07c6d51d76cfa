"""How much work the owners of one profile may take, the same on every machine."""

from __future__ import annotations

WORK = 60_000_000
"""The numbers that may be touched: some ten seconds on a small machine."""


class TooOpenError(Exception):
    """More is left open about the owners than can be settled with the work allowed."""


class Work:
    """What is left of the work allowed."""

    def __init__(self, allowed: int = WORK) -> None:
        self.left = allowed

    def take(self, numbers: int) -> None:
        """Take some of it; raises `TooOpenError` where not enough is left."""
        self.left -= numbers
        if self.left < 0:
            raise TooOpenError
