"""What records of the law say: in words, with dates, checks, sources, and what is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.explained import About, Told, told
from vatscheck.answers.opening import opening
from vatscheck.answers.shapes import CLOSED, Citation, Confidence, Grade, Head
from vatscheck.answers.sources import citations, cited
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Label,
    Labels,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.law.book import Law
from vatscheck.law.evidence import Evidence, Question
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.words.catalogue import Lang, chinese, twin, word
from vatscheck.words.days import long_day
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import series

ORDER = (
    *("route", "service", "product", "group", "place", "area", "instrument"),
    *(kind for kind in KINDS),
)
"""Of several kinds of one id, the one that is asked for most stands first."""
QUOTED = re.compile(r"《(.+?)》(（[^）]*）)?")
"""The name of a law as it is quoted, and the edition behind it."""
INNER = str.maketrans("《》", "〈〉")
"""Signs of a quotation inside another."""
MOST = 7
"""Of more records than these only the names are listed."""


@with_config(CLOSED)
class Statement(TypedDict):
    """One thing that a record says."""

    about: About
    """What it is about: `in-force`, `needs`, `services` ..."""
    text: str
    """What it says, in the language of the run."""
    ids: list[str]
    """The records and facts that it names, by id."""
    cites: list[str]
    """The citations of this statement alone, each a key of `citations`."""


@with_config(CLOSED)
class Explained(TypedDict):
    """One record of the law."""

    kind: str
    """The kind of record, as in the TOML of the law: `route`, `service` ..."""
    id: str
    """Its id."""
    name: str
    """Its title or name in the language of the run; of a fact its question."""
    other: str
    """The same in the other language; empty = it has none."""
    text: str
    """What it says or is, in a sentence or two; empty = its name says it."""
    told: list[Statement]
    """What it says in detail."""
    sources: list[str]
    """What the record as a whole rests on, each a key of `citations`."""
    grade: Grade | None
    """P = the original text was read, S = a secondary source, M = neither yet."""
    confidence: Confidence | None
    """How sure its reading is, null = it is no rule."""
    verified_on: str | None
    """The day to which it was checked, null = it rests on no source."""
    question: str | None
    """What is open and who can settle it, null = nothing."""


@with_config(CLOSED)
class Explanation(Head):
    """`explain`: the records that some words may mean."""

    schema: Literal["vatscheck/explain/1"]
    """The kind of this document and its number."""
    asked: str
    """The words that were asked about."""
    records: list[Explained]
    """The records found; several may have one id."""
    citations: dict[str, Citation]
    """The instruments that are cited, by citation."""


def explain(law: Law, asked: str, ids: Iterable[str], lang: Lang) -> Document:
    """Return what the records of some ids say; no records for ids that there are not."""
    phrases = Phrases(law, law.head.verified_on, lang)
    found = [item for id in ids for item in _records(law, id, phrases)]
    named = (cite for item in found for cite in cites(item))
    data = {
        **head("explain", law),
        "asked": asked,
        "records": found,
        "citations": citations(law, named, phrases.day),
    }
    return Document(data, lang, lay)


def explanation(law: Law, id: str, lang: Lang) -> str | None:
    """Return the same as plain lines, none if there is no record of that id."""
    data = explain(law, id, [id], lang).data
    lines = ("\n".join(_lines(item, data, lang)) for item in data["records"])
    return "\n\n".join(lines) or None


def evidence(found: Evidence, phrases: Phrases) -> Iterator[str]:
    """Yield the sources of a record, how far they were verified, and what is open."""
    for cite in found.cites:
        source = phrases.law.source(cite, phrases.day)
        if source:
            article = phrases.article(source.article)
            yield f"* {phrases.both(source.instrument, 'title')} {article}".rstrip()
    yield phrases.say(
        "graded",
        grade=found.grade,
        confidence=phrases.say(found.confidence),
        verified=found.verified_on,
    )
    if found.question:
        yield phrases.ask(found.question)


def _records(law: Law, id: str, phrases: Phrases) -> Iterator[dict[str, Any]]:
    for kind in dict.fromkeys(ORDER):
        if record := records(law, kind).get(id):
            yield explained(kind, record, phrases)


def explained(kind: str, record: Any, phrases: Phrases) -> dict[str, Any]:
    """Return what one record of the law says."""
    name, other = _names(record, phrases.lang)
    # an instrument is its own source; a text that no rule quotes needs none
    graded = record if hasattr(record, "grade") else None
    found: Any = getattr(record, "evidence", graded)
    question: Question | Literal[False] = found.question if found else False
    text = phrases.of(record, "text") if hasattr(record, "text") else ""
    return {
        "kind": kind,
        "id": record.id,
        "name": name,
        "other": other,
        "text": "" if text == name else text,
        "told": [_statement(item) for item in told(record, phrases)],
        "sources": list(getattr(found, "cites", ())),
        "grade": found.grade if found else None,
        "confidence": found.confidence if found else None,
        "verified_on": found.verified_on if found else None,
        "question": phrases.ask(question) if question else None,
    }


def _statement(found: Told) -> dict[str, Any]:
    return {**found._asdict(), "ids": list(found.ids), "cites": list(found.cites)}


def _names(record: Any, lang: Lang) -> tuple[str, str]:
    """What a record is called in both languages, the reader's first."""
    fields = (("en", "zh"), *((f, f"{f}_zh") for f in ("title", "wants", "question")))
    fields = (*fields, ("text", "text_zh"))
    en, zh = next(pair for pair in fields if hasattr(record, pair[0]))
    names = (str(getattr(record, key)).replace("{value}", "…") for key in (en, zh))
    one, other = names
    return (other, one) if chinese(lang) else (one, other)


def cites(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the citations of a record that is explained, as often as it cites."""
    yield from item["sources"]
    for said in item["told"]:
        yield from said["cites"]


def _lines(item: dict[str, Any], data: dict[str, Any], lang: Lang) -> Iterator[str]:
    """One record as lines of plain text, a statement a line."""
    yield f"{item['id']}: {item['name']}"
    yield from filter(None, (item["other"], item["text"]))
    for said in item["told"]:
        about = word(f"explain-{said['about']}", lang)
        text = f"{said['text']}{cited(said['cites'], data['citations'], lang)}"
        yield word("explain-line", lang, about=about, text=text)
    yield from (f"* {text}" for text in _titled(item, data, lang))
    yield from filter(None, (_checked(item, lang), item["question"]))


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the records as a page; of many only the names, unless all is wanted."""
    found = data["records"]
    title = word("explain-title", lang, asked=data["asked"])
    if len(found) > MOST and not detail.full:
        blocks = (*opening(title, data, lang), Gap(), *_several(found, lang))
        return Page(title, lang, blocks)
    pages = (entry(item, data, lang, detail) for item in found)
    body = [block for page in pages for block in (Gap(), *page)]
    return Page(title, lang, (*opening(title, data, lang), *body))


def _several(found: Sequence[dict[str, Any]], lang: Lang) -> Iterator[Block]:
    yield Paragraph(line(word("explain-several", lang, count=len(found))))
    for kind, items in groupby(found, key=lambda item: item["kind"]):
        yield Heading(line(word(f"kind-{kind}", lang)))
        yield Labels(tuple(Label(i["id"], line(i["name"])) for i in items))


def entry(
    item: dict[str, Any], data: dict[str, Any], lang: Lang, detail: Detail
) -> Iterator[Block]:
    """Yield the blocks on one record of a document, whose citations it names."""
    yield Heading(line(item["name"]))
    kind = word(f"kind-{item['kind']}", lang)
    what = line(Run(f"{kind} ", "dim"))
    other = word("explain-other", lang, name=item["other"]) if item["other"] else ""
    yield Paragraph(line(what, Run(item["id"], "code"), other))
    if item["text"]:
        yield Paragraph(line(item["text"]))
    yield Labels((*_statements(item, data, lang, detail), *_sources(item, data, lang)))


def _statements(
    item: dict[str, Any], data: dict[str, Any], lang: Lang, detail: Detail
) -> Iterator[Label]:
    """What a record says, each kind of statement labelled once."""
    before = ""
    for said in item["told"]:
        about = word(f"explain-{said['about']}", lang)
        text = f"{said['text']}{cited(said['cites'], data['citations'], lang)}"
        ids = f" [{', '.join(said['ids'])}]" if detail.ids and said["ids"] else ""
        yield Label(about if about != before else "", line(text, Run(ids, "code")))
        before = about


def _sources(item: dict[str, Any], data: dict[str, Any], lang: Lang) -> Iterator[Label]:
    label = word("explain-source", lang)
    for text in _titled(item, data, lang):
        yield Label(label, line(text))
        label = ""
    if text := _checked(item, lang):
        yield Label(word("explain-checked", lang), line(text))
    if item["question"]:
        yield Label(word("explain-open", lang), line(item["question"]))


def _titled(item: dict[str, Any], data: dict[str, Any], lang: Lang) -> Iterator[str]:
    """The instruments in full, each once, behind the names that they are cited by."""
    cited: dict[str, list[str]] = {}
    for cite in item["sources"]:
        if found := data["citations"].get(cite):
            title = found[twin("title", lang)]
            short = found[twin("short", lang)]
            cited.setdefault(title, []).append(short)
    for title, names in cited.items():
        called = _in_full(series(names, lang), title)
        # an instrument without a short name, or one that is named in full
        named = title.translate(INNER) in called or title in called
        parts = {} if named else {"title": title}
        yield word(
            f"explain-cited{'' if named else '-title'}", lang, short=called, **parts
        )


def _in_full(called: str, title: str) -> str:
    """Short names in which a title is quoted, the first with the title in full.

    Chinese quotes the name of a law itself: to print both would be to repeat it.
    """
    found = QUOTED.search(called)
    if found is None or found[1] not in title or title in called:
        return called
    whole = title.translate(INNER)
    rest = called[found.end() :]
    if found[2] and found[2] not in title:
        rest = found[2] + rest
    return f"{called[: found.start()]}《{whole}》{rest}"


def _checked(item: dict[str, Any], lang: Lang) -> str:
    """How a record was checked, and how sure its reading is where it is not quite."""
    if not item["grade"]:
        return ""
    day = long_day(item["verified_on"], lang)
    said = [word(f"explain-grade-{item['grade']}", lang, day=day)]
    if item["confidence"] != "high":
        grade = word(item["confidence"], lang)
        said.append(word("confidence", lang, grade=grade))
    return word("and-more", lang).join(said)
