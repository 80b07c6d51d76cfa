"""Running the command line in this process, and what it printed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from vatscheck import loading
from vatscheck.cli import main
from vatscheck.law import book, overlay
from vatscheck.law.book import load_law
from vatscheck.upkeep import folders, inspection

ROOT = Path(__file__).parents[2]
PROFILES = ROOT / "profiles"


LAW = load_law()
"""What commands find as the bundled law, so that what is worked out from it is kept."""
OWN = (folders, inspection, loading, overlay)
"""Modules that load a law of their own, perhaps to change it: imported before."""


class Ran(NamedTuple):
    """An exit code and both outputs."""

    code: int
    out: str
    err: str

    @property
    def why(self) -> str:
        """The last line on standard error."""
        return self.err.splitlines()[-1] if self.err else ""


def run(*arguments: str | Path, width: int = 80, stdin: bytes = b"") -> Ran:
    """Run `vatscheck` with these arguments and return its code and outputs."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["vatscheck", *map(str, arguments)]
    source = io.TextIOWrapper(io.BytesIO(stdin))
    with (
        patch.object(sys, "argv", argv),
        patch.object(sys, "stdin", source),
        patch.object(book, "load_law", lambda: LAW),
        patch.dict("os.environ", {"COLUMNS": str(width)}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = main.call()
    return Ran(code, out.getvalue(), err.getvalue())


def shell(command: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `vatscheck` is a process of its own."""
    python = f'"{sys.executable}" -m vatscheck'
    return subprocess.run(
        ["bash", "-c", command.replace("vatscheck", python, 1)],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        check=False,
    )
