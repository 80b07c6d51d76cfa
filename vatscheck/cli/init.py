"""`vatscheck init`: write a commented profile to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from vatscheck.cli.files import show, write
from vatscheck.cli.options import Language


def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path(
        "profile.toml"
    ),
    lang: Language = "en",
) -> int:
    """Write a commented profile that a lawyer can fill in; never overwrite a file."""
    from vatscheck.report.words import word

    if path.exists():
        print(word("exists", lang, path=path), file=sys.stderr)
        print(word("exit-2", lang, count=1), file=sys.stderr)
        return 2
    template = Path(__file__).parent / f"template.{lang}.toml"
    write(path, template.read_bytes())
    show(word("wrote", lang, path=path))
    return 0
