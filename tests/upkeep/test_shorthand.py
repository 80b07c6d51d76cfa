"""Tests of the law in their short form: what they open to, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from vatscheck.upkeep.folders import LawError
from vatscheck.upkeep.written import written_in

SHORT = """[company.us]
registration = { place = "guizhou/guiyang" }
owners = [{ jurisdiction = "US", share = 100 }]

[[test]]
id = "ours"
duty = "our-duty"
title = "from day to day"
days = { 2021-12-31 = "absent", 2022-01-01 = "due" }
company = "us"
[test.profile]
services = ["idc", "ircs"]
registration = { place = "beijing" }
[[test.expect]]
services = ["idc", "ircs"]
"""
LONG = """[[test]]
id = "ours-2021-12-31"
duty = "our-duty"
title = "from day to day: 2021-12-31"
as_of = 2021-12-31
[test.profile]
registration = { place = "beijing" }
owners = [{ jurisdiction = "US", share = 100 }]
services = ["idc", "ircs"]
[[test.expect]]
service = "idc"
duties = { our-duty = "absent" }
[[test.expect]]
service = "ircs"
duties = { our-duty = "absent" }

[[test]]
id = "ours-2022-01-01"
duty = "our-duty"
title = "from day to day: 2022-01-01"
as_of = 2022-01-01
[test.profile]
registration = { place = "beijing" }
owners = [{ jurisdiction = "US", share = 100 }]
services = ["idc", "ircs"]
[[test.expect]]
service = "idc"
duties = { our-duty = "due" }
[[test.expect]]
service = "ircs"
duties = { our-duty = "due" }
"""


def cases(folder: Path, text: str) -> list[dict[str, object]]:
    (folder / "ours.tests.toml").write_text(text, encoding="utf-8")
    return [test.case for test in written_in(folder)]


def test_the_short_form_opens_to_the_long_one(tmp_path: Path) -> None:
    assert cases(tmp_path, SHORT) == cases(tmp_path, LONG)


def test_a_company_is_all_of_the_profile_where_nothing_is_added(tmp_path: Path) -> None:
    text = SHORT.replace("[test.profile]\n", "").replace("duty =", "route =")
    text = text.replace('services = ["idc", "ircs"]\nregistration', "\n#")
    found = cases(tmp_path, text)
    assert [case["profile"] for case in found] == [
        {
            "registration": {"place": "guizhou/guiyang"},
            "owners": [{"jurisdiction": "US", "share": 100}],
        }
    ] * 2
    (first, *_) = found
    assert first["expect"] == [
        {"service": service, "routes": {"our-duty": "absent"}}
        for service in ("idc", "ircs")
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "sentence"),
    [
        ('company = "us"', 'company = "eu"', "company", "law-no-company"),
        ("days = {", "as_of = 2022-01-01\ndays = {", "as_of", "no-such-key"),
        ("2022-01-01 =", "2022-02-30 =", "2022-02-30", "no-such-day"),
        ("2022-01-01 =", "tomorrow =", "tomorrow", "no-such-day"),
        ('= "due"', "= true", "2022-01-01", "law-missing"),
        ('{ 2021-12-31 = "absent", 2022-01-01 = "due" }', "{}", "days", "law-missing"),
        ('services = ["idc", "ircs"]\n', "", "expect", "law-missing"),
        ('company = "us"\n[test.profile]', "[test.x]", "profile", "law-missing"),
    ],
)
def test_what_is_wrong_with_the_short_form_is_said(
    tmp_path: Path, old: str, new: str, key: str, sentence: str
) -> None:
    at = SHORT.rindex(old)
    with pytest.raises(LawError) as caught:
        cases(tmp_path, SHORT[:at] + new + SHORT[at + len(old) :])
    (error,) = caught.value.errors
    found = [(problem.id, problem.loc) for problem in error.problems]
    assert any(id == sentence and key in loc for id, loc in found), found
