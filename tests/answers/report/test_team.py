"""What the team keeps: its dates beside the law's, and no note ever lost."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from tests.answers.report.made import DAY, LANGS, file, folder, report
from tests.cli.running import LAW, run
from vatscheck.answers.report.files import FORMS

NOTED = """schema = 1
name = "P"
services = ["ircs"]
[[owners]]
name = "H"
jurisdiction = "CN"
share = 100
[[tasks]]
id = "payment-permit-2024"
owner = "Ann Lee"
evidence = "shelf 3"
due = "before Friday"
remarks = "asked the bank"
done = true
[[tasks]]
id = "annual-report"
owner = "Bo Chen"
due = {due}
[[tasks]]
id = "{paper}"
owner = "Cy Wang"
"""
PAPER = next(iter(LAW.documents))
APART = {
    "en": "Notes that belong to no item above",
    "zh": "未列入上述清单的记录",
}


def noted(due: str = "2027-03-01") -> str:
    """Return a profile with notes on an item, on a paper, and on what does not apply."""
    return NOTED.format(paper=PAPER, due=due)


def seen(ending: str, content: bytes) -> str:
    """Return all that a reader of the file sees."""
    if ending == ".docx":
        body = Document(BytesIO(content)).element.body
        return "\n".join("".join(p.itertext()) for p in body.iter("{*}p"))
    if ending == ".xlsx":
        sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
        return "\n".join(str(v) for s in sheets for r in s.values for v in r)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("ending", FORMS)
def test_no_note_of_the_team_is_lost(ending: str, lang: str) -> None:
    text = seen(ending, file(noted(), ending, lang))
    for note in ("Ann Lee", "shelf 3", "before Friday", "asked the bank"):
        assert note in text
    assert "Bo Chen" in text
    assert "Cy Wang" in text


def test_a_note_on_what_does_not_apply_stands_apart() -> None:
    found = report(noted())
    (apart,) = found["apart"]
    assert apart["id"] == "payment-permit-2024"
    assert apart["team"]["done"] is True
    owners = [item["team"]["responsible"] for item in found["items"]]
    assert owners.count("Bo Chen") == 1
    papers = {paper["id"]: paper["team"]["responsible"] for paper in found["papers"]}
    assert papers[PAPER] == "Cy Wang"


def test_a_noted_item_is_a_line_though_its_question_is_open() -> None:
    note = '[[tasks]]\nid = "pi-basics"\nowner = "Dan"\n'
    text = 'schema = 1\nname = "P"\nservices = ["info-publish"]\n' + note
    text += '[[owners]]\njurisdiction = "CN"\nshare = 100\n'
    found = report(text)
    (item,) = [item for item in found["items"] if item["id"] == "pi-basics"]
    assert item["state"] == "to-settle"
    assert item["team"]["responsible"] == "Dan"
    folded = {i["id"] for asked in found["asked"] for i in asked["items"]}
    assert "pi-basics" not in folded


@pytest.mark.parametrize(
    ("due", "late"),
    [("2027-03-31", False), ("2027-04-01", True), ('"some day"', False)],
)
def test_a_date_later_than_the_laws_is_marked(due: str, late: bool) -> None:
    found = report(noted(due))
    (item,) = [item for item in found["items"] if item["id"] == "annual-report"]
    assert item["deadline"] == {"text": "by 31 March", "day": "2027-03-31"}
    assert item["team"]["due"] == due.strip('"')
    assert item["team"]["late"] is late


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "later than the law"), ("zh", "晚于下一法定期限")]
)
def test_report_and_check_warn_of_a_date_that_is_too_late(
    lang: str, said: str, tmp_path: Path
) -> None:
    profile = folder(tmp_path, noted("2099-01-01"))
    ran = run(
        "report", profile, "-o", tmp_path / "p.md", "--as-of", DAY, "--lang", lang
    )
    assert ran.code == 0
    (line,) = [line for line in ran.err.splitlines() if said in line]
    assert "annual-report" in line
    assert "2027-03-31" in line
    checked = run("check", profile, "--lang", lang)
    assert checked.code == 0
    assert said in checked.err
    early = folder(tmp_path, noted("2026-12-05"))
    assert said not in run("check", early, "--lang", lang).err


def test_two_notes_with_one_id_are_an_error(tmp_path: Path) -> None:
    more = '[[tasks]]\nid = "annual-report"\nowner = "Eve"\n'
    profile = folder(tmp_path, noted() + more)
    ran = run("report", profile, "-o", tmp_path / "p.md", "--as-of", DAY)
    assert ran.code == 2
    assert "annual-report" in ran.err
    assert not (tmp_path / "p.md").exists()


@pytest.mark.parametrize(("lang", "said"), [("en", "warning: "), ("zh", "提示：")])
def test_a_note_on_what_does_not_apply_is_told(
    lang: str, said: str, tmp_path: Path
) -> None:
    profile, output = folder(tmp_path, noted()), tmp_path / "p.csv"
    ran = run("report", profile, "-o", output, "--as-of", DAY, "--lang", lang)
    assert ran.code == 0
    (line,) = [line for line in ran.err.splitlines() if line.startswith(said)]
    assert "payment-permit-2024" in line
    assert APART[lang] in line
    assert "annual-report" not in line


def test_all_formats_in_one_run_with_the_teams_columns(tmp_path: Path) -> None:
    profile = folder(
        tmp_path,
        'schema = 1\nname = "P"\nservices = ["info-publish"]\n'
        '[[owners]]\nname = "H"\njurisdiction = "CN"\nshare = 100\n'
        '[facts]\napp = true\n[[tasks]]\nid = "app-filing"\nowner = "Li Wei"\n'
        'evidence = "receipt 7"\ndue = 2026-12-15\nremarks = "asked"\ndone = true\n',
    )
    files = [tmp_path / f"c{ending}" for ending in FORMS]
    outputs = [word for path in files for word in ("--output", str(path))]
    ran = run("report", profile, *outputs, "--as-of", DAY)
    assert ran.code == 0
    assert all(path.stat().st_size for path in files)
    text = (tmp_path / "c.csv").read_bytes().decode("utf-8-sig")
    rows: list[dict[str, Any]] = list(csv.DictReader(StringIO(text)))
    (row,) = [row for row in rows if row["id"] == "app-filing"]
    assert row["Status"] == "met"
    assert row["Legal deadline"] == "before launch"
    assert row["Team’s date"] == "2026-12-15"
    team = row["Responsible"], row["Evidence"], row["Remarks"]
    assert team == ("Li Wei", "receipt 7", "asked")


def test_a_strange_format_writes_nothing(tmp_path: Path) -> None:
    profile = folder(tmp_path, noted())
    good, bad = tmp_path / "a.md", tmp_path / "a.pdf"
    ran = run("report", profile, "-o", good, "-o", bad)
    assert ran.code == 2
    assert ", ".join(FORMS) in ran.err
    assert not good.exists()
