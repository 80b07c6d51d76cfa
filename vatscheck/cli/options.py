"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from vatscheck.words.catalogue import LANGS, Lang


def language(text: str) -> Lang:
    """Return the language that is named, `zh-CN` and `cn` too; refuses any other."""
    found = {"cn": "zh"}.get(
        text.lower(), text.lower().replace("_", "-").partition("-")[0]
    )
    if found not in LANGS:
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(LANGS)}.")
    return found


Language = Annotated[
    Lang,
    typer.Option(
        "--lang",
        envvar="VATSCHECK_LANG",
        parser=language,
        metavar="|".join(LANGS),
        help="Language of the answer.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="The day to judge (YYYY-MM-DD); today in China if left out."
    ),
]
Services = Annotated[
    list[str] | None,
    typer.Option(
        "--service",
        help="Judge this service instead of the profile's (repeatable).",
    ),
]
Format = Annotated[
    Literal["table", "json"],
    typer.Option("--format", help="How to print the answer."),
]
LawFolder = Annotated[
    Path | None,
    typer.Option(
        "--law",
        envvar="VATSCHECK_LAW",
        help="A folder of TOML records to put on top of the bundled law.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write the answer to this file."),
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        help="Write the answer to this file (.txt .json .md .html .docx; repeatable).",
    ),
]
Form = Annotated[
    Literal["table", "json", "jsonl", "markdown", "html"],
    typer.Option("--format", help="How to print the answer."),
]
Full = Annotated[
    bool, typer.Option("--full", help="Everything, not only the short answer.")
]
Ids = Annotated[
    bool, typer.Option("--ids", help="Show the ids of records in square brackets.")
]
