"""What is known so far, as much of it as may be kept: what is least used leaves."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Store(Generic[V]):
    """Values by key, of which at least the last `most` that were asked for are kept.

    At most twice as many are: what was not asked for while as many others came is let
    go at once, and has to be found out again. No value may be none.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._young: dict[Hashable, V] = {}
        self._old: dict[Hashable, V] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: Hashable) -> V | None:
        """Return the value of a key, none if it is not known, or no more."""
        found = self._young.get(key)
        if found is None and self._old:
            found = self._old.pop(key, None)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Hashable, value: V) -> V:
        """Keep a value under a key, and return it."""
        if len(self._young) >= self.most:
            self._old, self._young = self._young, {}
        self._young[key] = value
        return value
