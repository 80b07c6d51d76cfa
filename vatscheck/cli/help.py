"""The help of the program and of a command, laid out from the words of `help.toml`."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from vatscheck.cli.typed import QUIET
from vatscheck.formats.breaking import lines, width
from vatscheck.words.catalogue import Lang, chinese, has, sentences

if TYPE_CHECKING:
    from typer import Context
    from typer.core import TyperCommand, TyperGroup

Rows = tuple[tuple[str, ...], ...]
GROUPS: dict[str, dict[str, Rows]] = {
    "vatscheck": {
        "begin": (("start",), ("init",), ("classify",), ("intake",), ("check",)),
        "judge": (
            *(("assess",), ("cures",), ("where",), ("limits",), ("timeline",)),
            *(("why",), ("whatif",), ("compare",)),
        ),
        "hand-over": (("report",),),
        "keep-up": (("batch",), ("drift",), ("waive",)),
        "look-up": (
            ("services", "places", "facts", "explain"),
            ("schema", "law", "help"),
        ),
    },
    "vatscheck law": {
        "read": (("list",), ("show",), ("page",), ("coverage",)),
        "keep": (("stale",), ("diff",), ("new",)),
        "prove": (("lint",), ("test",)),
    },
}
"""The commands in the order of work; those of one row are told of together."""
METAVARS = {
    "profiles": "PROFILE...",
    "profile": "PROFILE",
    "products": "PRODUCT...",
    "services": "SERVICE...",
    "sides": "PROFILE...",
    "names": "FACT...",
    "words": "WORD...",
    "prefix": "PLACE",
    "path": "FILE",
    "name": "NAME",
    "id": "ID",
    "kind": "KIND",
    "old": "OLD",
    "new": "NEW",
    "service": "SERVICE",
    "product": "PRODUCT",
    "as_of": "DAY",
    "before": "DAY",
    "older_than": "DAYS",
    "set": "KEY=VALUE",
    "unset": "KEY",
    "apply": "NUMBER",
    "output": "FILE",
    "source": "FILE",
    "jobs": "N",
    "max_errors": "N",
    "rejects": "FILE",
    "only": "STATUS",
    "owners": "FILE",
    "law_folder": "FOLDER",
    "route": "ID",
    "sheet": "NAME",
    "map": "HEAD=MEANING",
    "mapped": "HEAD=MEANING",
    "clarify": "FILE",
    "tasks": "FILE",
    "rule": "RULE",
    "topic": "TOPIC",
}
"""What is to be written for an argument, or behind an option."""
PARTS = {
    "judge": (
        *("service", "product", "as_of", "servers_stay", "set", "unset", "law_folder"),
        *("saved", "fail_on", "exit_zero", "no_waivers", "against", "max_age"),
        *("keep_going", "until", "by", "reason", "decided", "evidence", "accept"),
        *("older_than", "before", "source", "owners", "mapped", "sheet", "tasks"),
        *("strict", "ask", "trial"),
    ),
    "print": (
        *(
            "format",
            "lang",
            "language",
            "full",
            "ids",
            "sources",
            "notes",
            "suppressed",
        ),
        *("failed", "route", "template"),
    ),
    "write": (
        *("output", "update", "clarify", "force", "apply", "into", "path", "all_"),
        *("rejects", "explain", "only"),
    ),
}
"""Options by what they settle: what to judge, how to print, where to write."""
JUDGES = ("assess", "batch", "drift", "check", "law lint", "law test")
"""Commands whose exit code is a verdict."""
ASIDE, INDENT, WIDEST = 22, 2, 100
"""Where the texts of options begin, how far labels are set in, the longest line."""


def of_group(group: TyperGroup, context: Context, lang: Lang) -> str:
    """Return the help of the program, or of a command that has commands of its own."""
    path = context.command_path
    key = _key(path)
    layout = _Layout(lang)
    found = [
        f"{layout.say('usage')}{path} COMMAND [OPTIONS]",
        "",
        *layout.text(layout.say(f"about{key}")),
        "",
    ]
    grouped = _grouped(path, list(group.commands))
    for name, rows in grouped.items():
        found.append(layout.say(f"group-{name}"))
        aside = max(width(", ".join(row)) for row in _beside(grouped, rows))
        for row in rows:
            text = layout.say(f"row{key}-{row[0]}")
            found += layout.entry(", ".join(row), text, aside + 2 * INDENT)
        found.append("")
    found += layout.foot(key)
    return "\n".join(found).rstrip()


def of_command(command: TyperCommand, context: Context, lang: Lang) -> str:
    """Return the help of a command: usage, what it does, options by group, examples."""
    layout, path = _Layout(lang), context.command_path
    key = _key(path)
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    wanted = (_wanted(param) for param in options if param.required)
    usage = " ".join([path, *map(_usage, arguments), *wanted, "[OPTIONS]"])
    found = [*layout.text(f"{layout.say('usage')}{usage}"), ""]
    found += [*layout.text(layout.say(f"about{key}")), ""]
    for param in arguments:
        found += layout.entry(metavar(param), layout.of(param, key), ASIDE)
    if arguments:
        found.append("")
    for part, group in _parted(options).items():
        found.append(layout.say(f"part-{part}"))
        for param in group:
            found += layout.entry(_option(param), layout.of(param, key), ASIDE)
        if part == "print" and path.removeprefix("vatscheck ") in JUDGES:
            found += layout.entry(", ".join(QUIET), layout.say("option-quiet"), ASIDE)
        found.append("")
    found += layout.foot(key)
    return "\n".join(found).rstrip()


def metavar(param: Any) -> str:
    """Return what is to be written for an argument, or behind an option."""
    choices = param.type_descriptor.choices
    if choices:
        return "|".join(map(str, choices))
    named = METAVARS.get(param.name, param.name.upper())
    if param.param_type_name == "option":
        return str(param.metavar or named.removesuffix("..."))
    return named if param.nargs == 1 else f"{named.removesuffix('...')}..."


def _usage(param: Any) -> str:
    return metavar(param) if param.required else f"[{metavar(param)}]"


def _wanted(param: Any) -> str:
    """An option that has to be given, as it stands in the usage."""
    return f"{param.opts[-1]} {metavar(param)}"


def _option(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {metavar(param)}"


def _key(path: str) -> str:
    """The part of a word's id that names the command; nothing for the program itself."""
    return "".join(f"-{name}" for name in path.split(" ")[1:])


def _grouped(path: str, names: list[str]) -> dict[str, Rows]:
    """The rows of commands that there are, by group."""
    found = {
        group: tuple(row for row in rows if set(row) <= set(names))
        for group, rows in GROUPS[path].items()
    }
    return {group: rows for group, rows in found.items() if rows}


def _beside(grouped: dict[str, Rows], rows: Rows) -> Iterator[tuple[str, ...]]:
    """The rows whose sentences begin in one column: all that tell of one command."""
    single = [row for found in grouped.values() for row in found if len(row) == 1]
    yield from single if rows[0] in single else rows


def _parted(options: Iterable[Any]) -> dict[str, list[Any]]:
    """The options by what they settle; one that is not listed is about the answer."""
    found: dict[str, list[Any]] = {part: [] for part in PARTS}
    for param in options:
        home = (part for part, names in PARTS.items() if param.name in names)
        found[next(home, "judge")].append(param)
    return {
        part: sorted(group, key=lambda p: _place(part, p.name))
        for part, group in found.items()
        if group
    }


def _place(part: str, name: str) -> int:
    names = PARTS[part]
    return names.index(name) if name in names else len(names)


class _Layout:
    """Texts of one language in lines that the reader's terminal holds."""

    def __init__(self, lang: Lang) -> None:
        self.lang, self.wide = lang, chinese(lang)
        columns = shutil.get_terminal_size((80, 24)).columns
        self.room = max(40, min(columns if sys.stdout.isatty() else 80, WIDEST))

    def say(self, id: str) -> str:
        """A text of the help, which is all that is read of the words."""
        return str(sentences(self.lang, "help")[f"help-{id}"])

    def of(self, param: Any, key: str) -> str:
        """What is said of an option: by this command, by all, or in the code."""
        name = (
            f"{param.name}s"
            if param.name == "output" and param.multiple
            else param.name
        )
        for id in (f"option{key}-{name}", f"option-{name}"):
            if has(f"help-{id}", "help"):
                return self.say(id)
        return str(param.help or "")

    def text(self, text: str, indent: int = 0) -> list[str]:
        found = lines(text, self.room - indent, self.wide)
        return [f"{' ' * indent}{line}" for line in found]

    def entry(self, label: str, text: str, aside: int) -> list[str]:
        """A label with its text from a column on, or below it where it is too wide."""
        head = f"{' ' * INDENT}{label}"
        first, *more = self.text(text, aside)
        if width(head) + INDENT > aside:
            return [head, first, *more]
        return [head.ljust(aside) + first.lstrip(), *more]

    def example(self, command: str) -> list[str]:
        """A command that can be pasted, over several lines where it is too long."""
        rows = [""]
        for word in self.pieces(command):
            if rows[-1] and len(f"{rows[-1]} {word}") > self.room - 2 * INDENT - 2:
                rows.append("")
            rows[-1] += f"{' ' if rows[-1] else ''}{word}"
        first, *more = rows
        continued = (f"{' ' * 2 * INDENT}{row}" for row in more)
        lines_ = [f"{' ' * INDENT}{first}", *continued]
        return [f"{row} \\" for row in lines_[:-1]] + lines_[-1:]

    @staticmethod
    def pieces(command: str) -> list[str]:
        """The words of a command, an option with the value behind it, quotes kept."""
        found: list[str] = []
        for word in re.findall(r'(?:"[^"]*"|\S)+', command):
            value = found and found[-1].startswith("-") and " " not in found[-1]
            if value and not word.startswith("-"):
                found[-1] += f" {word}"
            else:
                found.append(word)
        return found

    def foot(self, key: str) -> list[str]:
        """The examples and the exit codes."""
        found = []
        if has(f"help-examples{key}", "help"):
            shown = self.say(f"examples{key}").strip().splitlines()
            head = self.say("heading-examples" if key else "first-steps")
            found += [head, *(row for line in shown for row in self.example(line)), ""]
        if not key:
            found += self.text(self.say("options"))
        if has(f"help-exit{key}", "help"):
            found += self.text(self.say(f"exit{key}"))
        return found
