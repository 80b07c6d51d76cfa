"""A page as Markdown, in which nothing of a profile comes alive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vatscheck.formats import inert
from vatscheck.formats.page import (
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
    Table,
    line,
)


def render(page: Page) -> str:
    """Return the page as Markdown (GFM tables)."""
    blocks = ("\n".join(_block(block)) for block in page.blocks)
    return "\n\n".join(block for block in blocks if block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_text(block.line, plain=True)}"
    elif isinstance(block, Paragraph):
        yield _text(block.line)
    elif isinstance(block, Labels):
        for label in block.labels:
            word = (Run(label.word, "strong"), Run(": ")) if label.word else ()
            yield f"- {_text(line(word, label.line))}"
    elif isinstance(block, Listing):
        for mark, text in block.items:
            yield f"{f'{mark}.' if mark.isdecimal() else '-'} {_text(text)}"
    elif isinstance(block, Code):
        yield from _code(block.text)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Entries):
        yield from _entries(block)


def _code(text: str) -> Iterator[str]:
    """Lines between fences longer than any row of backticks in them."""
    rows = map(inert.terminal, text.splitlines())
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (fence, *rows, fence)


def _entries(block: Entries) -> Iterator[str]:
    for entry in block.entries:
        name = Run(entry.mark.text, "strong"), Run(": ")
        yield f"- {_text(line(name, entry.name))}"
        for note in entry.notes:
            word = Run(note.word, "strong"), Run(": ")
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
    head = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    text = inert.markdown(run.text)
    if not text or plain or not run.style or run.style == "dim":
        return f"{head}{text}{tail if text else ''}"
    if run.style == "code":
        return f"{head}`{run.text.strip().replace('`', '')}`{tail}"
    return f"{head}**{text}**{tail}"
