"""A page as Markdown, in which nothing of a profile comes alive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vatscheck.formats import inert
from vatscheck.formats.page import (
    BREAK,
    Beside,
    Block,
    Code,
    Entries,
    Heading,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Simple,
    Table,
    Tasks,
    colon,
    line,
    semicolon,
    told,
)


def render(page: Page) -> str:
    """Return the page as Markdown (GFM tables)."""
    found = (simple for block in page.blocks for simple in _simple(block, page.lang))
    blocks = ("\n".join(_block(block, page.lang)) for block in found)
    return "\n\n".join(block for block in blocks if block)


def _simple(block: Block, lang: str) -> Iterator[Simple | Tasks]:
    """Yield a block as Markdown has it: task lists, and what else is no table there."""
    if isinstance(block, Tasks):
        yield block
    elif isinstance(block, Beside):
        for found in (*block.left, *block.right):
            yield from _simple(found, lang)
    else:
        yield from told(block, lang)


def _block(block: Simple | Tasks, lang: str) -> Iterator[str]:
    after = colon(lang)
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_text(block.line, plain=True)}"
    elif isinstance(block, Paragraph):
        yield _text(block.line)
    elif isinstance(block, Labels | Listing):
        yield from _items(block, after)
    elif isinstance(block, Code):
        yield from _code(block.text)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Entries):
        yield from _entries(block, after)
    elif isinstance(block, Tasks):
        yield from _tasks(block, semicolon(lang))


def _items(block: Labels | Listing, after: str) -> Iterator[str]:
    """Lines of a list, each behind its label or its number."""
    if isinstance(block, Labels):
        for label in block.labels:
            word = (Run(label.word, "strong"), Run(after)) if label.word else ()
            yield f"- {_text(line(word, label.line))}"
        return
    yield from _listing(block)


def _code(text: str) -> Iterator[str]:
    """Lines between fences longer than any row of backticks in them."""
    rows = map(inert.terminal, text.splitlines())
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (fence, *rows, fence)


def _tasks(block: Tasks, between: str) -> Iterator[str]:
    """Yield a checklist as a task list, as issues and wikis tick it off."""
    for group in block.groups:
        if group.heading:
            yield f"### {_text(group.heading, plain=True)}"
            yield ""
        for task in group.tasks:
            box = "x" if task.ticked else " "
            cells = between.join(_text(cell) for cell in task.cells if cell)
            yield f"- [{box}] {inert.markdown(task.number)} {cells}"
        yield ""


def _listing(block: Listing) -> Iterator[str]:
    """Yield the items of a list; what has no number of its own stands below one that has."""
    below = ""
    for mark, text in block.items:
        if mark.isdecimal():
            below = " " * len(f"{mark}. ")
            yield f"{mark}. {_text(text)}"
        else:
            yield f"{below if not mark else ''}- {_text(text)}"


def _entries(block: Entries, after: str) -> Iterator[str]:
    for entry in block.entries:
        name = Run(entry.mark.text, "strong"), Run(after)
        yield f"- {_text(line(name, entry.name))}"
        for note in entry.notes:
            word = Run(note.word, "strong"), Run(after)
            yield f"  - {_text(line(word, note.line))}"


def _table(block: Table) -> Iterator[str]:
    heads = (line(Run(column.head)) for column in block.columns)
    yield _row(map(_text, heads))
    yield _row("---" for _ in block.columns)
    for row in block.rows:
        yield _row(map(_text, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(found: Line, plain: bool = False) -> str:
    return "".join(_run(run, plain) for run in found)


def _run(run: Run, plain: bool) -> str:
    head = run.text[: len(run.text) - len(run.text.lstrip(" "))]
    tail = run.text[len(run.text.rstrip(" ")) :]
    if run == BREAK:
        return "<br>"
    text = inert.markdown(inert.terminal(run.text))
    if not text or plain or run.style in ("", "dim", "link"):
        return f"{head}{text}{tail if text else ''}"
    if run.style == "code":
        code = inert.terminal(run.text.strip()).replace("`", "'").replace("|", "\\|")
        return f"{head}`{code}`{tail}"
    if run.style == "ref":
        return f" ({text})"
    return f"{head}**{text}**{tail}"
