"""JUnit XML: a suite a profile, a case a service; only what every reader knows.

Nothing here reads XML, and what XML cannot hold is made visible before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vatscheck.formats.results import Result, Run, Suite, shown

NO_TIME = "0"
"""The time of every case: equal answers give equal files."""


def render(run: Run) -> str:
    """Return the report as an XML document."""
    root = Element("testsuites")
    _count(root, run.suites)
    for suite in run.suites:
        _suite(root, suite)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}'


def _suite(root: Element, suite: Suite) -> None:
    element = SubElement(root, "testsuite", name=shown(suite.profile))
    _count(element, [suite])
    for found in suite.results:
        _case(element, suite, found)
    for fault in suite.problems:
        case = _named(element, suite, "profile")
        error = SubElement(case, "error", message=shown(fault.text), type="not-judged")
        error.text = shown(f"{suite.file}:{max(fault.line, 1)}: {fault.text}")


def _case(element: Element, suite: Suite, found: Result) -> None:
    case = _named(element, suite, found.service)
    text = f"{found.file}:{found.line}: {found.message} [{found.rule}]"
    if found.skipped:
        SubElement(case, "skipped", message=shown(found.skipped))
    elif found.failed and found.known:
        SubElement(case, "skipped", message=shown(found.message))
    elif found.failed:
        failure = SubElement(
            case, "failure", message=shown(found.message), type=found.status
        )
        failure.text = shown(text)
    elif found.waiver:
        SubElement(case, "system-out").text = shown(text)


def _named(element: Element, suite: Suite, name: str) -> Element:
    stem = PurePath(suite.file).stem
    parts = {"name": shown(name), "classname": f"vatscheck.{shown(stem)}"}
    return SubElement(element, "testcase", parts, time=NO_TIME)


def _count(element: Element, suites: Iterable[Suite]) -> None:
    every = list(suites)
    results = [found for suite in every for found in suite.results]
    problems = sum(len(suite.problems) for suite in every)
    fails = [found for found in results if found.failed and not found.skipped]
    failed = [found for found in fails if not found.known]
    skipped = len([found for found in results if found.skipped])
    counts = {
        "tests": len(results) + problems,
        "failures": len(failed),
        "errors": problems,
        "skipped": skipped + len(fails) - len(failed),
    }
    for name, count in counts.items():
        element.set(name, str(count))
    element.set("time", NO_TIME)
