"""The tests of the law as they are written: what is refused, and where it stands."""

from pathlib import Path

import pytest

from vatscheck.answers.errors import lines
from vatscheck.upkeep.folders import LawError
from vatscheck.upkeep.written import written_in

CASE = """[[test]]
id = "one"
title = "one"
as_of = 2026-01-01
[test.profile]
services = ["ircs"]
[[test.expect]]
service = "ircs"
status = "undetermined"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CASE.replace("as_of", "asof"), "test.one.as_of: missing: as_of"),
        (CASE.replace("as_of", "asof"), "test.one.asof: unknown key asof"),
        (CASE.replace("status", "statsu"), "test.one.expect[0].statsu: unknown key"),
        (
            CASE.replace('service = "ircs"\n', ""),
            "test.one.expect[0]: missing: service",
        ),
        (CASE * 2, "test.one: two tests are called one"),
        (CASE.replace("[[test]]", "[[case]]"), "case: unknown key case"),
        (CASE.replace('"one"', "“one”"), "typographic quotes"),
        ("test = 3", "found [test]: write [[test]]"),
    ],
)
def test_a_slip_in_a_test_is_told(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "ours.tests.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError) as caught:
        written_in(tmp_path)
    (error,) = caught.value.errors
    found = list(lines(error.name, error.problems, "en"))
    assert any(expected in line for line in found), found


def test_tests_are_read_in_the_order_of_the_files(tmp_path: Path) -> None:
    for name in ("b", "a"):
        text = CASE.replace('"one"', f'"{name}"')
        (tmp_path / f"{name}.tests.toml").write_text(text, encoding="utf-8")
    found = [(test.file, test.case["id"]) for test in written_in(tmp_path)]
    assert found == [("a.tests.toml", "a"), ("b.tests.toml", "b")]
