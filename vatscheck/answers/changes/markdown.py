"""The page as Markdown, for a memo or a ticket, with nothing alive in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vatscheck.answers.changes.interface import Compared
from vatscheck.answers.changes.model import Memo, Row, memo
from vatscheck.answers.interface import Page
from vatscheck.formats.inert import markdown as plain
from vatscheck.law.book import Law
from vatscheck.words.catalogue import word


def render(compared: Compared, law: Law, page: Page) -> str:
    """Return the page as text."""
    return "\n".join(_lines(memo(compared, law, page.lang))).rstrip()


def _lines(found: Memo) -> Iterator[str]:
    yield from (f"# {plain(found.title)}", "")
    for about, value in found.header:
        head = word("change-head", found.lang, about=about)
        yield f"- {plain(head)} {plain(value)}"
    yield ""
    for text in found.said:
        yield from (plain(text), "")
    for section in found.sections:
        yield from (f"## {plain(section.title)}", "")
        if section.rows:
            yield from _sides(found.columns, section.rows)
        if section.reasons:
            yield from (f"{plain(found.why)}:", "")
        for reason in section.reasons:
            yield f"- {plain(reason.route)}"
            yield from (f"  - {plain(check)}" for check in reason.checks)
        yield ""
        if section.more:
            yield from (f"{plain(found.also)}:", "")
            yield from _sides(found.columns, section.more)
    for heading, lines in (found.instruments, found.sources):
        if lines:
            yield from (f"## {plain(heading)}", "")
            yield from (f"- {plain(line)}" for line in lines)
            yield ""
    yield plain(found.disclaimer)


def _sides(heads: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    cells = ((r.about, "\n".join(r.before), "\n".join(r.after)) for r in rows)
    yield from table(heads, cells)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, and a blank one."""
    yield f"| {' | '.join(map(plain, heads))} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(plain, row))} |"
    yield ""
