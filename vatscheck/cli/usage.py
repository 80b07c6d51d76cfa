"""What Typer refuses, in the words of the catalogue: option, value, or word missing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from vatscheck.words.catalogue import Lang

MEANT = {
    "--json": "--format json",
    "--jsonl": "--format jsonl",
    "--html": "--format html",
    "--markdown": "--format markdown",
    "--md": "--format markdown",
    "--out": "--output",
    "--file": "--output",
    "--date": "--as-of",
    "--day": "--as-of",
    "--language": "--lang",
    "--verbose": "-vv",
}
"""Options of other programs, and what they are called here."""


def lines(error: Any, lang: Lang) -> list[str]:
    """Return what to tell of an error of usage: one line, or the help that stands in for it."""
    from vatscheck.cli.refusal import ended
    from vatscheck.formats.inert import terminal as escape

    if type(error).__name__ == "NoArgsIsHelpError":
        return [error.format_message()]
    id, parts = _problem(error)
    shown = {key: escape(str(value)) for key, value in parts.items()}
    command = error.ctx.command_path if error.ctx else "vatscheck"
    return [ended(id, 2, lang, **shown, command=command)]


def _problem(error: Any) -> tuple[str, dict[str, object]]:
    """The sentence for an error of usage, and what it is about."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_option(error)
    if kind == "MissingParameter":
        return "usage-missing", {"found": label(error.param)}
    if kind == "BadOptionUsage":
        option = _option(error)
        id = "usage-takes-none" if option and option.is_flag else "usage-wants-value"
        return id, {"found": error.option_name}
    param = getattr(error, "param", None)
    if param is not None:
        return _wrong(error, param)
    if str(error.message).startswith("Missing command"):
        return "usage-which-command", {}
    return "usage-wrong", {"reason": error.format_message()}


def _no_option(error: Any) -> tuple[str, dict[str, object]]:
    """An option that the command does not have, and the one that may be meant."""
    found = error.option_name
    options = _options(error)
    bare = {name.lstrip("-"): name for name in options}
    near = get_close_matches(found.lstrip("-"), bare, n=1)
    meant = MEANT.get(found, "")
    hint = meant if meant.split(" ")[0] in {*options, "-vv"} else ""
    hint = hint or next((bare[name] for name in near), "")
    id = "usage-no-option-near" if hint else "usage-no-option"
    return id, {"found": found, "hint": hint}


def _wrong(error: Any, param: Any) -> tuple[str, dict[str, object]]:
    """A value that an option or an argument does not take."""
    found, name = _given(error), label(param)
    choices = [str(choice) for choice in param.type_descriptor.choices or ()]
    if not choices:
        return _number(param, {"name": name, "found": found})
    near = get_close_matches(found, choices, n=1)
    id = "usage-not-one-of-near" if near else "usage-not-one-of"
    allowed = ", ".join(choices)
    hint = "".join(near)
    return id, {"name": name, "found": found, "allowed": allowed, "hint": hint}


def _number(param: Any, parts: dict[str, object]) -> tuple[str, dict[str, object]]:
    """A value that is no number, or too small a one, or not what any option takes."""
    if getattr(param, "min", None) is not None:
        return "usage-number-least", {**parts, "least": param.min}
    whole = "int" in str(param.type_descriptor.annotation)
    return "usage-no-number" if whole else "usage-wrong-value", parts


def _given(error: Any) -> str:
    """The value that was refused, as it was typed."""
    cause = error.__cause__
    if cause is None or not hasattr(cause, "errors"):
        return str(error.message)
    return str(cause.errors()[0].get("input", ""))


def label(param: Any) -> str:
    """Return what an option or argument is called where it is typed."""
    if param.param_type_name == "option":
        return "/".join(sorted(param.opts, key=len))
    from vatscheck.cli.help import metavar

    return metavar(param)


def _option(error: Any) -> Any:
    name = error.option_name
    params = error.ctx.command.params if error.ctx else ()
    return next((found for found in params if name in found.opts), None)


def _options(error: Any) -> list[str]:
    """Every long option of the command."""
    params = error.ctx.command.params if error.ctx else ()
    return [name for found in params for name in found.opts if name.startswith("--")]
