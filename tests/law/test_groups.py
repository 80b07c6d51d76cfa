"""Groups of services: opened where a law is read, and refused where nobody describes them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run
from vatscheck.answers.errors import lines
from vatscheck.law.book import BUILT, Law
from vatscheck.law.compile import DATA, read
from vatscheck.law.groups import opened
from vatscheck.law.lint import lint
from vatscheck.upkeep.folders import LawError, read_folder, unchecked

ROUTE = """[[route]]
id = "ours"
kind = "area"
title = "ours"
title_zh = "本所规则"
text = "A rule of ours."
text_zh = "本所的规则。"
cites = ["telecom-regulations#Art. 13"]
grade = "S"
confidence = "high"
verified_on = 2026-11-22
question = false
[[route.version]]
from = 2026-01-01
services = ["cdn"]
when = [{ check = "foreign-at-most", value = 50, cites = ["telecom-regulations"] }]
"""
GROUP = """[[group]]
id = "cloud"
en = "cloud services"
zh = "云服务"
services = ["ircs", "cdn"]
"""
DUTY = """[[duty]]
id = "ours-too"
effect = "info"
from = 2026-01-01
title = "ours"
title_zh = "本所义务"
text = "A duty of ours."
text_zh = "本所的义务。"
cites = ["telecom-regulations#Art. 13"]
grade = "S"
confidence = "high"
verified_on = 2026-11-22
question = false
when = [[{ fact = "services.id", op = "any_of", value = ["@cloud", "dns"] }]]
"""


def overlay(folder: Path, text: str) -> Path:
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    with pytest.raises(LawError) as caught:
        read_folder(folder)
    return [
        line.replace(f"{folder}/", "")
        for error in caught.value.errors
        for line in lines(error.name, error.problems, "en")
    ]


def test_a_group_stands_for_its_services_each_once_in_order() -> None:
    groups = {"a": ["one", "two"], "b": ["two", "three"]}
    row = {"services": ["zero", "@b", "@a"], "version": [{"services": ["@a"]}]}
    assert opened(row, groups) == {
        "services": ["zero", "two", "three", "one"],
        "version": [{"services": ["one", "two"]}],
    }
    other = {"title": "@a", "cites": ["@a"], "value": ["@a"], "fact": "facts.sectors"}
    assert opened(other, groups) == other


def test_the_bundled_groups_are_the_items_of_the_catalogue(law: Law) -> None:
    """Telecommunications Services Catalogue: B11 to B14 first class, B21 to B26 second."""
    codes = {
        "vats": ("B",),
        "vats-class-1": ("B1",),
        "vats-class-2": ("B2",),
        "data-centre": ("B11",),
        "idc-isp-cdn": ("B11", "B12", "B14"),
        "internet-access": ("B14",),
        "data-processing": ("B21",),
        "call-centres": ("B24",),
        "information": ("B25",),
    }
    for id, items in codes.items():
        wanted = [s.id for s in law.services.values() if s.code.startswith(items)]
        assert list(law.groups[id].services) == wanted, id
    internet = "信息服务业务（仅限互联网信息服务）"
    only = [s.id for s in law.services.values() if s.licence == internet]
    assert list(law.groups["internet-information"].services) == only
    assert set(law.groups) == {*codes, "internet-information"}


def test_the_compiled_law_names_services_only() -> None:
    for line in BUILT.read_text(encoding="utf-8").splitlines():
        assert not any(
            item.startswith("@") for item in texts(json.loads(line.partition(" ")[2]))
        )


def texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_an_overlay_uses_groups_of_its_own_and_of_the_bundled_law(
    tmp_path: Path, law: Law
) -> None:
    text = GROUP + ROUTE.replace('["cdn"]', '["@cloud", "@data-centre"]') + DUTY
    found = unchecked(overlay(tmp_path, text))
    assert list(found.routes["ours"].version[0].services) == ["ircs", "cdn", "idc"]
    assert found.duties["ours-too"].when[0][0].value == ["ircs", "cdn", "dns"]
    assert list(found.groups) == [*law.groups, "cloud"]
    assert lint(found) == []
    shown = run("law", "show", "cloud", "--law", tmp_path)
    assert shown.out.count("  services  cloud; content delivery\n") == 1
    told = run("law", "show", "cloud", "--law", tmp_path, "--format", "json").out
    assert json.loads(told)["explained"][0]["told"][0]["ids"] == ["ircs", "cdn"]
    assert "[[group]]" in shown.out
    rule = run("law", "show", "ours", "--law", tmp_path).out
    assert 'services = ["@cloud", "@data-centre"]' in rule
    listed = run("law", "list", "groups", "--law", tmp_path).out
    assert re.search("^  cloud  +cloud services$", listed, re.M)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ROUTE.replace('["cdn"]', '["cdn", "@vat"]'),
            "ours.toml:15:20: route.ours.version[0].services[1]: "
            "no group of services is called vat; nearest: @vats",
        ),
        (
            DUTY,
            "ours.toml:14:58: duty.ours-too.when[0][0].value[0]: "
            "no group of services is called cloud; nearest: ",
        ),
        (
            DUTY.replace("when", 'services = ["@cloud"]\nwhen').replace(
                '"@cloud", ', ""
            ),
            "ours.toml:14:12: duty.ours-too.services[0]: no group of services is called",
        ),
        (
            GROUP.replace('"cloud"', '"vats"'),
            "ours.toml:2:6: group.vats.id: vats is a group of the bundled law",
        ),
        (
            '[overrides]\nvats = "why"\n' + GROUP.replace('"cloud"', '"vats"'),
            "ours.toml:4:6: group.vats.id: vats is a group of the bundled law",
        ),
        (
            GROUP.replace('"ircs"', '"@data-centre"'),
            'ours.toml:5:12: group.cloud.services[0]: found "@data-centre": not what',
        ),
        (
            GROUP.replace('["ircs", "cdn"]', "[]"),
            "ours.toml:5:12: group.cloud.services: found []: not what belongs here",
        ),
        (
            GROUP.replace('"ircs"', '"irks"'),
            "ours.toml:1:1: group.cloud: no service irks: correct the id",
        ),
        (GROUP * 2, "ours.toml:7:6: group.cloud.id: cloud stands already in ours.toml"),
    ],
)
def test_what_is_wrong_with_a_group_is_told_with_its_place(
    tmp_path: Path, text: str, expected: str
) -> None:
    found = told(overlay(tmp_path, text))
    assert len(found) == 1 or expected.startswith("ours.toml:7"), found
    assert any(line.startswith(expected) for line in found), found


def test_a_law_that_names_an_unknown_group_is_not_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "routes" / "pilot-2024.toml"
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition('"@data-centre"')
    path.write_text(f'{before}"@no-such"{after}', encoding="utf-8")
    line = before.count("\n") + 1
    with pytest.raises(ValueError, match=rf"pilot-2024\.toml:{line}: no group no-such"):
        read(folder)
    with pytest.raises(LawError):
        read_folder(folder)


def test_a_whole_law_has_only_its_own_groups(tmp_path: Path) -> None:
    head = 'version = "2026.1"\nverified_on = 2026-11-22\nstarts = 2001-01-01\n'
    found = told(overlay(tmp_path, head + ROUTE.replace('"cdn"', '"@vats"')))
    assert "no group of services is called vats; nearest: -" in found[0]
