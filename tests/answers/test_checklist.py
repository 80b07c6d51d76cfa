"""The checklist in every format and language: read back, and nothing alive in it."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from tests.cli.running import PROFILES, run
from vatscheck.answers.checklist.build import checklist, whole_report
from vatscheck.answers.checklist.interface import MODULES, renderer
from vatscheck.answers.checklist.markdown import plain
from vatscheck.answers.checklist.model import Checklist, both
from vatscheck.law.book import Law
from vatscheck.loading import load_profile
from vatscheck.upkeep.cases import profile_of

TODAY = "2026-11-22"
LANGS = ("en", "zh", "both")
EVIL = (
    '=HYPERLINK("http://x.example","<script>alert(1)</script>")|**b** [a](b) \x1b[31m'
)
BUNDLED = sorted(Path(PROFILES).glob("*.toml"))


def of_file(path: Path, law: Law, lang: Any = "en") -> Checklist:
    report = whole_report(load_profile(path, law), "sha256:0", law, TODAY)
    return checklist(report, lang)


@pytest.fixture(scope="module")
def hostile() -> Checklist:
    """The checklist of a profile whose every text tries to come alive."""
    from vatscheck.law.book import load_law

    law = load_law()
    profile = profile_of(
        law,
        {
            "name": EVIL,
            "owners": [{"name": EVIL, "jurisdiction": "HK", "share": 60}],
            "services": [{"id": "info-publish", "content": ["none"]}],
            "tasks": [{"id": "app-filing", "owner": EVIL, "remarks": EVIL}],
        },
    )
    return checklist(whole_report(profile, "sha256:0", law, TODAY), "en")


@pytest.mark.parametrize("path", BUNDLED, ids=[path.stem for path in BUNDLED])
def test_every_profile_has_its_items_papers_steps_and_sources(
    path: Path, law: Law
) -> None:
    found = of_file(path, law, "both")
    assert len(found.groups) >= 2
    for group in found.groups[:-1]:
        assert group.items
        assert group.verdict
    refused = all("not licensable" in group.verdict for group in found.groups[:-1])
    needed = not all("not needed" in group.verdict for group in found.groups[:-1])
    if needed and not refused:
        assert len(found.papers) > 8
        assert len(found.steps) > 3
    assert found.sources
    numbers = [item.number for group in found.groups for item in group.items]
    assert len(set(numbers)) == len(numbers)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let five years pass, and the sender move to the other side of the world."""
    import time

    then = time.struct_time((2031, 7, 9, 23, 59, 58, 2, 190, 1))
    monkeypatch.setattr(time, "time", lambda: 1_941_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: then)


@pytest.mark.parametrize("suffix", MODULES)
@pytest.mark.parametrize("lang", LANGS)
def test_equal_input_gives_equal_bytes_whenever_it_is_made(
    suffix: str, lang: str, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = of_file(PROFILES / "tesla.toml", law, lang)
    one = renderer(suffix)(found)
    later(monkeypatch)
    assert renderer(suffix)(found) == one
    assert len(one) > 5000


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_questionnaire_is_the_same_whenever_it_is_made(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
    command = ("intake", PROFILES / "tesla.toml", "--as-of", TODAY, "-o")
    assert run(*command, one).code == 0
    later(monkeypatch)
    assert run(*command, other).code == 0
    assert one.read_bytes() == other.read_bytes()


def test_no_entry_of_an_office_file_tells_a_time(law: Law) -> None:
    from zipfile import ZipFile

    found = of_file(PROFILES / "tesla.toml", law)
    for suffix in (".docx", ".xlsx"):
        with ZipFile(BytesIO(renderer(suffix)(found))) as archive:
            dates = {entry.date_time for entry in archive.infolist()}
            assert dates == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None


def test_the_document_has_its_tables_with_repeated_heads(law: Law) -> None:
    found = of_file(PROFILES / "tesla.toml", law, "zh")
    document = Document(BytesIO(renderer(".docx")(found)))
    assert len(document.tables) == len(found.groups) + 2
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    first = [cell.text for cell in document.tables[0].rows[1].cells]
    item = found.groups[0].items[0]
    assert first == [item.number, *item[2:]]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert "SimSun" in fonts.values()


def test_the_workbook_is_frozen_filtered_and_offers_the_statuses(law: Law) -> None:
    found = of_file(PROFILES / "tesla.toml", law)
    book = openpyxl.load_workbook(BytesIO(renderer(".xlsx")(found)))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"met,missing,unknown,not applicable"'
    items = [item for group in found.groups for item in group.items]
    assert sheet.max_row == len(items) + 1
    assert [row[5].value for row in sheet.iter_rows(min_row=2)] == [
        item.status for item in items
    ]


def test_the_page_has_no_remote_parts_and_describes_its_pictures(law: Law) -> None:
    page = renderer(".html")(of_file(PROFILES / "tesla.toml", law)).decode()
    assert not re.search(r"""(src|href)\s*=|@import|url\((?!#)""", page)
    assert 'role="img"' in page
    patterns = page.count("<pattern")
    assert page.count("<rect") == page.count("</title></rect>") + patterns


def test_nothing_alive_in_a_workbook(hostile: Checklist) -> None:
    book = openpyxl.load_workbook(BytesIO(renderer(".xlsx")(hostile)))
    cells = [
        c for s in book.worksheets for row in s.iter_rows() for c in row if c.value
    ]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("pilot-2024 (letter 107)", "pilot-2024 (letter 107)"),
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("12. item", "12\\. item"),
        ("a\n+ b", "a<br>\\+ b"),
        ("[a](http://b)", "\\[a\\](`http://b`)"),
        ("![x](y)", "!\\[x\\](y)"),
        ("<b>*x*</b>", "&lt;b&gt;\\*x\\*&lt;/b&gt;"),
        ("a|b `c`", "a\\|b \\`c\\`"),
        ("x@y.z www.a.b", "`x@y.z` `www.a.b`"),
    ],
)
def test_only_what_would_come_alive_is_marked_in_markdown(text: str, safe: str) -> None:
    assert plain(text) == safe


def test_every_line_of_csv_says_what_it_was_made_from(hostile: Checklist) -> None:
    text = renderer(".csv")(hostile).decode("utf-8-sig")
    heads, *rows = csv.reader(StringIO(text))
    labels = [label for label, _ in hostile.header]
    assert heads[-len(labels) :] == labels
    for row in rows:
        told = dict(zip(labels, row[-len(labels) :], strict=True))
        assert all(told[label].endswith(value) for label, value in hostile.header)


def test_nothing_alive_in_csv(hostile: Checklist) -> None:
    text = renderer(".csv")(hostile).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@"))]
    assert "\x1b" not in text


@pytest.mark.parametrize("payload", ["x;=1+1;y", "x\t=1+1", "x;+1", "=1+1", "＝1"])
def test_nothing_alive_in_csv_where_the_separator_is_another(
    payload: str, law: Law
) -> None:
    note = {"id": "app-filing", "owner": payload, "remarks": payload}
    table = {"name": payload, "services": [{"id": "ircs"}], "tasks": [note]}
    profile = profile_of(law, table)
    whole = checklist(whole_report(profile, "sha256:0", law, TODAY), "en")
    text = renderer(".csv")(whole).decode("utf-8-sig")
    assert "1" in text
    for line in re.split("[\r\n]+", text):
        for field in re.split("[;\t]", line):
            assert not field.strip('" ').startswith((*"=+-@＝",)), field


def test_nothing_alive_in_a_page_or_in_markdown(hostile: Checklist) -> None:
    page = renderer(".html")(hostile).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    text = renderer(".md")(hostile).decode()
    assert "<script" not in text
    assert "http://" not in re.sub("`[^`|]*`", "", text)
    assert "**b**" not in text
    assert "](b)" not in text.replace("\\](b)", "")
    assert "\x1b" not in page + text


def test_nothing_alive_in_a_document(hostile: Checklist) -> None:
    document = Document(BytesIO(renderer(".docx")(hostile)))
    body = document.element.body
    assert not body.xpath(".//w:hyperlink | .//w:instrText | .//w:fldSimple")
    assert "=HYPERLINK" in body.xml


def test_two_languages_need_one_shape() -> None:
    assert both(("a", "b"), ("a", "c")) == ("a", "b\nc")
    with pytest.raises(ValueError, match="common shape"):
        both("a", ("a",))


# --- the command ------------------------------------------------------------------


def test_all_formats_in_one_run_with_the_teams_columns(tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text(
        'schema = 1\nname = "P"\nservices = ["info-publish"]\n'
        '[[owners]]\nname = "H"\njurisdiction = "CN"\nshare = 100\n'
        '[facts]\napp = true\n[[tasks]]\nid = "app-filing"\nowner = "Li Wei"\n'
        'evidence = "receipt 7"\ndue = 2026-12-15\nremarks = "asked"\ndone = true\n',
        encoding="utf-8",
    )
    files = [tmp_path / f"c{suffix}" for suffix in MODULES]
    outputs = [word for path in files for word in ("--output", str(path))]
    ran = run("report", profile, *outputs, "--as-of", TODAY)
    assert ran.code == 0
    assert all(path.stat().st_size for path in files)
    rows = csv.reader(StringIO(files[-1].read_bytes().decode("utf-8-sig")))
    (line,) = [row for row in rows if row[2] == "app-filing"]
    assert line[6] == "met"
    assert line[8:11] == ["Li Wei", "receipt 7", "2026-12-15"]
    assert line[11].startswith("asked")


def test_a_strange_format_writes_nothing(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.md", tmp_path / "a.pdf"
    ran = run("report", PROFILES / "tesla.toml", "-o", good, "-o", bad)
    assert ran.code == 2
    assert ".docx, .xlsx, .html, .md, .csv" in ran.err
    assert not list(tmp_path.iterdir())


# --- the team's notes ---------------------------------------------------------------

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
[[tasks]]
id = "{paper}"
owner = "Cy Wang"
"""
TITLES = {
    "en": "Notes that belong to no item above",
    "zh": "不属于上列事项的记录",
    "both": "Notes that belong to no item above\n不属于上列事项的记录",
}


def noted(law: Law, lang: Any) -> Checklist:
    """The checklist with notes on an item, on a paper, and on what does not apply."""
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load

    raw = NOTED.format(paper=next(iter(law.documents))).encode()
    profile, digest = load(raw, "p.toml", settler(Names(law)))
    return checklist(whole_report(profile, digest, law, TODAY), lang)


def texts(suffix: str, content: bytes) -> str:
    """All that a reader of the file sees."""
    if suffix == ".docx":
        tables = Document(BytesIO(content)).tables
        return "\n".join(c.text for t in tables for r in t.rows for c in r.cells)
    if suffix == ".xlsx":
        sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
        return "\n".join(str(v) for s in sheets for r in s.values for v in r)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("suffix", MODULES)
def test_no_note_of_the_team_is_lost(suffix: str, lang: str, law: Law) -> None:
    found = noted(law, lang)
    assert found.groups[-1].title == TITLES[lang]
    assert found.apart == ("payment-permit-2024",)
    seen = texts(suffix, renderer(suffix)(found))
    for text in ("Ann Lee", "shelf 3", "before Friday", "asked the bank"):
        assert text in seen
    assert "Bo Chen" in seen
    assert "Cy Wang" in seen


def test_a_note_stands_with_its_item_once(law: Law) -> None:
    *groups, apart = noted(law, "en").groups
    owners = [item.owner for group in groups for item in group.items]
    assert owners.count("Bo Chen") >= 1
    assert {item.owner for item in apart.items} == {"Ann Lee", "Cy Wang"}
    by_owner = {item.owner: item for item in apart.items}
    assert by_owner["Ann Lee"].status == "not applicable"
    assert by_owner["Ann Lee"].cure == "noted as done"
    assert by_owner["Cy Wang"].why == "a paper or step, see below"


def test_without_such_notes_there_is_no_such_group(law: Law) -> None:
    found = of_file(PROFILES / "tesla.toml", law)
    assert found.apart == ()
    assert found.groups[-1].title == "Company: binds every service"


@pytest.mark.parametrize(("lang", "said"), [("en", "warning: "), ("zh", "提示：")])
def test_a_note_on_what_does_not_apply_is_told(
    lang: str, said: str, law: Law, tmp_path: Path
) -> None:
    profile, output = tmp_path / "p.toml", tmp_path / "p.csv"
    profile.write_text(NOTED.format(paper=next(iter(law.documents))), encoding="utf-8")
    ran = run("report", profile, "-o", output, "--as-of", TODAY, "--lang", lang)
    assert ran.code == 0
    (line,) = [line for line in ran.err.splitlines() if line.startswith(said)]
    assert "payment-permit-2024" in line
    assert TITLES[lang] in line
    assert "annual-report" not in line
