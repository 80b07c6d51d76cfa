"""How a page that is about the law and no company opens: its subject, then the edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.overlay import overlay_words
from vatscheck.formats.page import Block, Heading, Paragraph, Run, line
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.days import long_day

EMPTY = "–"
"""What stands in a cell that has nothing to say."""


def opening(title: str, data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield the subject of a page, the edition of the law, and what lies on top of it."""
    yield Heading(line(title), 1)
    yield Paragraph(line(Run(edition(data["law"], lang), "dim")))
    yield from overlaid(data["law"], lang)


def edition(law: Mapping[str, Any], lang: Lang) -> str:
    """Return which edition of the law is used, and to which day it was checked."""
    day = long_day(law["verified_on"], lang)
    return word("law-edition", lang, version=law["version"], day=day)


def overlaid(law: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield what an overlay adds and replaces; nothing where there is none."""
    if found := law.get("overlay"):
        yield Paragraph(line(overlay_words(found, lang)))
