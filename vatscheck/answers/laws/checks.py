"""What the lint found, and what the tests of the law gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from vatscheck.answers.document import head
from vatscheck.answers.errors import lines
from vatscheck.answers.findings import sentence
from vatscheck.formats.json import written
from vatscheck.law.book import Law
from vatscheck.upkeep.inspection import Found, Inspection
from vatscheck.upkeep.trial import Result, Seen, Trial
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import escape


def finding_lines(found: Inspection, folder: Path, lang: Lang) -> Iterator[str]:
    """Yield one line a finding with its file and record; remarks are only counted."""
    for item in found.findings:
        yield _located(item, folder, lang)
    kinds = sorted(item.finding.kind for item in found.remarks)
    for kind, group in groupby(kinds):
        yield word("law-remarks", lang, count=len(list(group)), kind=kind)


def _located(item: Found, folder: Path, lang: Lang) -> str:
    finding, spot = item
    place = f"{escape(str(folder / spot.file))}:{spot.line}:1" if spot else str(folder)
    return f"{place}: {finding.kind}.{finding.id}: {sentence(finding, lang)}"


def lint_document(found: Inspection, lang: Lang) -> str:
    """Return findings and remarks as JSON (`vatscheck/law-lint/1`)."""

    def objects(items: Iterable[Found]) -> list[dict[str, Any]]:
        return [
            {
                "kind": item.finding.kind,
                "id": item.finding.id,
                "rule": item.finding.what,
                "file": item.spot.file if item.spot else None,
                "line": item.spot.line if item.spot else None,
                "text": sentence(item.finding, lang),
            }
            for item in items
        ]

    parts = {"findings": objects(found.findings), "remarks": objects(found.remarks)}
    return written({**head("law-lint", found.law), **parts})


def trial_lines(found: Trial, lang: Lang) -> Iterator[str]:
    """Yield the failing tests with what differs, then what was never seen."""
    for result in found.results:
        if result.failed:
            yield f"{result.file}: {escape(result.id)}: {escape(result.title)}"
            yield from (f"    {line}" for line in _differences(result, lang))
    failed = sum(result.failed for result in found.results)
    yield word("law-tests", lang, count=len(found.results), failed=failed)
    never = [seen for seen in found.coverage if seen.never]
    parts = {"count": len(found.coverage), "never": len(never)}
    yield word("law-covered", lang, **parts)
    for seen in never:
        names = ", ".join(word(f"law-seen-{name}", lang) for name in seen.never)
        yield f"    {seen.rule}: {seen.check}: {names}"


def _differences(result: Result, lang: Lang) -> Iterator[str]:
    for point in result.points:
        parts = {"about": point.about, "found": point.found, "wanted": point.wanted}
        yield word("law-differs", lang, service=point.service, **parts)
    yield from lines("profile", result.problems, lang)


def trial_document(law: Law, found: Trial, lang: Lang) -> str:
    """Return the results and the coverage as JSON (`vatscheck/law-test/1`)."""
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
    return written(
        {
            **head("law-test", law),
            "tests": len(found.results),
            "failures": failures,
            "coverage": [_seen(seen) for seen in found.coverage],
        }
    )


def _seen(seen: Seen) -> dict[str, Any]:
    return {
        "rule": seen.rule,
        "check": seen.check,
        "true": seen.true,
        "false": seen.false,
        "unknown": seen.unknown,
        "never": list(seen.never),
    }
