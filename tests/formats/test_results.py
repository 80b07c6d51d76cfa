"""What pipelines read: each form by a reader that is not ours, hostile names inert."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from junitparser import JUnitXml
from sarif_pydantic import Sarif

from vatscheck.formats import concise, github, gitlab, junit, sarif
from vatscheck.formats.results import (
    ERROR,
    NONE,
    NOTE,
    WARNING,
    Result,
    Rule,
    Run,
    Suite,
)

HOSTILE = "A\x07\n::error::B % ,<b>\u202e"
"""A bell, a line break, a workflow command, a percent sign, markup, turned writing."""


def result(level: str, service: str, **more: object) -> Result:
    plain = Result(
        file="profiles/acme.toml",
        line=4,
        column=1,
        end_column=22,
        level=level,
        status="not_licensable",
        word="not licensable",
        service=service,
        name="cloud",
        rule="not-committed",
        reason="closed nationally; 100 % foreign",
        profile="Acme",
    )
    return plain._replace(**more)  # type: ignore[arg-type]


RULES = (
    Rule("not-committed", "closed", "It is closed.", "It is closed. [List]", None),
    Rule("pilot-2024", "pilot", "The pilot.", "The pilot.", "https://example.org/x"),
)
LAW = (("law", "2026.12"), ("lawDigest", "sha256:1"), ("asOf", "2026-12-01"))


def run(*results: Result, problems: tuple[str, ...] = ()) -> Run:
    suites = [Suite("profiles/acme.toml", "Acme", results)]
    if problems:
        suites.append(Suite("profiles/bad.toml", "profiles/bad.toml", (), problems))
    return Run(tuple(suites), RULES, "0.1.0", LAW)


PLAIN = run(
    result(ERROR, "ircs", failed=True),
    result(NOTE, "cdn", status="conditional", rule="pilot-2024", word="conditional"),
    result(NONE, "own_shop", status="not_needed", skipped="no licence"),
    problems=("line 3: no such place",),
)
BAD = run(
    result(ERROR, "ircs", name=HOSTILE, reason=HOSTILE, profile=HOSTILE, failed=True)
)


def many(n: int) -> str:
    return f"{n} more"


def test_concise_is_one_line_a_service() -> None:
    assert concise.render(PLAIN).splitlines() == [
        "profiles/acme.toml:4:1: not_licensable ircs [not-committed] "
        "closed nationally; 100 % foreign",
        "profiles/acme.toml:4:1: conditional cdn [pilot-2024] "
        "closed nationally; 100 % foreign",
        "profiles/acme.toml:4:1: not_needed own_shop [not-committed] "
        "closed nationally; 100 % foreign",
        "profiles/bad.toml: line 3: no such place",
    ]


COMMAND = re.compile(r"::(error|warning|notice)(?: ([^:]*))?::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them."""
    found = []
    for row in text.splitlines():
        hit = COMMAND.fullmatch(row)
        assert hit, row
        pairs = (pair.split("=", 1) for pair in (hit[2] or "").split(",") if pair)
        properties = {key: unescaped(value) for key, value in pairs}
        found.append((hit[1], properties, unescaped(hit[3])))
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(code, sign)
    return text.replace("%25", "%")


def test_github_marks_the_line_worst_first() -> None:
    told = commands(github.render(PLAIN, many, notes=True))
    assert [kind for kind, _, _ in told] == ["error", "error", "notice"]
    _, properties, text = told[1]
    assert properties == {
        "file": "profiles/acme.toml",
        "line": "4",
        "col": "1",
        "title": "cloud: not licensable",
    }
    assert text == "closed nationally; 100 % foreign [not-committed]"
    assert len(commands(github.render(PLAIN, many))) == 2


def test_github_shows_ten_of_a_level_and_says_how_many_more() -> None:
    told = commands(github.render(run(*[result(WARNING, "x")] * 13), many))
    assert len(told) == 11
    assert told[-1] == ("warning", {}, "3 more")


def test_gitlab_has_what_is_required_and_no_two_fingerprints() -> None:
    found = json.loads(gitlab.render(PLAIN))
    assert len(found) == len({row["fingerprint"] for row in found}) == 3
    for row in found:
        assert row["description"]
        assert row["check_name"]
        assert row["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert row["location"]["path"].startswith("profiles/")
        assert row["location"]["lines"]["begin"] >= 1
    moved = json.loads(gitlab.render(run(result(ERROR, "ircs", line=9, failed=True))))
    assert moved[0]["fingerprint"] == found[0]["fingerprint"]


def test_junit_is_read_by_others() -> None:
    suites = list(JUnitXml.fromstring(junit.render(PLAIN).encode()))
    assert [suite.name for suite in suites] == ["Acme", "profiles/bad.toml"]
    assert (suites[0].tests, suites[0].failures, suites[0].skipped) == (3, 1, 1)
    assert suites[1].errors == 1
    first = next(iter(suites[0]))
    assert (first.name, first.classname) == ("ircs", "vatscheck.acme")
    assert first.result[0].type == "not_licensable"
    for case in ElementTree.fromstring(junit.render(PLAIN)).iter("testcase"):
        assert len({child.tag for child in case}) <= 1


def test_sarif_is_read_by_others_and_has_what_github_requires() -> None:
    text = sarif.render(PLAIN, notes=True)
    assert Sarif.model_validate_json(text).version == "2.1.0"
    data = json.loads(text)
    (found,) = data["runs"]
    driver = found["tool"]["driver"]
    assert data["$schema"]
    assert driver["name"] == "vatscheck"
    assert driver["properties"] == dict(LAW)
    for rule in driver["rules"]:
        assert rule["id"]
        for key in ("shortDescription", "fullDescription", "help"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert "security-severity" not in rule.get("properties", {})
    assert [r["level"] for r in found["results"]] == ["error", "note"]
    for row in found["results"]:
        assert row["message"]["text"]
        (location,) = row["locations"]
        region = location["physicalLocation"]["region"]
        assert region.keys() == {"startLine", "startColumn", "endLine", "endColumn"}
        assert region["startLine"] == region["endLine"]
        assert location["physicalLocation"]["artifactLocation"]["uri"]
        assert row["partialFingerprints"]["primaryLocationLineHash"]
        assert driver["rules"][row["ruleIndex"]]["id"] == row["ruleId"]
        assert row["properties"].keys() == {"service", "status", "profile"}
    assert not found["invocations"][0]["executionSuccessful"]


def test_sarif_leaves_waived_results_out_or_marks_them() -> None:
    waived = run(result(ERROR, "ircs", skipped="waived until 2027-01-01: reason"))
    assert json.loads(sarif.render(waived))["runs"][0]["results"] == []
    told = json.loads(sarif.render(waived, suppressed=True))["runs"][0]["results"]
    (mark,) = told[0]["suppressions"]
    assert mark["kind"] == "external"
    assert mark["status"] == "accepted"
    assert "2027-01-01" in mark["justification"]


RENDERERS: dict[str, Callable[[Run], str]] = {
    "concise": concise.render,
    "github": lambda found: github.render(found, many),
    "gitlab": gitlab.render,
    "junit": junit.render,
    "sarif": sarif.render,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_a_hostile_name_stays_text(name: str) -> None:
    text = RENDERERS[name](BAD)
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "\n::error::B" not in text
    assert "<b>" not in text or name != "junit"
    if name == "github":
        ((kind, _, _),) = commands(text)
        assert kind == "error"
    if name == "junit":
        assert JUnitXml.fromstring(text.encode())
    if name in ("gitlab", "sarif"):
        assert json.loads(text)
