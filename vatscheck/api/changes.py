"""The questions about a change: of some facts, between two answers, since one was saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from vatscheck.api.company import assess
from vatscheck.api.subject import About, ask, load_law
from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked
    from vatscheck.answers.document import Document
    from vatscheck.api.subject import Given, Saved


def whatif(
    profile: Given,
    *,
    set: Sequence[str] = (),
    unset: Sequence[str] = (),
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return what changes, and why, with keys of the profile set or left out.

    `set` are `KEY=VALUE` as in the profile (`owners[0].share=50`), `unset` keys. The
    document is `vatscheck/whatif/1`. Raises as `ask` does, and `ProfileError` for a
    change that the profile has no place for.
    """
    from vatscheck.answers.assessments import as_object
    from vatscheck.answers.changes.difference import difference
    from vatscheck.answers.changes.document import change
    from vatscheck.answers.changes.interface import Compared, Edits

    asked = ask(profile, **about)
    edits = Edits(tuple(set), tuple(unset))
    changed = _edited(asked, edits.set, edits.unset)
    one, other = (as_object(found.answer, lang) for found in (asked, changed))
    found = Compared(one, other, difference(one, other), edits=edits)
    return change(found, asked.law, lang)


def compare(
    before: Given | Saved,
    after: Given | Saved,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return what differs between two answers, and which checks, routes and rules do it.

    Each is a profile or a saved answer: a file of either kind, a document of `assess`, or
    what its `to_dict` gives. For two days of one profile give `ask(profile, day=...)`
    twice. A fresh answer is put in the language of a saved one. The document is
    `vatscheck/compare/1`. Raises as `ask` does, and `ProfileError` for a saved answer
    that is none or was changed.
    """
    from vatscheck.answers.assessments import as_object
    from vatscheck.answers.changes.difference import difference
    from vatscheck.answers.changes.document import change
    from vatscheck.answers.changes.interface import Compared
    from vatscheck.answers.saved import language

    sides = [_side(side, about) for side in (before, after)]
    saved = [side for side in sides if isinstance(side, dict)]
    languages = {language(side) for side in saved} or {lang}
    one, other = (
        side if isinstance(side, dict) else as_object(side.answer, min(languages))
        for side in sides
    )
    texts = len(languages) == 1
    laws = [side.law for side in sides if not isinstance(side, dict)]
    law = laws[-1] if laws else about.get("law") or load_law()
    found = Compared(one, other, difference(one, other, texts), texts)
    return change(found, law, lang)


def drift(
    saved: Iterable[tuple[Given, Saved | None]],
    *,
    fail_on: str | None = None,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return what changed since answers were saved, why, and what is ahead.

    `saved` are profiles, each with its saved answer, none = nothing was saved; a service
    that is new counts as worse at the status `fail_on` (`not_licensable` if left out).
    The document is `vatscheck/drift/1`. Raises as `compare` does, and `ValueError` for
    no profile at all and for profiles that were read for several days.
    """
    from vatscheck.answers.drift import Judged
    from vatscheck.answers.drift import drift as drifted

    asked = [(_about(profile, about), answer) for profile, answer in saved]
    if len({one.day for one, _ in asked}) != 1:
        raise ValueError("name one day for all profiles, and at least one profile")
    judged = (
        Judged(
            one.profile,
            assess(one, lang=lang).data,
            None if answer is None else _saved(answer),
        )
        for one, answer in asked
    )
    first, _ = asked[0]
    return drifted(judged, first.law, first.day, lang, fail_on)


def _edited(asked: Asked, set_: Sequence[str], unset: Sequence[str]) -> Asked:
    """The same question about the profile with some keys set and others left out."""
    import tomli_w

    from vatscheck.answers.asked import Asked
    from vatscheck.names.resolution import settler
    from vatscheck.profile.changes import SET, UNSET, changed
    from vatscheck.profile.load import load
    from vatscheck.profile.problems import ProfileError
    from vatscheck.profile.reading import parse

    if not (set_ or unset):
        return asked
    name = SET if set_ else UNSET
    data: Mapping[str, Any] = (
        parse(asked.source, asked.file)
        if asked.source
        else asked.profile.model_dump(
            by_alias=True, exclude_unset=True, exclude_none=True
        )
    )
    try:
        raw = tomli_w.dumps(changed(dict(data), set_, unset)).encode()
        found, sum_ = load(raw, name, settler(asked.names))
    except ProfileError as error:
        raise error.unplaced() from None
    if asked.narrowed:
        found = asked.names.narrowed(found, asked.profile.services)
    return Asked(found, sum_, "", asked.law, asked.day, known=asked.names)


def _side(given: Given | Saved, about: About) -> Asked | dict[str, Any]:
    """A saved answer, or what is asked about a profile."""
    from vatscheck.answers import saved
    from vatscheck.answers.document import Document
    from vatscheck.profile.load import read_bytes

    if isinstance(given, str | Path):
        raw = read_bytes(Path(given))
        return (
            saved.read(raw, str(given)) if saved.is_saved(raw) else _about(given, about)
        )
    if isinstance(given, Document | Mapping):
        return _saved(given)
    return _about(given, about)


def _about(given: Given, about: About) -> Asked:
    """What is asked about a profile; one that was read already keeps its law and day."""
    from vatscheck.answers.asked import Asked

    if isinstance(given, Asked):
        return ask(given, services=about.get("services", ()))
    return ask(given, **about)


def _saved(given: Saved) -> dict[str, Any]:
    """A saved answer, checked. Raises `ProfileError`."""
    from vatscheck.answers import saved
    from vatscheck.answers.document import Document
    from vatscheck.formats.json import written
    from vatscheck.profile.load import read_bytes

    if isinstance(given, str | Path):
        return saved.read(read_bytes(Path(given)), str(given))
    data = given.to_dict() if isinstance(given, Document) else dict(given)
    return saved.read(written(data).encode(), "-")
