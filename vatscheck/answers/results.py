"""Answers as the results that a pipeline reads: one a service, at the line that decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from vatscheck import __version__
from vatscheck.answers.known import Finding, finding
from vatscheck.answers.overlay import overlay_object
from vatscheck.answers.waivers import concerning, counted_out
from vatscheck.formats.results import (
    ERROR,
    NONE,
    NOTE,
    STDIN,
    WARNING,
    Fault,
    Result,
    Rule,
    Run,
    Suite,
)
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.citations import cited

LEVELS = {
    "not_licensable": ERROR,
    "undetermined": WARNING,
    "not_covered": WARNING,
    "conditional": NOTE,
    "licensable": NONE,
    "not_needed": NONE,
}
"""How much a status weighs; what is barred weighs as what is refused."""
OPEN = ("undetermined", "not_covered")
FIRST = {"line": 1, "column": 1, "end_line": 1, "end_column": 2}
"""Where a result is told that stands nowhere in its file."""
KINDS = ("routes", "prohibitions", "checks", "products", "services", "duties")
"""The kinds of record by which a status can be decided."""
Json = Mapping[str, Any]


class Counting(NamedTuple):
    """What counts in a run: the statuses at or beyond `--fail-on`, what is known.

    `known` is what a saved answer says, by file; none = there is none to compare with.
    """

    failing: Collection[str]
    known: Mapping[str, Collection[Finding]] | None = None


def run(
    documents: Iterable[Json],
    law: Law,
    lang: Lang,
    counting: Counting,
    refused: Iterable[Json] = (),
) -> Run:
    """Return the results of some answers of `assess`, in their order.

    `refused` are the documents of files that could not be judged.
    """
    documents = list(documents)
    suites = [_suite(document, lang, counting) for document in documents]
    suites += [_problems(document) for document in refused]
    ids = dict.fromkeys(found.rule for suite in suites for found in suite.results)
    day = str(documents[0]["as_of"]) if documents else ""
    head = law.head
    about = {"law": head.version, "lawDigest": head.digest, "asOf": day}
    if overlay := overlay_object(law).get("overlay"):
        about |= {"overlay": overlay["name"], "overlayDigest": overlay["digest"]}
    rules = tuple(_rule(id, law, day, lang) for id in ids)
    return Run(tuple(suites), rules, __version__, tuple(about.items()))


def _suite(document: Json, lang: Lang, counting: Counting) -> Suite:
    profile = document["profile"]
    results: Iterable[Result] = _results(document, lang, counting.failing)
    if counting.known is not None:
        file = str(profile.get("file") or profile["name"])
        known = counting.known.get(file, ())
        results = _compared(results, document, known, lang)
    return Suite(_file(profile), profile["name"], tuple(results))


def _compared(
    results: Iterable[Result], document: Json, known: Collection[Finding], lang: Lang
) -> Iterator[Result]:
    """Results with whether a saved answer has them already."""
    told = _bracketed(word("known-result", lang), lang)
    for found, item in zip(results, document["assessments"], strict=True):
        is_known = finding(item) in known
        text = found.waiver or (told if is_known else "")
        yield found._replace(known=is_known, waiver=text)


def _problems(document: Json) -> Suite:
    faults = tuple(
        Fault(_keyed(problem), problem["line"], problem["column"])
        for problem in document["problems"]
    )
    file = _named(document["file"])
    return Suite(file, file, (), faults)


def _keyed(problem: Json) -> str:
    """What is wrong, behind the key that it is wrong with."""
    text = str(problem["text"])
    return f"{problem['key']}: {text}" if problem["key"] else text


def _file(profile: Json) -> str:
    return _named(profile.get("file") or profile["name"])


def _named(file: str) -> str:
    return STDIN if file == "-" else file


def _results(document: Json, lang: Lang, failing: Collection[str]) -> Iterator[Result]:
    entries = {
        id: (name, entry)
        for entry in document["summary"]["services"]
        for id, name in zip(entry["services"], entry["names"], strict=True)
    }
    for item in document["assessments"]:
        name, entry = entries[item["service"]]
        status = "not_licensable" if item.get("barred") else item["status"]
        at = item["decides"].get("at") or item.get("at") or FIRST
        ends = at["end_column"] if at["line"] == at["end_line"] else at["column"] + 1
        exempt = item["status"] == "not_needed" and not item.get("barred")
        waived = _waived(document, item, lang)
        yield Result(
            file=_file(document["profile"]),
            line=at["line"],
            column=at["column"],
            end_column=ends,
            level=LEVELS[status],
            status="barred" if item.get("barred") else item["status"],
            word=entry["word"],
            service=item["service"],
            name=name,
            rule=item["decides"]["rule"],
            reason=entry["because"]["text"],
            profile=document["profile"]["name"],
            failed=status in failing or status in OPEN,
            skipped=word("not_needed", lang) if exempt else waived,
            waiver=_bracketed(waived or _waivers(document, item, lang), lang),
        )


def _waived(document: Json, item: Json, lang: Lang) -> str:
    """Until when, and why, a result is waived; empty = it counts."""
    found = counted_out(item, document.get("waivers", ()))
    if not found:
        return ""
    reasons = dict.fromkeys(waiver["reason"] for waiver in found)
    until = min(waiver["until"] for waiver in found)
    told = word("between-long", lang).join(reasons)
    return word("waived-until", lang, until=until, reason=told)


def _bracketed(text: str, lang: Lang) -> str:
    return word("waiver-told", lang, text=text) if text else ""


def _waivers(document: Json, item: Json, lang: Lang) -> str:
    """What became of the waivers that concern a result which counts."""
    return word("between-long", lang).join(
        word(
            "waiver-of",
            lang,
            rule=waiver["rule"],
            until=waiver["until"],
            state=word(f"waiver-{waiver['state']}", lang),
        )
        for waiver in concerning(item, document.get("waivers", ()))
    )


def _rule(id: str, law: Law, day: str, lang: Lang) -> Rule:
    """A rule in words: its title, its text, its sources in short, the page of the first."""
    record = next((found for found in map(_in(law, id), KINDS) if found), None)
    if record is None:
        text = word("rule-silent", lang)
        return Rule(id, text, text, text)
    name = _text(record, ("title", "wants", ""), lang)
    text = _text(record, ("text", "threshold_text", "wants", ""), lang) or name
    evidence = getattr(record, "evidence", None)
    cites = list(evidence.cites) if evidence else []
    sources = cited(law, day, cites, lang) if cites else ""
    found = [law.source(cite, day) for cite in cites]
    url = next((s.instrument.url for s in found if s and s.instrument.url), None)
    return Rule(id, name, text, f"{text} [{sources}]" if sources else text, url)


def _in(law: Law, id: str) -> Any:
    def found(kind: str) -> Any:
        records = getattr(law, kind)
        return records.get(id)

    return found


def _text(record: Any, fields: Iterable[str], lang: Lang) -> str:
    """The first of some texts that a record has, in the language."""
    for field in fields:
        names = (f"{field}_{lang}", field) if field else (lang, "en")
        for name in names:
            if text := getattr(record, name, ""):
                return str(text).replace("{value}", "...").replace("{cap}", "...")
    return ""
