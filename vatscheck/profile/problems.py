"""What is wrong with a profile: an id of the sentence, its parts, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Loc = tuple[str | int, ...]


class Problem(NamedTuple):
    """One error of a file.

    `id` names the sentence in the catalogue of words and `parts` fills it; `loc` is
    the key's path; `line` and `column` count from 1, and are 0 until they are found.
    `missing` = the key is absent, so that the table it belongs in is pointed at.
    """

    id: str
    loc: Loc = ()
    parts: Mapping[str, str] = {}
    line: int = 0
    column: int = 0
    missing: bool = False

    @property
    def key(self) -> str:
        """The path of the key as a user writes it: `owners[0].share`."""
        path = ""
        for step in self.loc:
            path += f"[{step}]" if isinstance(step, int) else f".{step}"
        return path.removeprefix(".")


class ProfileError(Exception):
    """A profile that cannot be judged, with everything that is wrong with it."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        super().__init__(f"{name}: {len(problems)} problems")
        self.name = name
        self.problems = list(problems)

    def unplaced(self) -> ProfileError:
        """Return the error without lines and columns, for data that stands in no file."""
        bare = [problem._replace(line=0, column=0) for problem in self.problems]
        return ProfileError(self.name, bare)
