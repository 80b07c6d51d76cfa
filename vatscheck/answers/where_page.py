"""Where a company could do what, as a page: places beside each other, reasons below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.asked_page import (
    bracketed,
    every,
    listed,
    nothing,
    opening,
    status,
    together,
)
from vatscheck.answers.document import Detail
from vatscheck.answers.territory import few, told
from vatscheck.engine.space import YES
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Label,
    Labels,
    Line,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.words.catalogue import Lang, word

COLUMNS = 3
"""So many groups of places stand side by side in a table; more are told one by one."""
NAME, PLACES = 22, 20
"""How wide the columns of services and of places may become."""


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: a table of places and services, the reasons below it."""
    under = "where-stay" if data["servers_stay"] else "where-moved"
    blocks = list(opening(data, lang, "where-title", under))
    if data["services"]:
        blocks += _whole(data, lang) if detail.full else _short(data, lang)
    else:
        blocks += nothing(lang)
    return Page(data["profile"]["name"], lang, tuple(blocks))


def _short(data: dict[str, Any], lang: Lang) -> Iterator[Block]:
    groups = _alike(data)
    rows = _rows(data, groups, lang)
    if len(groups) <= COLUMNS:
        yield _table(data, rows, groups, lang)
    else:
        yield from _listed(data, rows, groups, lang)
    yield Gap()
    for text in _reasons(data, rows, groups, lang):
        yield Paragraph(text, hang=2)
    for row in data.get("staying", ()):
        yield Paragraph(line(_kept(row, data, lang)), hang=2)
    unclear = [g for g in data["columns"] if g["kind"] == "unclear"]
    hidden = few((name for g in unclear for name in g["names"]), lang, "comma")
    id = "where-unclear" if unclear else "where-full"
    yield Paragraph(line(word(id, lang, places=hidden)), hang=2)


Rows = list[tuple[list[int], str]]
"""The rows of a table: the services that share one by their number, and their name."""
Group_ = list[dict[str, Any]]
"""Territories that one column stands for."""


def _alike(data: Mapping[str, Any]) -> list[Group_]:
    """The territories of the mainland with the same statuses, the rest last."""
    found: dict[tuple[str, ...], Group_] = {}
    for group in data["columns"]:
        if group["kind"] in ("places", "rest"):
            key = tuple(cell["status"] for cell in group["services"])
            found.setdefault(key, []).append(group)
    return sorted(found.values(), key=lambda each: any(g["rest"] for g in each))


def _rows(data: Mapping[str, Any], groups: list[Group_], lang: Lang) -> Rows:
    """The services by row; those with the same statuses and reasons share one."""
    columns = [data["as_it_is"], *(group[0]["services"] for group in groups)]
    found: dict[tuple[str, ...], list[int]] = {}
    for at, _ in enumerate(data["services"]):
        key = tuple(f"{cells[at]['status']} {cells[at]['why']}" for cells in columns)
        found.setdefault(key, []).append(at)
    labels = [service["label"] for service in data["services"]]
    return [(ats, together((labels[at] for at in ats), lang)) for ats in found.values()]


def _table(
    data: Mapping[str, Any], rows: Rows, groups: list[Group_], lang: Lang
) -> Table:
    heads = [told(group, lang) for group in groups]
    columns = (
        Column("", most=NAME),
        Column(word("where-here", lang)),
        *(Column(head, most=PLACES) for head in heads),
    )
    lines: list[tuple[Line, ...]] = []
    for ats, name in rows:
        cells = [data["as_it_is"], *(group[0]["services"] for group in groups)]
        lines.append((line(name), *(status(c[ats[0]]["status"], lang) for c in cells)))
    for item in data["exempt"]:
        word_ = status(item["status"], lang)
        lines.append((line(item["label"]), *([word_] * (len(groups) + 1))))
    return Table(columns, tuple(lines), word("where-caption", lang))


def _listed(
    data: Mapping[str, Any], rows: Rows, groups: list[Group_], lang: Lang
) -> Iterator[Block]:
    """Yield more groups of places than a table has room for, one below the other."""
    yield from _one(word("where-here", lang), data["as_it_is"], rows, lang)
    for group in groups:
        yield from _one(told(group, lang), group[0]["services"], rows, lang)
    if data["exempt"]:
        names = together((item["label"] for item in data["exempt"]), lang)
        yield Paragraph(line(word("where-exempt", lang, services=names)))


def _one(
    name: str, cells: list[dict[str, Any]], rows: Rows, lang: Lang
) -> Iterator[Block]:
    yield Paragraph(line(Run(name, "strong")))
    found: dict[str, list[str]] = {}
    for ats, label in rows:
        found.setdefault(cells[ats[0]]["status"], []).append(label)
    yield Labels(
        tuple(Label(word(s, lang), line(together(n, lang))) for s, n in found.items())
    )


def _reasons(
    data: Mapping[str, Any], rows: Rows, groups: list[Group_], lang: Lang
) -> Iterator[Line]:
    """Yield why services are refused or open, each reason once with where it holds."""
    told_: dict[tuple[str, str, str, str], list[str]] = {}
    for ats, _ in rows:
        labels = [data["services"][at]["label"] for at in ats]
        for key in _refusals(groups, ats[0], lang):
            told_.setdefault(key, []).extend(labels)
    for (id, places, why, source), labels in told_.items():
        parts = {"services": listed(labels, lang), "places": places, "why": why}
        shown = Run(bracketed(source, lang), "dim")
        yield line(word(id, lang, **parts), shown)


def _refusals(
    groups: list[Group_], at: int, lang: Lang
) -> Iterator[tuple[str, str, str, str]]:
    """Yield for one service each reason: its sentence, where, why, and on what it rests."""
    every_ = [group for each in groups for group in each]
    found: dict[str, Group_] = {}
    for group in every_:
        cell = group["services"][at]
        if cell["status"] not in YES and cell["why"]:
            found.setdefault(cell["why"], []).append(group)
    refused = sum(len(each) for each in found.values())
    for why, where_ in found.items():
        id = _reach(where_, refused, len(every_))
        places = told(where_, lang) if id == "where-in-places" else ""
        yield id, places, why, where_[0]["services"][at]["cited"]


def _reach(where_: Group_, refused: int, every_: int) -> str:
    """Whether a reason holds everywhere, everywhere but in a yes, or in some places."""
    if len(where_) == every_:
        return "where-nowhere"
    whole = len(where_) == refused and any(group["rest"] for group in where_)
    return "where-elsewhere" if whole else "where-in-places"


def _kept(row: Mapping[str, Any], data: Mapping[str, Any], lang: Lang) -> str:
    labels = {item["service"]: item["label"] for item in data["services"]}
    parts = {
        "services": listed((labels[id] for id in row["services"]), lang),
        "servers": listed(row["servers"], lang),
        "places": few(row.get("not_in") or row["names"], lang, "comma"),
    }
    if row.get("not_in"):
        return word("where-kept-not", lang, **parts)
    return word("where-kept" if row["names"] else "where-kept-nowhere", lang, **parts)


def _whole(data: dict[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield every group of places with every service, its reason and its sources."""
    yield Heading(line(word("where-here", lang)))
    yield from _every(data, data["as_it_is"], lang)
    for group in data["columns"]:
        yield Gap()
        yield Heading(line(group["label"]))
        yield from _every(data, group["services"], lang)
    for item in data["exempt"]:
        yield Gap()
        yield Paragraph(line(item["label"], "  ", status(item["status"], lang)))


def _every(
    data: Mapping[str, Any], cells: list[dict[str, Any]], lang: Lang
) -> Iterator[Block]:
    rows = []
    for service, cell in zip(data["services"], cells, strict=True):
        why = [cell["why"], *(reason["text"] for reason in cell["lacking"])]
        text = word("semicolon", lang).join(dict.fromkeys(filter(None, why)))
        source = Run(bracketed(every(cell["cites"], data, lang), lang), "dim")
        told_ = line(text, source)
        rows.append((line(service["label"]), status(cell["status"], lang), told_))
    columns = Column("", most=NAME), Column(""), Column("")
    yield Table(columns, tuple(rows), word("where-caption", lang), heads=False)
