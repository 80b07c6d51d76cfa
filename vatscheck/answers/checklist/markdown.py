"""The checklist as Markdown, for a memo or a ticket: tables, and nothing alive in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vatscheck.answers.checklist.model import Checklist
from vatscheck.formats.inert import markdown as plain

__all__ = ["plain", "render", "table"]


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
