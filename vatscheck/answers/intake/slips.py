"""Wrong answers as lines: file, sheet, cell, question, what was found, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vatscheck.answers.errors import cut
from vatscheck.formats.inert import terminal as escape
from vatscheck.intake.columns import HEADS
from vatscheck.intake.form import answered
from vatscheck.intake.holders import kinds
from vatscheck.intake.slips import Seen, Slip
from vatscheck.intake.start import Started
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, chinese, word
from vatscheck.words.pieces import number


def lines(name: str, slips: Iterable[Slip], law: Law, lang: Lang) -> Iterator[str]:
    """Yield one line for each wrong answer of a file."""
    for slip in slips:
        parts = {key: escape(value) for key, value in slip.parts.items()}
        if "found" in parts:
            parts["found"] = cut(parts["found"])
        text = word(slip.id, lang, **parts) if parts else word(slip.id, lang)
        spot = slip.spot
        known = {"file": escape(name), "text": text}
        if spot is None:
            yield word("intake-slip-file", lang, **known)
            continue
        id = "intake-slip" if spot.sheet else "intake-slip-csv"
        known |= {"at": spot.at, "about": about(law, spot.about, lang)}
        yield word(id, lang, sheet=escape(spot.sheet), **known)


def returned(name: str, slips: Sequence[Slip], law: Law, lang: Lang) -> Iterator[str]:
    """Yield one line for each answer that is not certain, with all that was answered.

    Of a list only the item that is not understood stands in the sentence; the others
    are left unknown with it, so the whole answer follows.
    """
    for slip, line in zip(slips, lines(name, slips, law, lang), strict=True):
        whole = escape(slip.spot.text) if slip.spot else ""
        id = "intake-returned" if whole in line else "intake-returned-whole"
        yield word(id, lang, line=line, whole=whole)


def about(law: Law, key: str, lang: Lang) -> str:
    """Return a key of the questionnaire with its question, or the head of its column."""
    column = HEADS.get(key.rpartition(".")[2]) if key.startswith("owners.") else None
    if column:
        return column[chinese(lang)]
    fact = law.facts.get(key)
    if fact is None:
        return escape(key)
    question = fact.question_zh if chinese(lang) else fact.question
    return f"{key} ({question})"


def seen_as(seen: Seen, table: object, lang: Lang) -> str:
    """Return a line on what a cap table was read as, and what of it was not read."""
    low, high = number(seen.low), number(seen.high)
    sum_ = low if low == high else word("from-to", lang, low=low, high=high)
    parts = {"table": escape(str(table)), "holders": seen.holders, "sum": sum_}
    named = escape(", ".join(seen.read)).replace("\n", " ")
    found = [
        word(
            "intake-seen-read", lang, table=parts["table"], rows=seen.rows, names=named
        ),
        word("intake-seen", lang, **parts),
    ]
    if seen.unstated:
        found.append(word("intake-seen-unstated", lang, count=seen.unstated))
    unread = {
        "intake-seen-columns": seen.columns,
        "intake-seen-sheets": seen.sheets,
        "intake-seen-hidden": seen.hidden,
        "intake-seen-struck": seen.struck,
    }
    for id, names in unread.items():
        if names:
            shown = escape(", ".join(names))
            found.append(word(id, lang, names=cut(shown)))
    return word("semicolon", lang).join(found)


def doubts(started: Started, lang: Lang) -> Iterator[str]:
    """Yield a line for each doubt: a holder that is a fund or a nominee, a yes with a rest."""
    known = {kind.id: kind for kind in kinds()}
    for doubt in started.doubts:
        if doubt.id == "partly":
            parts = {"key": doubt.spot.about, "found": escape(doubt.parts["found"])}
            value = word(doubt.parts["value"], lang)
            yield word("intake-read-as", lang, place=value, **parts)
            continue
        kind = known[doubt.parts["kind"]]
        text = kind.note_zh if chinese(lang) else kind.note
        parts = {"at": doubt.spot.at, "name": escape(doubt.parts["name"]), "text": text}
        yield word("intake-holder", lang, **parts)


def read_as(started: Started, lang: Lang) -> Iterator[str]:
    """Yield a line for each address that was read as a place."""
    profile = started.profile
    for key in ("registration.place", "servers.places"):
        found = started.printed.get(key)
        value = answered(profile, key)
        places = [value] if isinstance(value, str) else value or []
        if found and found not in ("; ".join(places), *places):
            shown = {"key": key, "found": escape(found), "place": "; ".join(places)}
            yield word("intake-read-as", lang, **shown)
