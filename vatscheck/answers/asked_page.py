"""How the page of a question about a company opens, and the small words of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vatscheck.answers.overlay import overlay_words
from vatscheck.formats.page import Block, Gap, Heading, Line, Paragraph, Run, line
from vatscheck.words.catalogue import Lang, twin, word
from vatscheck.words.days import long_day


def opening(
    data: Mapping[str, Any], lang: Lang, title: str, under: str, **parts: object
) -> Iterator[Block]:
    """Yield the first lines of a page: whose answer, the day, what is said, the overlay.

    `title` and `under` are ids of sentences; the name of the company and `parts` go into
    the one, the day into the other.
    """
    name = data["profile"]["name"]
    yield Heading(line(Run(word(title, lang, name=name, **parts), "strong")), 1)
    day = long_day(data["as_of"], lang)
    yield Paragraph(line(word(under, lang, day=day)))
    if overlay := data["law"].get("overlay"):
        yield Paragraph(line(overlay_words(overlay, lang)))
    verified = data["law"]["verified_on"]
    if data["as_of"] > verified:
        told = word("after-verified", lang, day=data["as_of"], verified=verified)
        yield Paragraph(line(told))
    yield Gap()


def nothing(lang: Lang) -> Iterator[Block]:
    """Yield what is said where no service is asked for that needs a licence."""
    yield Paragraph(line(word("asked-nothing", lang)))


def every(cites: Iterable[str], data: Mapping[str, Any], lang: Lang) -> str:
    """Return citations of a document in short, all of them."""
    key = twin("short", lang)
    return together((data["citations"][cite][key] for cite in cites), lang)


def listed(names: Iterable[str], lang: Lang) -> str:
    """Return names in a sentence."""
    return word("comma", lang).join(names)


def bracketed(cites: str, lang: Lang) -> str:
    """Return short citations in brackets, as they follow a sentence; none of none."""
    return word("in-brackets", lang, text=cites) if cites else ""


def status(id: str, lang: Lang) -> Line:
    """Return the word of a status in its colour."""
    return line(Run(word(id, lang), id))


def together(labels: Iterable[str], lang: Lang) -> str:
    """Return services in words: those that share a row, in one cell."""
    return word("semicolon", lang).join(labels)
