"""The rule base is sound, and every way of breaking it is found."""

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from vatscheck.law.book import Law
from vatscheck.law.compile import DATA, build, read
from vatscheck.law.lint import lint

PILOT = "routes/pilot-2024.toml"
NATIONAL = "routes/national.toml"


def broken(tmp_path: Path, file: str, old: str, new: str) -> Law:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return Law(build(folder).encode())


def test_the_bundled_law_is_sound(law: Law) -> None:
    assert lint(law) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (NATIONAL, "to = 2003-12-10", "to = 2003-12-11", "overlap"),
        (NATIONAL, "to = 2003-12-10", "to = 2003-12-09", "nothing between"),
        (NATIONAL, "to = 2003-12-10", "to = 2001-12-10", "before it starts"),
        (PILOT, 'check = "registered-within"', 'check = "no-such"', "no check no-such"),
        (PILOT, 'value = "pilot-2024"', 'value = "no-area"', "no area no-area"),
        (PILOT, 'services = ["idc"', 'services = ["nothing"', "no service nothing"),
        (PILOT, '"pilot-approval", "pilot-cdn"', '"gone"', "no condition gone"),
        (
            PILOT,
            'overrides = ["not-committed"',
            'overrides = ["gone"',
            "no prohibition",
        ),
        (
            PILOT,
            'cites = ["miit-2024-107#para. 1"]',
            'cites = ["gone"]',
            "no instrument",
        ),
        (
            PILOT,
            'cites = ["miit-2024-107#para. 1"]',
            'cites = ["cai-eu-china"]',
            "never in force",
        ),
        (PILOT, "In four areas,", "TODO", "a placeholder"),
        (PILOT, 'value = ["news",', 'value = ["gossip",', "no content gossip"),
        ("checks.toml", 'fact = "registration.place"', 'fact = "x.y"', "no fact x.y"),
        ("areas.toml", 'place = "beijing"', 'place = "atlantis"', "no place atlantis"),
        (
            PILOT,
            'confidence = "high"\nverified_on = 2026-11-22\nquestion = false',
            'confidence = "low"\nverified_on = 2026-11-22\nquestion = false',
            "without a question",
        ),
        ("facts.toml", '"自有", "租赁", "无"', '"自有", "租赁"', "Chinese name"),
        ("prohibitions.toml", 'id = "company-only"', 'id = "pilot-2024"', "2 rules"),
    ],
)
def test_a_broken_rule_base_is_found(
    tmp_path: Path, file: str, old: str, new: str, finding: str
) -> None:
    found = lint(broken(tmp_path, file, old, new))
    assert any(finding in sentence for sentence in found), found


def test_two_routes_that_disagree_are_a_conflict(tmp_path: Path) -> None:
    route = (DATA / NATIONAL).read_text(encoding="utf-8")
    start = route.index('[[route]]\nid = "national-capped-dns"')
    end = route.index('[[route]]\nid = "national-uncapped"')
    twin = route[start:end].replace("national-capped-dns", "rival")
    twin = twin.replace("value = 50", "value = 40")
    law = broken(tmp_path, NATIONAL, "# The national", twin + "\n# The national")
    assert "rival and national-capped-dns disagree on dns" in lint(law)


@pytest.mark.parametrize(
    "key", ["cites", "grade", "confidence", "verified_on", "question", "text_zh"]
)
def test_the_schema_refuses_a_route_without_its_evidence(
    tmp_path: Path, key: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    lines = (folder / PILOT).read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
    del lines[at]
    (folder / PILOT).write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ValidationError, match=key):
        read(folder)


def test_the_schema_refuses_an_unknown_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / PILOT
    path.write_text(path.read_text("utf-8").replace("area =", "aera =", 1), "utf-8")
    with pytest.raises(ValidationError, match="aera"):
        read(folder)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="national-uncapped"):
        broken(
            tmp_path, NATIONAL, 'id = "national-capped-dns"', 'id = "national-uncapped"'
        )
