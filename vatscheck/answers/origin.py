"""Where a profile came from: its file, and where in it each fact and service stands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vatscheck.names.index import Names
from vatscheck.names.locations import entry_of, stated
from vatscheck.profile.models import Profile, ServiceEntry
from vatscheck.profile.problems import Loc
from vatscheck.profile.reading import parse
from vatscheck.profile.spans import Span, spans

if TYPE_CHECKING:
    from vatscheck.answers.summary.shapes import Place


def as_named(file: str, path: type[PurePath] = PurePath) -> str:
    """Return a file as answers name it: as it was typed, with forward slashes.

    `path` is the kind of paths of the machine.
    """
    return file if file == "-" else path(file).as_posix()


class Origin:
    """The file of a profile as named by the reader, and its text.

    `narrowed` = other services were asked about than the profile's own; `settings` is
    the file with the settings of the repository, if there is one.
    """

    def __init__(
        self,
        file: str,
        text: str,
        names: Names,
        *,
        narrowed: bool = False,
        settings: str = "",
    ) -> None:
        self.file = as_named(file)
        self.text, self.names, self.narrowed = text, names, narrowed
        self.settings = settings

    @cached_property
    def _data(self) -> dict[str, Any]:
        return dict(parse(self.text, ""))

    @cached_property
    def _spans(self) -> dict[Loc, Span]:
        return spans(self.text)

    def of_facts(
        self, entry: ServiceEntry | None, facts: Iterable[str]
    ) -> dict[str, Place]:
        """Return where each fact stands that is stated for a service, or for all."""
        found = stated(self._data, self.names, entry, facts)
        places = {fact: self._place(loc) for fact, loc in found.items()}
        return {fact: place for fact, place in places.items() if place}

    def of_service(self, profile: Profile, id: str) -> Place | None:
        """Return where a service, or the product that opens it, is asked for."""
        if self.narrowed:
            return None
        own = entry_of(self._data.get("services"), self.names, id)
        return self._place(own or self._product(profile, id))

    def _product(self, profile: Profile, id: str) -> Loc:
        """The path of the product that opens a service, or that is asked about itself."""
        products = self.names.law.products
        written = self._data.get("products")
        for at, name in enumerate(
            profile.products if isinstance(written, list) else ()
        ):
            if id == name or id in products[name].services:
                return ("products", at)
        return ()

    def _place(self, loc: Loc) -> Place | None:
        """The place of a path; of a list of tables that of the first of them."""
        found = self._spans.get(loc) or self._spans.get((*loc, 0)) if loc else None
        return place_of(found) if found else None


def place_of(span: Span) -> Place:
    """Return a stretch of a text as JSON has it."""
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
