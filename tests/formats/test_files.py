"""Markdown, HTML, Word and JSON: one whole output each, and the parts of the file."""

from __future__ import annotations

import hashlib
import json as library
import re
from base64 import b64encode
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from docx import Document

from tests.formats.pages import CLOSED, SMALL
from vatscheck.formats import html, json, markdown
from vatscheck.formats.docx import document as docx

MARKDOWN = f"""\
# Müller &amp; Co

1 December 2026; law 2026.12

- **not licensable**: data centre (B11)
  - **why**: {CLOSED} \\[Letter 107\\]
  - **where**: Beijing; Shenzhen
  - **next**: register in Beijing
- **licensable**: call centre (B24)
  - **why**: open at any foreign share
  - **next**: prepare the file: 12 items

## Sources

- **ground**: a
- **way**: b

1. first
- second

| place | up to |
| --- | --- |
| Hainan | 100 % |
| Beijing | **50 %** |"""
BODY = f"""\
<h1>Müller &amp; Co</h1>
<p>1 December 2026; <span class="dim">law 2026.12</span></p>
<section class="entry">
<h3><span class="chip not_licensable">not licensable</span> data centre (B11)</h3>
<dl>
<div><dt>why</dt><dd>{CLOSED}<span class="dim"> [Letter 107]</span></dd></div>
<div><dt>where</dt><dd>Beijing; Shenzhen</dd></div>
<div><dt>next</dt><dd>register in Beijing</dd></div>
</dl>
</section>
<section class="entry">
<h3><span class="chip licensable">licensable</span> call centre (B24)</h3>
<dl>
<div><dt>why</dt><dd>open at any foreign share</dd></div>
<div><dt>next</dt><dd>prepare the file: 12 items</dd></div>
</dl>
</section>
<h2>Sources</h2>
<dl>
<div><dt>ground</dt><dd>a</dd></div>
<div><dt>way</dt><dd>b</dd></div>
</dl>
<ul>
<li><span class="mark">1</span> first</li>
<li><span class="mark">-</span> second</li>
</ul>
<table class="cards">
<caption class="vh">shares</caption>
<thead><tr><th scope="col">place</th><th scope="col">up to</th></tr></thead>
<tbody>
<tr><th scope="row">Hainan</th><td data-head="up to">100\u00a0%</td></tr>
<tr><th scope="row">Beijing</th><td data-head="up to"><span class="strong">50\u00a0%</span></td></tr>
</tbody>
</table>
"""


def test_the_whole_page_in_markdown() -> None:
    assert markdown.render(SMALL) == MARKDOWN


def test_chinese_markdown_has_chinese_colons() -> None:
    text = markdown.render(SMALL._replace(lang="zh"))
    assert "- **licensable**：call centre" in text


def test_the_whole_page_in_html() -> None:
    text = html.render(SMALL)
    assert html.fragment(SMALL).strip() == BODY.strip()
    assert BODY.strip() in text
    assert text.startswith("<!doctype html>") or text.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in text
    assert "<title>Müller &amp; Co</title>" in text
    assert '<html lang="zh-CN">' in html.render(SMALL._replace(lang="zh"))


def test_html_loads_nothing_and_allows_its_own_style_alone() -> None:
    text = html.render(SMALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text.replace(
        "&#39;", "'"
    )
    assert not re.search(r"<script|<link|<img|\sstyle=|\ssrc=|url\(|@import", text)


def test_the_parts_of_the_word_file() -> None:
    made = docx.render(SMALL)
    document = Document(BytesIO(made))
    found = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert found == [
        ("Title", "Müller & Co"),
        ("Normal", "1 December 2026; law 2026.12"),
        ("Heading 2", "not licensable  data centre (B11)"),
        (
            "Normal",
            "why: closed nationally; the nearest exception needs registration in its areas; Xuhui is outside [Letter 107]",
        ),
        ("Normal", "where: Beijing; Shenzhen"),
        ("Normal", "next: register in Beijing"),
        ("Heading 2", "licensable  call centre (B24)"),
        ("Normal", "why: open at any foreign share"),
        ("Normal", "next: prepare the file: 12 items"),
        ("Heading 1", "Sources"),
        ("Normal", "ground: a"),
        ("Normal", "way: b"),
        ("Normal", "1  first"),
        ("Normal", "-  second"),
        ("Gap", ""),
    ]
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["place", "up to"],
        ["Hainan", "100\u00a0%"],
        ["Beijing", "50\u00a0%"],
    ]
    assert [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in table.rows] == [
        True
    ] * 3
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [
        True,
        False,
        False,
    ]
    about = document.core_properties
    assert (about.title, about.language, about.author) == ("Müller & Co", "en-GB", "")


def test_two_word_files_of_one_page_are_the_same_bytes() -> None:
    made = docx.render(SMALL)
    assert made == docx.render(SMALL)
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }


def test_numbers_of_json_are_exact_and_whole_ones_have_no_point() -> None:
    made = json.plain(
        {"a": Decimal("50.0"), "b": [Decimal("49.99")], "c": (True, None)}
    )
    assert json.written(made, indent=False) == '{"a":50,"b":[49.99],"c":[true,null]}'
    assert (
        json.written(made)
        == '{\n "a": 50,\n "b": [\n  49.99\n ],\n "c": [\n  true,\n  null\n ]\n}'
    )


def test_the_digest_is_that_of_the_sorted_object_without_it() -> None:
    made = {
        "b": "上海 \u202e",
        "a": {"d": 0.5, "c": [1, {"z": 1, "y": 2}]},
        "digest": "old",
    }
    rest = {key: value for key, value in made.items() if key != "digest"}
    text = library.dumps(
        rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    expected = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    assert json.digest(made) == expected
