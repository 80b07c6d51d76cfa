"""The checklist as Markdown, for a memo or a ticket: tables, and nothing alive in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from vatscheck.report.checklist.model import Checklist

SIGNS = re.compile(r"([\\`*_\[\]|~$]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""Signs that mean something anywhere, or at the beginning of a text."""
LINKS = re.compile(r"(?i)(?<=https|.http|..ftp):(?=//)|(?<=www)\.|@|(?<=mailto):")


def plain(text: str) -> str:
    """Return text in which no sign of Markdown, HTML or a link comes alive."""
    lines = (line.strip() for line in escape(text, quote=False).splitlines())
    safe = (SIGNS.sub(r"\\\1", line) for line in lines)
    return "<br>".join(LINKS.sub(lambda hit: f"&#{ord(hit[0])};", s) for s in safe)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, and a blank one."""
    yield f"| {' | '.join(map(plain, heads))} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(plain, row))} |"
    yield ""


def render(checklist: Checklist) -> bytes:
    """Return the whole report."""
    return "\n".join(_lines(checklist)).encode()


def _lines(checklist: Checklist) -> Iterator[str]:
    words = checklist.words
    yield from (f"# {plain(words.title)}", "")
    yield from (f"- {plain(key)}: {plain(value)}" for key, value in checklist.header)
    yield ""
    for group in checklist.groups:
        yield from (f"## {plain(group.title)}", "")
        if group.verdict:
            yield from (plain(group.verdict), "")
        rows = ((item.number, *item[2:]) for item in group.items)
        yield from table(words.columns, rows)
    yield from (f"## {plain(words.papers)}", "")
    yield from table(words.paper_columns, checklist.papers)
    yield from (f"## {plain(words.steps)}", "")
    yield from table(words.step_columns, (step[:5] for step in checklist.steps))
    yield from (f"## {plain(words.grid)}", "")
    heads = [words.service, *(place.title for place in checklist.grid)]
    rows_ = (
        [name, *(place.cells[at].text for place in checklist.grid)]
        for at, name in enumerate(checklist.services)
    )
    yield from table(heads, rows_)
    yield from (f"## {plain(words.history)}", "")
    for history in checklist.history:
        yield from (f"### {plain(history.title)}", "")
        spans = ((s.start, s.end or "-", s.text, s.why or "-") for s in history.spans)
        yield from table(words.history_columns, spans)
    yield from (f"## {plain(words.notices)}", "")
    for heading, texts in checklist.notices:
        if texts:
            yield from (f"### {plain(heading)}", "")
            yield from (f"- {plain(text)}" for text in texts)
            yield ""
    yield from (f"## {plain(words.sources)}", "")
    yield from (f"- {plain(source)}" for source in checklist.sources)
    yield from ("", plain(words.disclaimer), "")
