"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Language = Annotated[
    Literal["en", "zh"],
    typer.Option("--lang", envvar="VATSCHECK_LANG", help="Language of the answer."),
]
