"""The options that several commands share; what each says of itself is in `help.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from vatscheck.cli.grammar import said
from vatscheck.cli.refusal import Refused
from vatscheck.cli.typed import BOTH, language
from vatscheck.words.catalogue import LANGS, Lang

STATUSES = ("licensable", "conditional", "undetermined", "not_licensable", "never")
"""What `--fail-on` takes, in either spelling."""


def one_language(
    context: typer.Context, param: typer.CallbackParam, value: str
) -> Lang:
    """Return the language of an answer; what is set for all commands may be both."""
    typed = _typed(context, param)
    chosen = value if typed else said(context).chosen
    if chosen is None or (chosen == BOTH and not typed):
        return LANGS[0]
    if chosen == BOTH:
        command, allowed = context.info_name, "|".join(LANGS)
        raise Refused("one-language", command=command, allowed=allowed)
    return language(chosen) or _none(chosen, typed, LANGS)


def languages(
    context: typer.Context, param: typer.CallbackParam, value: str | None
) -> str | None:
    """Return the language of what is handed over: one, `both`, or none if none is named."""
    typed = _typed(context, param)
    chosen = value if typed else said(context).chosen
    if chosen in (None, BOTH):
        return chosen
    return language(str(chosen)) or _none(str(chosen), typed, (*LANGS, BOTH))


def status(value: str) -> str:
    """Return the status at which a run fails, by its id; `never` is none of them."""
    return one_of("--fail-on", value, STATUSES)


def one_of(name: str, value: str, statuses: Sequence[str]) -> str:
    """Return a status that an option takes, by its id, written in either spelling.

    Raises `Refused` with the statuses that there are.
    """
    found = value.replace("-", "_")
    if found not in statuses:
        allowed = ", ".join(s.replace("_", "-") for s in statuses)
        raise Refused("usage-not-one-of", name=name, found=value, allowed=allowed)
    return found


def _typed(context: typer.Context, param: typer.CallbackParam) -> bool:
    source = context.get_parameter_source(str(param.name))
    return source is not None and source.name == "COMMANDLINE"


def _none(found: str, typed: bool, allowed: tuple[str, ...]) -> Lang:
    id = "no-language" if typed else "no-language-set"
    raise Refused(id, found=found, allowed="|".join(allowed))


Handed = Literal["en", "zh", "both"]
"""In which language, or in both, something is handed over or sent out."""
Language = Annotated[
    Lang, typer.Option("--lang", callback=one_language, metavar="|".join(LANGS))
]
Languages = Annotated[
    str | None,
    typer.Option("--lang", callback=languages, metavar="|".join((*LANGS, BOTH))),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY")]
Services = Annotated[list[str] | None, typer.Option("--service", metavar="SERVICE")]
LawFolder = Annotated[
    Path | None, typer.Option("--law", envvar="VATSCHECK_LAW", metavar="FOLDER")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]
Outputs = Annotated[list[Path] | None, typer.Option("--output", "-o", metavar="FILE")]
Form = Annotated[
    Literal["table", "json", "jsonl", "markdown", "html"], typer.Option("--format")
]
Told = Annotated[
    Literal[
        "table",
        "json",
        "jsonl",
        "markdown",
        "html",
        "concise",
        "github",
        "gitlab",
        "junit",
        "sarif",
    ],
    typer.Option("--format"),
]
"""The same, and the forms that a pipeline reads."""
FailOn = Annotated[str, typer.Option("--fail-on", metavar="STATUS", callback=status)]
Full = Annotated[bool, typer.Option("--full")]
Ids = Annotated[bool, typer.Option("--ids")]
