"""An answer as a document: its JSON, the page that it is laid out as, and its head.

A question is answered once: the document is the JSON that is promised, a page lays it
out, and a format puts the page into its own form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from vatscheck import __version__
from vatscheck.answers.overlay import overlay_object
from vatscheck.formats.json import digest, written
from vatscheck.law.book import Law, Source
from vatscheck.words.catalogue import Lang
from vatscheck.words.citations import shared, short

if TYPE_CHECKING:
    from rich.text import Text

    from vatscheck.formats.page import Page


class Detail(NamedTuple):
    """How much a page tells: the short answer, or all of it, with ids, sources alone.

    `several` = one of several answers, a line each; `failed` = only checks that fail; `route` = only the proof of that route.
    """

    full: bool = False
    ids: bool = False
    sources: bool = False
    failed: bool = False
    several: bool = False
    route: str | None = None


SHORT = Detail()
"""What a reader sees first."""


@dataclass(frozen=True)
class Document:
    """The answer to one question: its JSON (`data`), and how a page is made of it.

    `lay` is a function of the JSON, the language and the detail: it adds nothing that
    the JSON does not hold.
    """

    data: dict[str, Any]
    lang: Lang
    lay: Callable[[dict[str, Any], Lang, Detail], Page]

    def to_dict(self) -> dict[str, Any]:
        """Return the document as JSON has it; its schema is `vatscheck schema`."""
        return self.data

    def to_json(self, *, indent: bool = True) -> str:
        """Return the document as JSON text, indented or on one line."""
        return written(self.data, indent=indent)

    def page(self, detail: Detail = SHORT) -> Page:
        """Return the document as a page, the short answer if no more is asked for."""
        return self.lay(self.data, self.lang, detail)

    def _repr_html_(self) -> str:
        from vatscheck.formats.html import fragment

        return fragment(self.page())

    def __rich__(self) -> Text:
        from rich.text import Text

        return Text(str(self))

    def __str__(self) -> str:
        from vatscheck.formats.text import render

        return render(self.page())


def signed(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with the digest of itself as its last key."""
    return {**document, "digest": digest(document)}


def head(schema: str, law: Law) -> dict[str, Any]:
    """Return the first keys of a document: its schema, the tool, the law it rests on."""
    found = law.head
    return {
        "schema": f"vatscheck/{schema}/1",
        "tool": __version__,
        "law": {
            "version": found.version,
            "digest": found.digest,
            "verified_on": found.verified_on,
            **overlay_object(law),
        },
    }


def citations(sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return instruments as a document cites them, by the key of the citation.

    `short` and `short_zh` are how a sentence cites them; where two editions of one text
    are among them, they say which edition is meant.
    """
    en, zh = (shared(sources.values(), lang) for lang in ("en", "zh"))
    return {
        cite: {
            "title": source.instrument.title,
            "title_zh": source.instrument.title_zh,
            "short": short(source, "en", en),
            "short_zh": short(source, "zh", zh),
            "number": source.instrument.number,
            "article": source.article,
            "issued": source.instrument.issued,
            "in_force": [source.instrument.from_, source.instrument.to],
            "url": source.instrument.url,
            "grade": source.instrument.grade,
        }
        for cite, source in sources.items()
    }
