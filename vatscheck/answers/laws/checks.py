"""What the lint found, and what the tests of the law gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.errors import lines
from vatscheck.answers.findings import sentence
from vatscheck.answers.opening import opening
from vatscheck.answers.shapes import CLOSED, Head
from vatscheck.formats.page import Block, Code, Gap, Listing, Page, Paragraph, Run, line
from vatscheck.law.book import Law
from vatscheck.upkeep.inspection import Found, Inspection
from vatscheck.upkeep.trial import Result, Seen, Trial
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.pieces import join


@with_config(CLOSED)
class Finding(TypedDict):
    """One finding or remark."""

    kind: str
    """The kind of the record that it is about."""
    id: str
    """The id of that record."""
    rule: str
    """The rule of the lint; it stays the same when its sentence is reworded."""
    file: str | None
    """The TOML file, from the folder of the law, null = it is in another folder."""
    line: int | None
    """The line on which the record begins, from 1, null = as `file`."""
    text: str
    """What is wrong and what to write instead, in the language of the run."""
    path: NotRequired[str]
    """The file as it can be opened from here; of another folder that of the law."""


@with_config(CLOSED)
class LintDocument(Head):
    """`law lint`: what is wrong with a law; remarks do not count for the exit code."""

    schema: Literal["vatscheck/law-lint/1"]
    """The kind of this document and its number."""
    findings: list[Finding]
    """What has to be mended."""
    remarks: list[Finding]
    """What is only noted: records that no rule refers to."""


@with_config(CLOSED)
class Failure(TypedDict):
    """One failing test."""

    file: str
    """The file in which the test stands."""
    id: str
    """The id of the test."""
    title: str
    """What the test is about."""
    differences: list[str]
    """What differs from what is expected, a sentence each."""


@with_config(CLOSED)
class Coverage(TypedDict):
    """How one check of a rule was seen in all tests."""

    rule: str
    """The rule, by id."""
    check: str
    """The check in it, by id."""
    true: int
    """In how many tests it was met."""
    false: int
    """In how many tests it was not met."""
    unknown: int
    """In how many tests it was not known."""
    never: list[Literal["true", "false", "unknown"]]
    """How it could have been seen and never was."""


@with_config(CLOSED)
class TestDocument(Head):
    """`law test`: the results of the tests beside the records."""

    schema: Literal["vatscheck/law-test/1"]
    """The kind of this document and its number."""
    tests: int
    """How many tests there are."""
    failures: list[Failure]
    """The tests that failed."""
    coverage: list[Coverage]
    """Every check of every rule that was tried."""


def linted(found: Inspection, folder: Path, lang: Lang) -> Document:
    """Return findings and remarks on a law that stands in a folder."""

    def objects(items: Iterable[Found]) -> list[dict[str, Any]]:
        return [_finding(item, folder, lang) for item in items]

    parts = {"findings": objects(found.findings), "remarks": objects(found.remarks)}
    return Document({**head("law-lint", found.law), **parts}, lang, lay_lint)


def _finding(item: Found, folder: Path, lang: Lang) -> dict[str, Any]:
    finding, spot = item
    return {
        "kind": finding.kind,
        "id": finding.id,
        "rule": finding.what,
        "file": spot.file if spot else None,
        "line": spot.line if spot else None,
        "text": sentence(finding, lang),
        "path": str(folder / spot.file) if spot else str(folder),
    }


def tried(law: Law, found: Trial, lang: Lang) -> Document:
    """Return the results of the tests of a law, and what they cover."""
    failures = [
        {
            "file": result.file,
            "id": result.id,
            "title": result.title,
            "differences": list(_differences(result, lang)),
        }
        for result in found.results
        if result.failed
    ]
    data = {
        **head("law-test", law),
        "tests": len(found.results),
        "failures": failures,
        "coverage": [_seen(seen) for seen in found.coverage],
    }
    return Document(data, lang, lay_test)


def _differences(result: Result, lang: Lang) -> Iterator[str]:
    for point in result.points:
        parts = {"about": point.about, "found": point.found, "wanted": point.wanted}
        yield word("law-differs", lang, service=point.service, **parts)
    yield from lines("profile", result.problems, lang)


def _seen(seen: Seen) -> dict[str, Any]:
    return {
        "rule": seen.rule,
        "check": seen.check,
        "true": seen.true,
        "false": seen.false,
        "unknown": seen.unknown,
        "never": list(seen.never),
    }


# --- pages ------------------------------------------------------------------------


def lay_lint(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return a line a finding with file and record; remarks are counted, or all named."""
    title = word("law-lint-title", lang)
    blocks: list[Block] = [*opening(title, data, lang), Gap()]
    named = [*data["findings"], *(data["remarks"] if detail.full else ())]
    if named:  # what stands before the first colons is what an editor opens
        blocks.append(Code("\n".join(_located(item) for item in named)))
    if not detail.full:
        kinds = sorted(item["kind"] for item in data["remarks"])
        for kind, group in groupby(kinds):
            parts = {"n": len(list(group)), "kind": word(f"kind-{kind}", lang)}
            blocks.append(Paragraph(line(word("law-remarks", lang, **parts)), hang=4))
    if not data["findings"]:
        blocks.append(Paragraph(line(word("law-lint-nothing", lang))))
    return Page(title, lang, tuple(blocks))


def _located(item: Mapping[str, Any]) -> str:
    place = f"{item['path']}:{item['line']}:1" if item["file"] else item["path"]
    return f"{place}: {item['kind']}.{item['id']}: {item['text']}"


def lay_test(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the failing tests with what differs, then what was never seen."""
    title = word("law-test-title", lang)
    blocks: list[Block] = [*opening(title, data, lang), Gap()]
    for item in data["failures"]:
        about = f"{item['file']}: {item['id']}: {item['title']}"
        blocks.append(Paragraph(line(Run(about, "strong"))))
        rows = tuple(("-", line(text)) for text in item["differences"])
        blocks.append(Listing(rows, 2))
    parts = {"n": data["tests"], "failed": len(data["failures"])}
    blocks.append(Paragraph(line(word("law-tests", lang, **parts))))
    never = [seen for seen in data["coverage"] if seen["never"]]
    parts = {"n": len(data["coverage"]), "never": len(never)}
    blocks.append(Paragraph(line(word("law-covered", lang, **parts))))
    if never:
        blocks.append(Listing(tuple(("-", line(_never(s, lang))) for s in never), 2))
    return Page(title, lang, tuple(blocks))


def _never(seen: Mapping[str, Any], lang: Lang) -> str:
    names = join((word(f"law-seen-{name}", lang) for name in seen["never"]), lang)
    return f"{seen['rule']}: {seen['check']}: {names}"
