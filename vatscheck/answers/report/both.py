"""A report in two languages: one page of two reports on the same answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.answers.document import Document
from vatscheck.answers.report.page import page
from vatscheck.formats.beside import beside
from vatscheck.formats.page import Page

Json = dict[str, Any]


def both(one: Document, other: Document) -> Page:
    """Return the page of two reports on one answer, side by side, the first left.

    Services of which only one language says the same stand apart in both.
    """
    pages = (
        page(_apart(document.data, against.data), document.lang, half=True)
        for document, against in ((one, other), (other, one))
    )
    return beside(*pages)


def _apart(data: Json, other: Json) -> Json:
    """A report whose entries hold no more services than those of another do."""
    groups = [set(entry["services"]) for entry in other["services"]]
    summary = data["summary"]
    entries = [
        pair
        for entry, more in zip(summary["services"], data["services"], strict=True)
        for pair in _split(entry, more, groups, data)
    ]
    return data | {
        "summary": summary | {"services": [entry for entry, _ in entries]},
        "services": [more for _, more in entries],
    }


def _split(
    entry: Json, more: Json, groups: list[set[str]], data: Json
) -> Iterator[tuple[Json, Json]]:
    ids = entry["services"]
    kept = {i: next(n for n, group in enumerate(groups) if i in group) for i in ids}
    if len(set(kept.values())) == 1:
        yield entry, more
        return
    codes = {row["service"]: row["code"] for row in data["grid"]["rows"]}
    for group in dict.fromkeys(kept.values()):
        at = [n for n, id in enumerate(ids) if kept[id] == group]
        part: Json = {
            "services": [ids[n] for n in at],
            "names": [entry["names"][n] for n in at],
            "codes": list(dict.fromkeys(codes[ids[n]] for n in at)),
            "threshold": [entry["threshold"][n] for n in at],
        }
        yield entry | part, more | {"services": part["services"]}
