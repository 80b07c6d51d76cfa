"""What differs between two laws, and which answers change because of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.answers.document import head
from vatscheck.answers.laws.records import span_text
from vatscheck.answers.overlay import overlay_text
from vatscheck.formats.json import plain, written
from vatscheck.law.book import Law
from vatscheck.upkeep.changes import Change
from vatscheck.upkeep.companies import Company
from vatscheck.upkeep.impact import Difference, Impact, Where
from vatscheck.upkeep.stored import Moved
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import escape, number

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
NAMES = ("title", "en", "wants", "question", "text")


class Compared(NamedTuple):
    """Two laws with all that differs; `moved` none = no profiles were named."""

    old: Law
    new: Law
    changes: Sequence[Change]
    difference: Difference
    day: str
    moved: Sequence[Moved] | None


def diff_lines(found: Compared, lang: Lang) -> Iterator[str]:
    """Yield both laws, the changed records, answers, and profiles."""
    for id, law in (("law-diff-old", found.old), ("law-diff-new", found.new)):
        parts = {"version": law.head.version, "digest": law.head.digest}
        text = overlay_text(law, lang) or word("law-diff-law", lang, **parts)
        yield word(id, lang, law=text)
    yield word("law-diff-records", lang, count=len(found.changes))
    for change in found.changes:
        keys = ", ".join(key.name for key in change.keys)
        line = f"{SIGNS[change.how]} {change.kind} {change.id}: {_title(change, lang)}"
        yield f"    {line} ({keys})" if keys else f"    {line}"
    impacts = found.difference.impacts
    yield word("law-diff-answers", lang, count=len(impacts))
    for impact in impacts:
        yield f"    {span_text(impact.start, impact.end, lang)}: {_services(impact)}"
        yield f"        {_where(found, impact.where, lang)}"
        yield f"        {_companies(impact.companies, lang)}"
        yield f"        {_statuses(impact, lang)}"
    for still in found.difference.still:
        span = span_text(still.start, still.end, lang)
        parts = {"service": still.service, "span": span}
        yield "    " + word("law-diff-still", lang, **parts)
    if found.moved is not None:
        parts = {"count": str(len(found.moved)), "day": found.day}
        yield word("law-diff-profiles", lang, **parts)
        yield from (f"    {_moved(move, lang)}" for move in found.moved)


def _title(change: Change, lang: Lang) -> str:
    name = next(field for field in NAMES if hasattr(change.record, field))
    twin = "zh" if name == "en" else f"{name}_zh"
    return str(getattr(change.record, twin if lang == "zh" else name))


def _services(impact: Impact) -> str:
    return ", ".join(impact.services)


def _where(found: Compared, where: Where, lang: Lang) -> str:
    """The places by name: all but some, or some but for what lies in them."""

    def names(ids: Iterable[str]) -> str:
        places = (found.new.places.get(id) or found.old.places[id] for id in ids)
        return ", ".join(place.zh if lang == "zh" else place.en for place in places)

    text = word("anywhere", lang) if where.everywhere else names(where.places)
    if where.excluded:
        text = word("law-but", lang, text=text, excluded=names(where.excluded))
    if where.everywhere and where.places:
        text = word("law-and", lang, text=text, places=names(where.places))
    return text


def _companies(companies: Iterable[Company], lang: Lang) -> str:
    """The companies, those of one holder together with all their shares."""
    shares: dict[tuple[str, bool], list[Decimal]] = {}
    for company in companies:
        key = (company.home if company.supplier else "", company.supplier)
        shares.setdefault(key, []).append(company.share)
    texts = []
    for (home, supplier), found in shares.items():
        if 0 in found:
            texts.append(word("law-domestic", lang))
        if any(found):
            id = "law-supplier" if supplier else "law-foreign"
            text = ", ".join(number(share) for share in found if share)
            texts.append(word(id, lang, home=home, shares=text))
    return ("；" if lang == "zh" else "; ").join(texts)


def _statuses(impact: Impact, lang: Lang) -> str:
    def cell(status: str, routes: Sequence[str]) -> str:
        text = word(status, lang)
        return f"{text} ({', '.join(routes)})" if routes else text

    old, new = impact.statuses
    parts = {"old": cell(old, impact.old_routes), "new": cell(new, impact.new_routes)}
    return word("law-from-to", lang, **parts)


def _moved(move: Moved, lang: Lang) -> str:
    parts = {"old": word(move.old, lang), "new": word(move.new, lang)}
    return f"{escape(move.file)}: {move.service}: {word('law-from-to', lang, **parts)}"


def diff_document(found: Compared) -> str:
    """Return everything that differs as JSON (`vatscheck/law-diff/1`)."""
    records = [
        {
            "change": change.how,
            "kind": change.kind,
            "id": change.id,
            "keys": [
                {"key": key.name, "old": plain(key.old), "new": plain(key.new)}
                for key in change.keys
            ],
        }
        for change in found.changes
    ]
    still = [
        {"service": item.service, "from": item.start, "to": item.end}
        for item in found.difference.still
    ]
    document = {
        **head("law-diff", found.new),
        "old": head("law-diff", found.old)["law"],
        "records": records,
        "answers": [_impact(impact) for impact in found.difference.impacts],
        "without_effect": still,
    }
    if found.moved is not None:
        document["as_of"] = found.day
        document["profiles"] = [move._asdict() for move in found.moved]
    return written(document)


def _impact(impact: Impact) -> dict[str, Any]:
    where = impact.where
    companies = [
        {
            "foreign_share": plain(company.share),
            "supplier_of": company.home if company.supplier else None,
        }
        for company in impact.companies
    ]
    return {
        "services": list(impact.services),
        "from": impact.start,
        "to": impact.end,
        "everywhere": where.everywhere,
        "places": list(where.places),
        "excluded": list(where.excluded),
        "companies": companies,
        "old": {"status": impact.statuses[0], "routes": list(impact.old_routes)},
        "new": {"status": impact.statuses[1], "routes": list(impact.new_routes)},
    }
