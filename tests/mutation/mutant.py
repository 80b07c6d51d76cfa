"""One mutant in a process of its own: `python -m tests.mutation.mutant MODULE NUMBER [--quick]`.

Exit code 0 = it survives, 1 = a test fails, any other = it does not even run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from tests.mutation.mutations import mutated

SURVIVES, FAILS = 0, 1


def path_of(module: str) -> Path:
    """Return the file of a module below the current folder."""
    return Path(*module.split(".")).with_suffix(".py")


class _Mutant(SourceFileLoader):
    """Loads a module with one change made to it; nothing is kept beside the file."""

    number = 0

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        tree: Any = mutated(source, self.number)
        return compile(tree, self.path, "exec")


class Hook(MetaPathFinder):
    """Finds one module, and puts the mutant in its place."""

    def __init__(self, module: str, number: int) -> None:
        self.module, self.number = module, number

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Return the spec of the mutant, or none for any other module."""
        if fullname != self.module:
            return None
        loader = _Mutant(fullname, str(path_of(fullname).resolve()))
        loader.number = self.number
        return spec_from_file_location(fullname, loader.path, loader=loader)


def judged(module: str, *, quick: bool) -> int:
    """Run the stages of a module; say what fails, and return the exit code."""
    from tests.mutation.stages import failure, stages  # these import the mutant

    for stage in stages(module, quick=quick):
        start = time.process_time()
        if found := failure(stage):
            print(found)
            return FAILS
        print(f"{time.process_time() - start:.1f} s {stage.name}")
    return SURVIVES


if __name__ == "__main__":
    NAME, AT = sys.argv[1:3]
    if int(AT) >= 0:  # below, the tests are run on what is there
        sys.meta_path.insert(0, Hook(NAME, int(AT)))
    try:
        CODE = judged(NAME, quick="--quick" in sys.argv)
    except BaseException as error:  # whatever it breaks, it is noticed
        print(f"{type(error).__name__}: {str(error)[:200]}")
        CODE = FAILS
    sys.stdout.flush()
    os._exit(CODE)
