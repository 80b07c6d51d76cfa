"""How the answer to a question is given: as a text or a document, to a file or a reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vatscheck.cli.files import give, screen
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.interface import Page


class Wanted(NamedTuple):
    """In which format and language an answer is wanted, where, and what is not touched."""

    format: str
    output: Path | None
    lang: Lang
    profile: str

    def give(
        self, text: Callable[[Page], str], document: Callable[[], dict[str, Any]]
    ) -> int:
        """Give the text or the document that is wanted; return the exit code."""
        from vatscheck.answers.interface import Page
        from vatscheck.formats.json import written

        if self.format == "json":
            found = written(document())
        else:
            found = text(Page(self.lang, *screen(self.format, self.output)))
        give(found, self.output, [self.profile])
        return 0
