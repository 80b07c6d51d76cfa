"""Whatever stands in a profile stays text in every form of an answer."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt

from tests.formats.pages import HOSTILE, hostile
from vatscheck.formats import html, json, markdown
from vatscheck.formats.docx import document as docx
from vatscheck.formats.text import Screen, render

LIVE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u202a-\u202e\u2066-\u2069]"
)
"""What a terminal obeys, what hides, and what turns text round."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_shows_it(text: str, lang: str) -> None:
    for columns in (40, 80, 120, 160):
        shown = render(hostile(text, lang), Screen(columns, colour=False))
        assert not LIVE.search(shown)
        kept = re.sub(r"\s", "", shown)
        assert re.sub(r"\s", "", text.encode("unicode_escape").decode())[
            :8
        ] in kept or (re.sub(r"\s", "", text)[:8] in kept)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_makes_nothing_of_it(text: str) -> None:
    made = markdown.render(hostile(text))
    assert not LIVE.search(made)
    tokens = MarkdownIt("commonmark").enable("table").parse(made)
    every = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *every)}
    assert not kinds & {"link_open", "image", "html_block", "em_open", "s_open"}
    inline = {child.content for child in every if child.type == "html_inline"}
    assert inline <= {"<br>"}
    assert sum(token.type == "heading_open" for token in tokens) == 1
    assert sum(token.type == "th_open" for token in tokens) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_html_makes_nothing_of_it(text: str) -> None:
    made = html.render(hostile(text))
    body = made.partition("<body>")[2]
    assert not LIVE.search(made.replace("\n", ""))
    assert {*re.findall(r"</?([a-z0-9]+)", body)} <= {
        "div",
        *("main", "h1", "h3", "p", "span", "section", "dl", "dt", "dd", "ul", "li"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "body", "html"),
    }
    assert "49" not in re.sub(r"\\u\w+", "", body)


@pytest.mark.parametrize("text", HOSTILE)
def test_word_takes_it_as_runs(text: str) -> None:
    made = docx.render(hostile(text))
    with ZipFile(BytesIO(made)) as archive:
        parts = {
            name: archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    body = parts["word/document.xml"]
    assert not LIVE.search(body)
    assert not re.search(r"<w:(?:fldSimple|instrText|hyperlink|object|pict)", body)
    assert "evil.example" not in "".join(
        v for k, v in parts.items() if k.endswith(".rels")
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_json_says_it_and_shows_what_hides(text: str) -> None:
    import json as library

    made = json.written({"name": text}, indent=False)
    assert not LIVE.search(made)
    assert library.loads(made) == {"name": text}
