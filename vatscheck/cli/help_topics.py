"""`vatscheck help`: the guide, a page for each topic, laid out for the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

import typer

from vatscheck.cli.files import screen, show
from vatscheck.cli.grammar import said
from vatscheck.cli.options import Language
from vatscheck.cli.refusal import Refused
from vatscheck.words.catalogue import Lang

FOLDER = Path(__file__).parents[1] / "guide"
"""Where the pages lie: one Markdown file a topic, in English."""
TOPIC = "help-topic-"
"""How the ids of the sentences about topics begin, in the order of the guide."""
SIGNS = str.maketrans({"•": "-", "🌆": ">"})
"""Signs before an item and a picture that the encoding of a Chinese console lacks."""


def topic(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument()] = None,
    lang: Language = "en",
) -> int:
    """Show a page of the guide, the help of a command, or the list of topics."""
    if topic is None:
        show(listed(lang))
    elif topic in topics(lang):
        show(page((FOLDER / f"{topic}.md").read_text(encoding="utf-8")))
    else:
        _of_command(context, topic, lang)
    return 0


def topics(lang: Lang) -> dict[str, str]:
    """Return what each page of the guide is about, by topic, in the order of reading."""
    from vatscheck.words.catalogue import sentences

    found = sentences(lang, "help")
    return {
        id.removeprefix(TOPIC): str(text)
        for id, text in found.items()
        if id.startswith(TOPIC)
    }


def listed(lang: Lang) -> str:
    """Return the topics, one a line, and how a page is shown."""
    from vatscheck.words.catalogue import word

    found = topics(lang)
    aside = max(map(len, found))
    rows = (f"  {name:{aside}}  {text}" for name, text in found.items())
    return "\n".join([word("help-topics", lang), "", *rows])


def page(markdown: str) -> str:
    """Return a page of the guide as plain text of the width of the terminal."""
    from io import StringIO

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import CodeBlock, Markdown
    from rich.text import Text

    class AsItStands(CodeBlock):
        """A block whose lines are shown as the program prints them, and not broken."""

        def __rich_console__(
            self, console: Console, options: ConsoleOptions
        ) -> RenderResult:
            yield Text(str(self.text).rstrip(), no_wrap=True, overflow="ignore")

    class Guide(Markdown):
        """A page of the guide."""

        elements: ClassVar = {**Markdown.elements, "fence": AsItStands}

    width, _ = screen("table", None)
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as captured:
        console.print(Guide(markdown, hyperlinks=False), crop=False)
    text = captured.get().translate(SIGNS)
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _of_command(context: typer.Context, name: str, lang: Lang) -> None:
    """Show the help of a command. Raises `Refused` for what is none, and no topic."""
    from vatscheck.cli.main import COMMANDS, NAME, application

    if name not in COMMANDS:
        allowed = ", ".join(topics(lang))
        raise Refused("help-no-topic", found=name, allowed=allowed)
    asked = said(context)._replace(lang=lang)
    called = application([name])
    called(args=[name, "--help"], prog_name=NAME, obj=asked, standalone_mode=False)
