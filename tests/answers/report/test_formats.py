"""The report in every format: equal bytes, one set of numbers, and nothing alive in any."""

from __future__ import annotations

import csv
import re
import time
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document

from tests.answers.report.made import (
    DAY,
    LANGS,
    NORTHWIND,
    TESLA,
    file,
    hostile,
    report,
    reports,
    toml,
)
from tests.cli.running import PROFILES, run
from vatscheck.answers.report.files import FORMS, made


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let five years pass, and the sender move to the other side of the world."""
    then = time.struct_time((2031, 7, 9, 23, 59, 58, 2, 190, 1))
    monkeypatch.setattr(time, "time", lambda: 1_941_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: then)


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_equal_input_gives_equal_bytes_whenever_it_is_made(
    ending: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = file(TESLA, ending, lang)
    later(monkeypatch)
    reports.cache_clear()
    assert file(TESLA, ending, lang) == one
    assert len(one) > 5000


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_questionnaire_is_the_same_whenever_it_is_made(
    suffix: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    one, other = folder / f"one{suffix}", folder / f"other{suffix}"
    command = ("intake", PROFILES / "tesla.toml", "--as-of", "2026-11-22", "-o")
    assert run(*command, one).code == 0
    later(monkeypatch)
    assert run(*command, other).code == 0
    assert one.read_bytes() == other.read_bytes()


def test_no_entry_of_an_office_file_tells_a_time() -> None:
    for ending in (".docx", ".xlsx"):
        with ZipFile(BytesIO(file(TESLA, ending))) as archive:
            dates = {entry.date_time for entry in archive.infolist()}
            assert dates == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ending", [".md", ".html", ".docx", ".xlsx"])
@pytest.mark.parametrize("text", [NORTHWIND, TESLA], ids=["northwind", "tesla"])
def test_every_format_says_the_sentences_of_the_short_answer(
    text: str, ending: str, lang: str
) -> None:
    summary = report(text, lang)["summary"]
    said = _told(ending, file(text, ending, lang))
    for entry in summary["services"]:
        for sentence in (entry["because"]["text"], entry["next"]["text"]):
            assert _flat(sentence) in said, sentence
        assert _flat(entry["word"]) in said


def _told(ending: str, content: bytes) -> str:
    if ending == ".docx":
        body = Document(BytesIO(content)).element.body
        return _flat("".join(body.itertext()))
    if ending == ".xlsx":
        sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
        return _flat("".join(str(v) for s in sheets for r in s.values for v in r))
    text = content.decode()
    if ending == ".html":
        import html

        text = html.unescape(re.sub("<[^>]+>", "", text))
    return _flat(text.replace("\\", ""))


def _flat(text: str) -> str:
    """A text without case, blanks and ends of lines."""
    return re.sub(r"\s", "", text).casefold()


def test_the_numbers_of_sources_are_the_same_in_every_file() -> None:
    found = {s["number"]: s["title"] for s in report(NORTHWIND)["sources"]}
    page = file(NORTHWIND, ".html").decode()
    for number in found:
        assert page.count(f'<li id="n{number}">') == 1
    document = Document(BytesIO(file(NORTHWIND, ".docx"))).element.body
    marks = document.xpath(".//w:bookmarkStart/@w:name")
    assert {f"n{number}" for number in found} <= set(marks)
    assert len(set(marks)) == len(marks)
    anchors = set(document.xpath(".//w:hyperlink/@w:anchor"))
    assert anchors <= set(marks)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(
        re.findall(r'id="([^"]+)"', page)
    )
    sheet = openpyxl.load_workbook(BytesIO(file(NORTHWIND, ".xlsx")))["Sources"]
    rows = {int(str(row[0])): row[1] for row in sheet.iter_rows(2, values_only=True)}
    assert rows == found


# --- nothing alive ------------------------------------------------------------------


def test_nothing_alive_in_a_workbook() -> None:
    book = openpyxl.load_workbook(BytesIO(file(hostile(), ".xlsx")))
    cells = [
        c for s in book.worksheets for row in s.iter_rows() for c in row if c.value
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    known = {source["url"] for source in report(hostile())["sources"]}
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert links
    assert links <= known
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)


def test_every_line_of_csv_says_what_it_was_made_from() -> None:
    text = file(hostile(), ".csv").decode("utf-8-sig")
    found = report(hostile())
    rows = list(csv.DictReader(StringIO(text)))
    assert rows
    for row in rows:
        assert row["Profile sha256"] == found["profile"]["digest"]
        assert row["Judged for"] == DAY
        assert found["law"]["digest"] in row["Law used"]
        assert row["Made with"].startswith("vatscheck ")
        assert "HYPERLINK" in row["Company"]


def test_nothing_alive_in_csv() -> None:
    text = file(hostile(), ".csv").decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("payload", ["x;=1+1;y", "x\t=1+1", "x;+1", "=1+1", "＝1"])
def test_nothing_alive_in_csv_where_the_separator_is_another(payload: str) -> None:
    text = (
        f'schema = 1\nname = {toml(payload)}\nservices = ["ircs"]\n'
        '[[owners]]\njurisdiction = "CN"\nshare = 100\n'
        f'[[tasks]]\nid = "app-filing"\nowner = {toml(payload)}\n'
        f"remarks = {toml(payload)}\n"
    )
    content = file(text, ".csv").decode("utf-8-sig")
    assert "1" in content
    for line in re.split("[\r\n]+", content):
        for field in re.split("[;\t]", line):
            assert not field.strip('" ').startswith((*"=+-@＝",)), field


def test_nothing_alive_in_a_page_or_in_markdown() -> None:
    page = file(hostile(), ".html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    text = file(hostile(), ".md").decode()
    assert "<script" not in text
    assert "http://" not in re.sub("`[^`|]*`", "", text)
    assert "**b**" not in text
    assert "](b)" not in text.replace("\\](b)", "")
    assert "\x1b" not in page + text


def test_nothing_alive_in_a_document() -> None:
    document = Document(BytesIO(file(hostile(), ".docx")))
    body = document.element.body
    assert body.xpath(".//w:instrText/text()") == [' TOC \\o "1-1" \\n \\h \\z ']
    assert not body.xpath(".//w:fldSimple")
    known = {source["url"] for source in report(hostile())["sources"]}
    outside = {r.target_ref for r in document.part.rels.values() if r.is_external}
    assert outside <= known
    assert "=HYPERLINK" in body.xml
    assert "\x1b" not in body.xml


def test_markdown_is_a_task_list_that_a_wiki_ticks_off() -> None:
    text = file(NORTHWIND, ".md").decode()
    lines = text.splitlines()
    ticked = [line for line in lines if line.startswith("- [x] ")]
    open_ = [line for line in lines if line.startswith("- [ ] ")]
    found = report(NORTHWIND)
    met = [item for item in found["items"] if item["state"] == "met"]
    assert len(ticked) == len(met)
    assert len(open_) >= len(found["items"]) - len(met)


def test_a_form_is_one_of_those_that_are_named() -> None:
    with pytest.raises(KeyError):
        made(reports(NORTHWIND, "en"), ".pdf")


@pytest.mark.parametrize("ending", [".md", ".html", ".docx", ".xlsx"])
def test_every_format_states_the_facts_that_the_answer_relies_on(ending: str) -> None:
    said = _told(ending, file(NORTHWIND, ending))
    for fact in ("Xuhui, Shanghai", "Beijing", "Northwind Software, Inc.", "100 %"):
        assert _flat(fact) in said, fact
    states = ("given", "derived", "assumed", "unknown")
    assert all(state in said for state in states)


FORMER = (
    "可许可",
    "如何补正",
    "无须补正",
    "本地结论",
    "缺失或不符",
    "系凭记忆",
    "截至20",
)
"""Terms in which no Chinese lawyer would write the frame of an opinion."""


@pytest.mark.parametrize("ending", [".md", ".html", ".docx", ".xlsx", ".csv"])
@pytest.mark.parametrize("text", [NORTHWIND, TESLA], ids=["northwind", "tesla"])
def test_the_chinese_frame_is_a_lawyers(text: str, ending: str) -> None:
    said = _told(ending, file(text, ending, "zh"))
    assert [term for term in FORMER if term in said] == []
    assert "事实表校验码" in said or ending in (".xlsx", ".csv")
    assert not re.findall("[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]", said)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("text", [NORTHWIND, TESLA], ids=["northwind", "tesla"])
def test_no_sentence_counts_one_as_many_or_says_nothing(text: str, lang: str) -> None:
    page = file(text, ".html", lang).decode()
    said = re.sub("<style>.*?</style>|<[^>]+>", " | ", page, flags=re.S)
    assert not re.findall(r"\b1 (?:items|services|papers|questions|days)\b", said)
    assert not re.findall(r"\bNone\b|\bn/a\b|\b0 items\b", said)
    assert not re.findall(r"[^\s|\d]  +[^\s|]", said)
