"""What may be written in a profile, what names mean, and whether a file is in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.api.subject import load_law
from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from vatscheck.answers.check import Reading
    from vatscheck.answers.document import Document
    from vatscheck.law.book import Law
    from vatscheck.profile.problems import ProfileError


class Unknown(LookupError):
    """Nothing goes by a name; `found` is the name, `nearest` what is most like it."""

    def __init__(self, found: str, nearest: Sequence[str]) -> None:
        super().__init__(found)
        self.found, self.nearest = found, list(nearest)


def check(
    files: Iterable[str | Path | Reading],
    *,
    law: Law | None = None,
    lang: Lang = LANGS[0],
) -> Document:
    """Return which profiles are in order, and every mistake of the others.

    A file that was read already is given as `vatscheck.answers.check.Reading`. The
    document is `vatscheck/check/1`.
    """
    from vatscheck.answers.check import Reading
    from vatscheck.answers.check import check as checked
    from vatscheck.loading import load_profile
    from vatscheck.profile.problems import ProfileError

    law, found = law or load_law(), []
    for file in files:
        if isinstance(file, Reading):
            found.append(file)
            continue
        try:
            found.append(Reading(str(file), load_profile(file, law), ()))
        except ProfileError as error:
            found.append(Reading(str(file), None, error.problems))
    return checked(found, law, lang)


def unread(error: ProfileError, file: str, *, lang: Lang = LANGS[0]) -> Document:
    """Return what is wrong with a profile as a document, in the place of its answer.

    The document is `vatscheck/error/1`.
    """
    from vatscheck.answers.unread import unread as told

    return told(error, file, lang)


def classify(
    words: Sequence[str], *, law: Law | None = None, lang: Lang = LANGS[0]
) -> Document:
    """Return what everyday words for an offer may mean: products, services, content.

    The word `all` stands for every product. The document is
    `vatscheck/classification/1`.
    """
    from vatscheck.answers.classify import classify as classified

    return classified(law or load_law(), words, lang)


def services(
    words: Sequence[str] = (), *, law: Law | None = None, lang: Lang = LANGS[0]
) -> Document:
    """Return the services of the Catalogue that go by some words; none = all of them.

    The document is `vatscheck/services/1`; its list is empty where nothing is found.
    """
    from vatscheck.answers.services import services as listed

    return listed(law or load_law(), words, lang)


def places(
    within: str = "", *, law: Law | None = None, lang: Lang = LANGS[0]
) -> Document:
    """Return the provinces, or the places that lie in one, named by id or name.

    The document is `vatscheck/places/1`. Raises `Unknown`.
    """
    from vatscheck.answers.places import places as listed
    from vatscheck.names.index import Names

    law = law or load_law()
    names = Names(law)
    found = names.place(within) if within else []
    if within and not found:
        raise Unknown(within, names.near_places(within))
    return listed(law, found, lang)


def facts(
    words: Sequence[str] = (), *, law: Law | None = None, lang: Lang = LANGS[0]
) -> Document:
    """Return the facts that a profile may state and in which some words occur; none = all.

    The document is `vatscheck/facts/1`; its list is empty where nothing is found.
    """
    from vatscheck.answers.facts import facts as listed

    return listed(law or load_law(), words, lang)


def explain(words: str, *, law: Law | None = None, lang: Lang = LANGS[0]) -> Document:
    """Return what the records of a name, a document number or an id say.

    The document is `vatscheck/explain/1`. Raises `Unknown`.
    """
    from vatscheck.answers.explain import explain as explained
    from vatscheck.names.records import named, nearest

    law = law or load_law()
    found = named(law, words)
    if not found:
        raise Unknown(words, nearest(law, words))
    return explained(law, words, found, lang)
