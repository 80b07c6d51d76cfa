"""`law new`: the skeletons of a rule and its tests, what is said of them, and their filling."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Ran, run
from vatscheck.law.compile import DATA
from vatscheck.upkeep import drafts, inspection
from vatscheck.upkeep.folders import read_folder

ID = "our-rule"
COUNTS = {"route": 8, "duty": 5, "prohibition": 5}
"""How many tests the least is, for each kind."""
CITES = '["telecom-regulations#Art. 13"]'
WORDS = {
    "title": '"ours"',
    "title_zh": '"本所规则"',
    "text": '"A rule of ours."',
    "text_zh": '"本所的规则。"',
    "cites": CITES,
    "grade": '"S"',
    "confidence": '"high"',
    "verified_on": "2026-11-22",
    "question": "false",
    "from": "2026-01-01",
}
FILLED = {
    "route": {
        "kind": '"area"',
        "line": '"cloud services up to {cap} % of foreign share"',
        "line_zh": '"云业务外资比例不超过{cap}%"',
        "services": '["ircs"]\nconditions = ["pilot-approval"]',
        "when": f'[{{ check = "foreign-at-most", value = 49, cites = {CITES} }}]',
        "question": 'false\noverrides = ["not-committed"]',
    },
    "duty": {
        "effect": '"gate"',
        "services": '["edi-ecommerce"]\nstated = true',
        "when": '[[{ fact = "facts.sectors", op = "any_of", value = ["auction"] }]]',
    },
    "prohibition": {
        "services": '["info-publish"]',
        "when": f'[{{ check = "foreign-above", value = 20, cites = {CITES} }}]',
    },
}
"""What a lawyer writes for each blank of a record."""
SHARES = {"at-cap": "49", "under-cap": "48.9", "over-cap": "49.1", "no": "100"}
HELD = {"route": "ircs", "duty": "edi-ecommerce", "prohibition": "info-publish"}
SOLD = {kind: f'{{ id = "{id}", content = ["none"] }}' for kind, id in HELD.items()}
SOLD |= {kind: f'{{ id = "{HELD[kind]}" }}' for kind in ("route", "duty")}
"""The service of a test, and how its profile names it."""


def new(kind: str, folder: Path, *more: str, id: str = ID) -> Ran:
    file = folder / "ours.toml"
    return run("law", "new", kind, id, "--in", file, "--law", folder, *more)


def fill(kind: str, folder: Path) -> None:
    """Write what is blank in the record."""
    path = folder / "ours.toml"
    text = path.read_text(encoding="utf-8")
    for key, value in (WORDS | FILLED[kind]).items():
        text, count = re.subn(
            rf'^{key} = .*""?.*$', f"{key} = {value}", text, flags=re.M
        )
        assert count == 1, key
    path.write_text(text, encoding="utf-8")


def fill_tests(kind: str, folder: Path) -> None:
    """Write what is blank in each test."""
    path = folder / "ours.tests.toml"
    first, *tests = path.read_text(encoding="utf-8").split("[[test]]\n")
    assert first == ""
    filled = []
    for test in tests:
        end = re.search(rf'^id = "{ID}-(.*)"$', test, re.M)
        assert end
        filled.append(filled_test(kind, end[1], test))
    path.write_text("".join(f"[[test]]\n{test}" for test in filled), encoding="utf-8")


def filled_test(kind: str, end: str, test: str) -> str:
    day = {"before": "2025-12-31", "first-day": "2026-01-01"}.get(end, "2026-11-22")
    refused = end in ("no", "first-day")
    share = {
        "route": SHARES.get(end, "40"),
        "duty": "0",
        "prohibition": "30" if refused else "10",
    }[kind]
    rest = 100 - float(share)
    owner = "" if share == "0" else f'{{ jurisdiction = "US", share = {share} }}'
    owners = f"owners = [{owner}{', ' if owner and rest else ''}"
    owners += '{ jurisdiction = "CN", kind = "company", ' if rest else ""
    owners += f"share = {rest:g} }}]" if rest else "]"
    if end == "unknown" and kind != "duty":
        owners = 'owners = [{ jurisdiction = "US" }, { jurisdiction = "CN", kind = "company" }]'
    status = "not_licensable" if end in ("no", "over-cap", "before") else "conditional"
    if kind == "prohibition":
        status = "not_licensable" if refused else "licensable"
    status = "undetermined" if end == "unknown" else status
    test = re.sub(r"^owners = .*$", owners, test, flags=re.M)
    sectors = {"no": '["none"]', "unknown": ""}.get(end, '["auction"]')
    if kind == "duty" and sectors:
        test = test.replace(
            "[[test.expect]]", f"facts = {{ sectors = {sectors} }}\n[[test.expect]]"
        )
    for old, fresh in {
        'as_of = ""': f"as_of = {day}",
        'place = ""': 'place = "guizhou/guiyang"',
        'places = [""]': 'places = ["guizhou/guiyang"]',
        'services = [""]': f"services = [{SOLD[kind]}]",
        'service = ""': f'service = "{HELD[kind]}"',
        'status = ""': f'status = "{status}"',
        f'routes = {{ {ID} = "" }}': f'routes = {{ {ID} = "conditional" }}',
        f'{ID} = [""]': f'{ID} = ["foreign-at-most"]',
        '{ "" = [': "{ national-capped = [",
    }.items():
        test = test.replace(old, fresh)
    return test


def blank_lines(path: Path) -> set[int]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return {number for number, line in enumerate(lines, 1) if '""' in line}


def named_lines(ran: Ran, path: Path) -> set[int]:
    return {int(at) for at in re.findall(rf"{re.escape(str(path))}:(\d+):", ran.err)}


@pytest.mark.parametrize("kind", COUNTS)
def test_the_lint_names_every_blank_of_a_skeleton(kind: str, tmp_path: Path) -> None:
    ran = new(kind, tmp_path)
    record, tests = tmp_path / "ours.toml", tmp_path / "ours.tests.toml"
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        f"wrote {kind}.{ID} to {record}, and {COUNTS[kind]} tests to {tests}; "
        "fill in what `vatscheck law lint` names\n"
    )
    assert "#" not in record.read_text(encoding="utf-8")
    linted = run("law", "lint", "--law", tmp_path)
    assert linted.code == 2
    for path in (record, tests):
        assert blank_lines(path)
        assert named_lines(linted, path) == blank_lines(path)
    assert run("assess", "-", "--law", tmp_path).code == 2


@pytest.mark.parametrize("kind", COUNTS)
def test_a_skeleton_that_is_filled_in_is_clean(kind: str, tmp_path: Path) -> None:
    assert new(kind, tmp_path).code == 0
    fill(kind, tmp_path)
    half = run("law", "lint", "--law", tmp_path)
    assert half.code == 2, "its tests are blank still"
    assert named_lines(half, tmp_path / "ours.toml") == set()
    fill_tests(kind, tmp_path)
    ran = run("law", "lint", "--law", tmp_path)
    assert (ran.code, ran.why) == (0, "nothing found (exit 0)"), ran
    tried = run("law", "test", "--law", tmp_path)
    assert tried.why == f"all {COUNTS[kind]} tests hold (exit 0)", tried.out


@pytest.mark.parametrize("kind", COUNTS)
def test_every_test_of_a_skeleton_is_one_that_the_lint_asks_for(
    kind: str, tmp_path: Path
) -> None:
    """But for a prohibition's open fact, which no rule of the lint wants."""
    assert new(kind, tmp_path).code == 0
    fill(kind, tmp_path)
    (tmp_path / "ours.tests.toml").unlink()
    ran = run("law", "lint", "--law", tmp_path)
    wanted = {"route": 8, "duty": 5, "prohibition": 4}[kind]
    assert ran.why == f"{wanted} findings (exit 1)", ran


def test_a_file_goes_on_as_it_began(tmp_path: Path) -> None:
    old = b'# ours\r\n[[route]]\r\nid = "another"'
    (tmp_path / "ours.toml").write_bytes(old)
    assert new("route", tmp_path).code == 0
    written = (tmp_path / "ours.toml").read_bytes()
    assert written.startswith(old + b'\r\n\r\n[[route]]\r\nid = "our-rule"\r\n')
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert new("duty", tmp_path, id="a-duty").code == 0
    more = (tmp_path / "ours.toml").read_bytes()
    assert more.startswith(written + b"\r\n[[duty]]\r\n")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", COUNTS)
def test_an_id_that_a_rule_has_is_refused(kind: str, lang: str, tmp_path: Path) -> None:
    assert new("route", tmp_path).code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    ran = new(kind, tmp_path, "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path}/ours.toml:1" in ran.err
    bundled = new(kind, tmp_path, "--lang", lang, id="before-accession")
    assert bundled.code == 2
    assert "[overrides]" in bundled.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_test_keeps_its_id(tmp_path: Path) -> None:
    assert new("route", tmp_path).code == 0
    (tmp_path / "ours.toml").unlink()
    ran = new("route", tmp_path)
    assert ran.code == 2
    assert ran.err.startswith(
        f"our-rule-yes stands already in {tmp_path}/ours.tests.toml"
    )
    assert not (tmp_path / "ours.toml").exists()


@pytest.mark.parametrize(
    ("id", "name", "said"),
    [
        ("Our Rule", "ours.toml", 'found "Our Rule": not what belongs here'),
        ("our-rule", "ours.tests.toml", "cannot hold records"),
        ("our-rule", "ours.txt", "cannot hold records"),
        ("our-rule", "../ours.toml", "lies outside the folder of the law"),
        ("our-rule", "list.toml", "list.toml:"),
        ("our-rule", "below/ours.toml", "No such file or directory"),
    ],
)
def test_what_cannot_be_written_leaves_everything_as_it_was(
    tmp_path: Path, id: str, name: str, said: str
) -> None:
    (tmp_path / "list.toml").write_text("route = []\n", encoding="utf-8")
    ran = run("law", "new", "route", id, "--in", tmp_path / name, "--law", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["list.toml"]


def test_both_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "ours.tests.toml").mkdir()
    assert new("route", tmp_path).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["ours.tests.toml"]


def test_the_bundled_law_is_linted_as_its_sources_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    monkeypatch.setattr(drafts, "DATA", data)
    monkeypatch.setattr(inspection, "DATA", data)
    file = data / "routes" / "zones.toml"
    taken = run("law", "new", "route", "pilot-2024", "--in", file)
    assert taken.code == 2
    assert "routes/pilot-2024.toml:3; nothing is written" in taken.err
    assert run("law", "new", "route", ID, "--in", file).code == 0
    linted = run("law", "lint")
    assert linted.code == 2
    assert f"{file}:" in linted.err
    assert f"{data / 'routes' / 'zones.tests.toml'}:" in linted.err


def test_an_empty_folder_becomes_an_overlay(tmp_path: Path) -> None:
    assert new("duty", tmp_path).code == 0
    fill("duty", tmp_path)
    assert ID in read_folder(tmp_path).duties
