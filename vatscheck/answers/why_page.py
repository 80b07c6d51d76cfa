"""Why, as a page: what decides first, the other ways below, or every check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.asked_page import bracketed, every, nothing, opening, status
from vatscheck.answers.document import Detail
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Label,
    Labels,
    Line,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.words.catalogue import Lang, word

HOLDS = {False: "why-not-met", None: "why-unknown", True: "why-met"}
"""How a check stands, in the order in which checks are told."""
MANY = 3
"""So many open checks on one fact, and things that come with a way, are told one by one."""


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: what decides; with `full` every route, with `failed` what fails."""
    blocks = list(opening(data, lang, "why-title", "why-under"))
    if not any(proof["routes"] for proof in data["proofs"]):
        blocks += [*nothing(lang), Gap()]
    whole = detail.full or detail.failed or detail.route is not None
    for proof in data["proofs"]:
        told = _whole(proof, data, lang, detail) if whole else _short(proof, lang)
        blocks += [_title(proof, lang), *told, Gap()]
    if data["proofs"] and not whole:
        blocks.append(Paragraph(line(_more(data, lang))))
    return Page(data["profile"]["name"], lang, tuple(blocks))


def _title(proof: Mapping[str, Any], lang: Lang) -> Heading:
    count = word("why-tried", lang, n=len(proof["routes"]))
    refused = proof["status"] == "not_licensable"
    told = word("why-none", lang, tried=count) if refused and proof["routes"] else count
    name = proof["label"]
    if proof["code"]:
        name = word("with-code", lang, name=name, code=proof["code"])
    parts = (
        Run(f"{name}{word('label-colon', lang)}", "strong"),
        *status(proof["status"], lang),
    )
    after = f"{word('semicolon', lang)}{told}" if proof["routes"] else ""
    return Heading(line(parts, Run(after, "strong")))


def _short(proof: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield the general rule, the way that decides with its checks, and the other ways."""
    way = next((r for r in proof["routes"] if r["id"] == proof["nearest"]), None)
    heads = []
    if general := proof["general"]:
        heads.append(_label("why-general", general["text"], general["cited"], lang))
    if way:
        id = "why-way" if way["status"] in ("licensable", "conditional") else "why-near"
        heads.append(_label(id, way["admits"], way["cited"], lang))
    if heads:
        yield Labels(tuple(heads), 0)
    if way:
        yield Labels(tuple(_checks(way, lang)))
    others = [route for route in proof["routes"] if route is not way]
    if others:
        yield Labels((_others(others, lang),), 0)


def _label(id: str, text: str, source: str, lang: Lang) -> Label:
    return Label(word(id, lang), line(text, Run(bracketed(source, lang), "dim")))


def _checks(way: Mapping[str, Any], lang: Lang) -> Iterator[Label]:
    """Yield the checks of a way, those that fail first, and what comes with it.

    What is met because nothing is said of it is no news.
    """
    open_ = Counter(c["about"] for c in way["checks"] if c["holds"] is None)
    for holds, id in HOLDS.items():
        for check in way["checks"]:
            silent = holds and check["line"] is None
            folded = holds is None and open_[check["about"]] > MANY
            if check["holds"] is holds and not silent and not folded:
                yield _label(id, _asked_for(check, lang), check["cited"], lang)
        for about, n in open_.items() if holds is None else ():
            if n > MANY:
                yield _label(id, word("why-many", lang, fact=about, n=n), "", lang)
    for rule in way["conditions"][:MANY]:
        yield _label("why-then", rule["title"], rule["cited"], lang)
    if more := len(way["conditions"][MANY:]):
        yield _label("why-then", word("why-then-more", lang, n=more), "", lang)


def _asked_for(check: Mapping[str, Any], lang: Lang) -> str:
    """What a check asks for, what is found, and on which line."""
    found = check["found"] or word("unknown", lang)
    if check["line"] is not None:
        found = word("why-line", lang, found=found, line=check["line"])
    return word("labelled", lang, label=check["wants"], text=found)


def _others(routes: list[dict[str, Any]], lang: Lang) -> Label:
    names = Counter(route["name"] for route in routes)
    told = (
        name if n == 1 else word("why-times", lang, name=name, n=n)
        for name, n in names.items()
    )
    text = word("semicolon", lang).join(told)
    if all(route["status"] == "not_licensable" for route in routes):
        text = word("why-each-fails", lang, ways=text)
    return Label(word("why-others", lang, n=len(routes)), line(text))


def _more(data: Mapping[str, Any], lang: Lang) -> str:
    nearest = (
        p["nearest"] or p["routes"][0]["id"] for p in data["proofs"] if p["routes"]
    )
    route = next(nearest, None)
    return word("why-more", lang, route=route) if route else word("all-of-it", lang)


def _whole(
    proof: Mapping[str, Any], data: Mapping[str, Any], lang: Lang, detail: Detail
) -> Iterator[Block]:
    """Yield every route, or the one that is asked for, with its checks and sources."""
    for route in proof["routes"]:
        if detail.route not in (None, route["id"]):
            continue
        id = f" [{route['id']}]" if detail.ids else ""
        source = Run(bracketed(every(route["cites"], data, lang), lang), "dim")
        name = f"{route['title']}{id}{word('label-colon', lang)}"
        yield Paragraph(line(name, status(route["status"], lang), source), hang=2)
        told = tuple(_every(route, data, lang, detail))
        if told:
            yield Labels(told)


def _every(
    route: Mapping[str, Any], data: Mapping[str, Any], lang: Lang, detail: Detail
) -> Iterator[Label]:
    for check in route["checks"]:
        if detail.failed and check["holds"] is not False:
            continue
        id = f" [{check['id']}]" if detail.ids else ""
        text = line(
            f"{_asked_for(check, lang)}{id}",
            _sources(check, data, lang, check["grade"]),
        )
        yield Label(word(HOLDS[check["holds"]], lang), text)
    for rule in () if detail.failed else route["conditions"]:
        text = line(rule["title"], _sources(rule, data, lang))
        yield Label(word("why-then", lang), text)


def _sources(
    of: Mapping[str, Any], data: Mapping[str, Any], lang: Lang, grade: str = "P"
) -> Line:
    """All that a check rests on, in short; what was not read itself is said to be so."""
    found = every(of["cites"], data, lang)
    if found and grade != "P":
        found = word(f"why-grade-{grade}", lang, cites=found)
    return line(Run(bracketed(found, lang), "dim"))
