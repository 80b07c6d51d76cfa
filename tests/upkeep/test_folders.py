"""A folder as a law: what it adds, what it replaces, and every way of getting it wrong."""

from __future__ import annotations

import pickle
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.overlays import GOOD
from vatscheck.answers.errors import lines
from vatscheck.law.book import Law
from vatscheck.law.compile import DATA, digest
from vatscheck.law.layers import Layer
from vatscheck.law.lint import lint
from vatscheck.upkeep.changes import changes
from vatscheck.upkeep.folders import LawError, read_folder

ROUTE = """[[route]]
id = "{id}"
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
when = [{{ check = "foreign-at-most", value = {value}, cites = ["telecom-regulations"] }}]
"""


def told(folder: Path) -> list[str]:
    """What is said about a folder, without the path of the folder itself."""
    with pytest.raises(LawError) as caught:
        read_folder(folder)
    found = [
        line
        for error in caught.value.errors
        for line in lines(error.name, error.problems, "en")
    ]
    return [line.replace(f"{folder}/", "").replace(str(folder), ".") for line in found]


def folder(tmp_path: Path, text: str, name: str = "ours.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_an_overlay_adds_and_replaces_and_is_named() -> None:
    law = read_folder(GOOD)
    assert law.overlay is not None
    assert law.overlay.name == "good"
    assert law.overlay.digest == digest(GOOD)
    assert set(law.overlay.records) == {
        Layer("route", "national-capped", "The firm reads the cap as 49 %."),
        Layer("instrument", "firm-memo-2026", None),
        Layer("area", "chengdu-cloud", None),
        Layer("route", "chengdu-cloud", None),
    }
    assert law.routes["national-capped"].version[-1].when[0].value == 49
    assert list(law.routes)[-1] == "chengdu-cloud"


def test_the_bundled_law_stays_as_it_is(law: Law) -> None:
    read_folder(GOOD)
    assert law.overlay is None
    assert "chengdu-cloud" not in law.routes
    assert law.routes["national-capped"].version[-1].when[0].value == 50


def test_a_whole_law_is_the_folder_and_nothing_else(law: Law) -> None:
    found = read_folder(DATA)
    assert found.overlay is None
    assert found.head == law.head
    assert changes(law, found) == []
    assert list(found.routes) == list(law.routes)


def test_a_law_can_be_handed_to_another_process() -> None:
    law = pickle.loads(pickle.dumps(read_folder(GOOD)))
    assert law.overlay.name == "good"
    assert lint(law) == []


def test_a_share_with_a_point_stays_exact(tmp_path: Path) -> None:
    law = read_folder(folder(tmp_path, ROUTE.format(id="ours", value="33.3")))
    assert law.routes["ours"].version[0].when[0].value == Decimal("33.3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ROUTE.format(id="national-capped", value=50),
            'ours.toml:2:6: route.national-capped.id: national-capped is in the bundled law: to put this record in its place write national-capped = "why" below [overrides], else choose another id',
        ),
        (
            ROUTE.format(id="ours", value=50) + 'replaces = "why"',
            "ours.toml:17:12: route.ours.version[0].replaces: unknown key replaces: drop it",
        ),
        (
            '[overrides]\nours = "why"\n' + ROUTE.format(id="ours", value=50),
            "ours.toml:2:1: overrides.ours: the bundled law has no ours to override",
        ),
        (
            '[overrides]\nnational-capped = "why"\n'
            + ROUTE.format(id="ours", value=50),
            "ours.toml:2:1: overrides.national-capped: no record in this folder",
        ),
        (
            '[overrides]\nnational-capped = " "\n'
            + ROUTE.format(id="national-capped", value=50),
            "ours.toml:2:1: overrides.national-capped: [overrides] says why",
        ),
        (
            ROUTE.format(id='ours"\noverrides = "why', value=50),
            "ours.toml:3:13: route.ours.overrides: in a route this key lists",
        ),
        (
            ROUTE.format(id="ours", value=50) * 2,
            "ours.toml:18:6: route.ours.id: ours stands already in ours.toml, line 1",
        ),
        (
            ROUTE.format(id="ours", value='"50"'),
            "ours.toml:1:1: route.ours: foreign-at-most compares with 50: write a number without quotes",
        ),
        (
            ROUTE.format(id="ours", value=120),
            "ours.toml:1:1: route.ours: foreign-at-most compares with 120: a share is",
        ),
        (
            ROUTE.format(id="ours", value=50).replace('"cdn"', '"cdm"'),
            "ours.toml:1:1: route.ours: no service cdm: correct the id, or add the record",
        ),
        (
            ROUTE.format(id="ours", value=50).replace("kind", "kidn"),
            "ours.toml:3:8: route.ours.kidn: unknown key kidn; did you mean: kind?",
        ),
        (
            ROUTE.format(id="ours", value=50).replace('"area"', '"zone"'),
            'ours.toml:3:8: route.ours.kind: found "zone"; allowed: "domestic"',
        ),
        (
            ROUTE.format(id="Our Rule", value=50),
            'ours.toml:2:6: route.Our Rule.id: found "Our Rule": not what belongs here; write id = "our-rule"',
        ),
        (
            ROUTE.format(id="ours", value=50).replace("grade", "# grade"),
            'ours.toml:1:1: route.ours: missing: grade; write grade = "S"',
        ),
        (
            ROUTE.format(id="ours", value=50).replace("of ours", "of \\u001b[31m"),
            "ours.toml:1:1: route.ours: a line break or a control character in a text",
        ),
        ("[[rule]]\n", "ours.toml:1:1: rule: found rule: no kind of record; allowed:"),
        ("[route]\n", "ours.toml:1:1: route: found [route]: write [[route]] in double"),
        ("[[route]]\nid = “x”\n", "ours.toml:2:6: typographic quotes in id = “x”"),
        ('version = "1"\n', ".: a whole law has version, verified_on and starts"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, expected: str
) -> None:
    found = told(folder(tmp_path, text))
    assert any(line.startswith(expected) for line in found), found


def test_all_errors_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder(tmp_path, ROUTE.format(id="national-capped", value=50))
    folder(tmp_path, "[[rule]]\n", "more.toml")
    assert [line.partition(":")[0] for line in told(tmp_path)] == [
        "more.toml",
        "ours.toml",
    ]


def test_no_folder_an_empty_one_and_a_lost_file(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere") == [
        ".: no such folder: name a folder with TOML files of the law"
    ]
    assert told(tmp_path)[0].startswith(".: no TOML file in this folder")
    (tmp_path / "lost.toml").symlink_to(tmp_path / "gone.toml")
    assert told(tmp_path) == ["lost.toml: cannot be read: No such file or directory"]


def test_an_overlay_that_breaks_a_bundled_record_is_refused(tmp_path: Path) -> None:
    text = (DATA / "checks.toml").read_text(encoding="utf-8")
    start = text.index("[[check]]")
    first = text[start : text.index("[[check]]", start + 1)]
    id = first.split('"')[1]
    broken = f'[overrides]\n{id} = "why"\n' + first.replace('fact = "', 'fact = "x.')
    found = told(folder(tmp_path, broken))
    assert any(f"check.{id}: no fact x." in line for line in found), found


def test_an_overlay_may_lie_in_folders_below(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "deep" / "below")
    law = read_folder(tmp_path)
    assert law.overlay is not None
    assert len(law.overlay.records) == 4
