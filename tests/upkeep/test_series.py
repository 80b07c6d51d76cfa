"""Tests of the law that are a series: what each line opens to, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from vatscheck.upkeep.folders import LawError
from vatscheck.upkeep.written import written_in

SHORT = """[company.us]
registration = { place = "guizhou/guiyang" }
owners = [
  { jurisdiction = "US" },
  { jurisdiction = "HK", share = 10 },
  { jurisdiction = "CN" },
]

[[test]]
id = "ours"
route = "our-route"
title = "the cap"
as_of = 2021-12-31
company = "us"
[test.shares]
"40" = "licensable"
"40.0001" = { outcome = "not_licensable", failing = ["foreign-at-most"], cap = 50 }
"60.5" = { status = "licensable", failing = { theirs = ["ours"] } }
[test.profile]
services = ["idc"]
[[test.expect]]
service = "idc"
routes = { theirs = "absent" }
"""


def cases(folder: Path, text: str) -> list[dict[str, Any]]:
    (folder / "ours.tests.toml").write_text(text, encoding="utf-8")
    return [test.case for test in written_in(folder)]


def test_a_line_gives_the_first_holder_its_share_and_the_last_the_rest(
    tmp_path: Path,
) -> None:
    found = cases(tmp_path, SHORT)
    assert [(case["id"], case["title"]) for case in found] == [
        ("ours-40", "the cap: 40 %"),
        ("ours-40.0001", "the cap: 40.0001 %"),
        ("ours-60.5", "the cap: 60.5 %"),
    ]
    shares = [[owner["share"] for owner in case["profile"]["owners"]] for case in found]
    assert shares == [
        [40, 10, 50],
        [Decimal("40.0001"), 10, Decimal("49.9999")],
        [Decimal("60.5"), 10, Decimal("29.5")],
    ]


def test_a_line_says_what_its_route_gives_and_what_else_it_has(tmp_path: Path) -> None:
    yes, no, other = (case["expect"] for case in cases(tmp_path, SHORT))
    theirs = {"theirs": "absent"}
    assert yes == [
        {
            "service": "idc",
            "status": "licensable",
            "routes": {**theirs, "our-route": "licensable"},
        }
    ]
    assert no == [
        {
            "service": "idc",
            "status": "not_licensable",
            "routes": {**theirs, "our-route": "not_licensable"},
            "failing": {"our-route": ["foreign-at-most"]},
            "cap": 50,
        }
    ]
    assert other == [
        {
            "service": "idc",
            "status": "licensable",
            "routes": theirs,
            "failing": {"theirs": ["ours"]},
        }
    ]


def test_a_line_of_a_day_may_be_a_table_too(tmp_path: Path) -> None:
    text = SHORT.replace("as_of = 2021-12-31\n", "").replace("shares", "days")
    text = text.replace('"40" =', "2021-01-01 =").replace('"40.0001"', "2022-01-01")
    text = text.replace('"60.5"', "2023-01-01").replace("route = ", "duty = ", 1)
    text = text.replace('failing = ["foreign-at-most"], ', "")
    first, second, _ = cases(tmp_path, text)
    assert str(second["as_of"]) == "2022-01-01"
    assert first["expect"][0]["duties"] == {"our-route": "licensable"}
    assert second["expect"][0] | {"routes": 0} == {
        "service": "idc",
        "duties": {"our-route": "not_licensable"},
        "cap": 50,
        "routes": 0,
    }


@pytest.mark.parametrize(
    ("old", "new", "key", "sentence"),
    [
        ('"40" =', '"100.5" =', "100.5", "law-no-share"),
        ('"40" =', '"half" =', "half", "law-no-share"),
        ('"40" =', "40.5 =", "5", "law-no-share"),
        ('"40" = "licensable"', '"40" = {}', "40", "law-missing"),
        ('"40" = "licensable"', '"40" = true', "40", "law-missing"),
        ("outcome =", "outcomes =", "outcomes", "no-such-key"),
        ('"licensable"\n', '" "\n', "40", "law-blank"),
        ('{ jurisdiction = "US" }', "{ share = 1 }", "shares", "law-share-holders"),
        ('{ jurisdiction = "CN" }', "{ share = 1 }", "shares", "law-share-holders"),
        (", share = 10", "", "shares", "law-share-holders"),
        ("as_of =", 'days = { 2022-01-01 = "due" }\nas_of =', "shares", "no-such-key"),
        ("as_of = 2021-12-31\n", "", "as_of", "law-missing"),
    ],
)
def test_what_is_wrong_with_a_series_is_said(
    tmp_path: Path, old: str, new: str, key: str, sentence: str
) -> None:
    assert old in SHORT
    with pytest.raises(LawError) as caught:
        cases(tmp_path, SHORT.replace(old, new, 1))
    (error,) = caught.value.errors
    found = [(problem.id, problem.loc) for problem in error.problems]
    assert any(id == sentence and key in loc for id, loc in found), found
