"""How the command line is read: a group and a command that speak the reader's language."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from vatscheck.cli.refusal import Refused
from vatscheck.cli.typed import Typed, typed
from vatscheck.words.catalogue import LANGS

if TYPE_CHECKING:
    from typer import Context


def said(context: Context) -> Typed:
    """Return what was typed, as the program read it, or as it stands for the process."""
    found = context.obj
    return found if isinstance(found, Typed) else typed(sys.argv[1:], dict(os.environ))


class Command(TyperCommand):
    """A command with help of its own, and words that it does not know refused."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; more of them than the command takes are refused."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except Exception as error:  # a value left out is told without its command
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise
        if rest and not ctx.resilient_parsing:
            found = " ".join(rest)
            raise Refused("usage-extra", found=found, command=ctx.command_path)
        if not ctx.resilient_parsing:
            from vatscheck.cli.settings import settle

            settle(ctx)
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Carry the command out; an error is told in the language that was settled."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if (lang := ctx.params.get("lang")) in LANGS:
                error.lang = lang  # type: ignore[attr-defined]
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the command."""
        from vatscheck.cli.help import of_command

        formatter.write(of_command(self, ctx, said(ctx).lang))


class Group(TyperGroup):
    """The commands in the order of work, and a name that none has refused."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the commands by group, the first steps, the exit codes."""
        from vatscheck.cli.help import of_group

        formatter.write(of_group(self, ctx, said(ctx).lang))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named; its nearest names are told if there is none."""
        name = args[0]
        if name in self.commands or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, self.commands))
        id = "usage-no-command-near" if near else "usage-no-command"
        raise Refused(id, found=name, hint=near, command=ctx.command_path)
