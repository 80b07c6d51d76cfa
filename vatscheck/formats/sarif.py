"""SARIF 2.1.0, with what GitHub code scanning requires of it."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from pydantic_core import to_json

from vatscheck.formats import inert
from vatscheck.formats.results import (
    ERROR,
    NONE,
    NOTE,
    Fault,
    Result,
    Rule,
    Run,
    shown,
)

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LONGEST = 1024
"""So many signs a description may have."""


def render(run: Run, *, notes: bool = False, suppressed: bool = False) -> str:
    """Return the run as SARIF.

    `notes` = what holds on conditions is told too; `suppressed` = what is waived too,
    marked so: GitHub shows suppressed results as open, so that is not the default.
    """
    told = [
        found
        for found in run.results()
        if found.level != NONE
        and (notes or found.level != NOTE)
        and (suppressed or not found.skipped)
    ]
    used = {found.rule for found in told}
    rules = [rule for rule in run.rules if rule.id in used]
    numbers = {rule.id: at for at, rule in enumerate(rules)}
    driver = {
        "name": "vatscheck",
        "semanticVersion": run.tool,
        "rules": [_rule(rule) for rule in rules],
        "properties": dict(run.law),
    }
    results = [_result(found, numbers[found.rule]) for found in told]
    failed = [_notice(file, fault) for file, fault in run.faults()]
    invocation: dict[str, Any] = {"executionSuccessful": not failed}
    if failed:
        invocation["toolExecutionNotifications"] = failed
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "invocations": [invocation],
                "results": results,
            }
        ],
    }
    return inert.json(to_json(document, indent=1).decode())


def _rule(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": _short(rule.name, rule.id)},
        "fullDescription": {"text": _short(rule.text, rule.name)},
        "help": {"text": shown(rule.help)},
    }
    return found | ({"helpUri": rule.url} if rule.url else {})


def _short(text: str, otherwise: str) -> str:
    """A description, or what stands for it where it is longer than one may be."""
    found = shown(text)
    return found if len(found) <= LONGEST else shown(otherwise)


def _result(found: Result, number: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": number,
        "level": found.level,
        "message": {"text": shown(found.message)},
        "locations": [_location(found)],
        "partialFingerprints": {"primaryLocationLineHash": found.fingerprint},
        "properties": {
            "service": found.service,
            "status": found.status,
            "profile": shown(found.profile),
        },
    }
    if found.known is not None:
        result["baselineState"] = "unchanged" if found.known else "new"
    if found.skipped:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": shown(found.skipped),
            }
        ]
    return result


def _location(found: Result) -> dict[str, Any]:
    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.line,
        "endColumn": max(found.end_column, found.column + 1),
    }
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(found.file)},
            "region": region,
        }
    }


def _notice(file: str, fault: Fault) -> dict[str, Any]:
    """A mistake in a file that was not judged."""
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(file)}}
    if fault.line:
        place["region"] = {"startLine": fault.line, "startColumn": fault.column}
    return {
        "level": ERROR,
        "message": {"text": shown(fault.text)},
        "locations": [{"physicalLocation": place}],
    }


def uri(file: str) -> str:
    """Return the address of a file: relative as it was named, or absolute (`file:`).

    A path of Windows may come with its drive and slashes of either kind.
    """
    windows = PureWindowsPath(file)
    if windows.drive and windows.is_absolute():
        return windows.as_uri()
    path = PurePosixPath(file)
    return path.as_uri() if path.is_absolute() else quote(file)
