"""Text that tries to come alive in a spreadsheet, in Markdown, in a terminal."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vatscheck.formats.inert import cell, markdown, terminal

FORMULA = "=+-@\0＝＋－＠"
ODD = st.text(alphabet=";=+-@\t\r\n,'\" \0x＝|", max_size=24)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("x;=1+1;y", "x;'=1+1;y"),
        ("x; =1+1", "x;' =1+1"),
        ('x;"=1+1"', 'x;\'"=1+1"'),
        ("x\t=1", "x\t'=1"),
        ("x\n-1", "x\n'-1"),
        ("=1", "'=1"),
        (" @sum", "' @sum"),
        ("\t=1", "'\t'=1"),
        ("\0=1", "'\0=1"),
        ("＝1", "'＝1"),
        ("owner; remarks, a-b", "owner; remarks, a-b"),
        ("50 - 60", "50 - 60"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula_whatever_the_separator(text: str, safe: str) -> None:
    assert cell(text) == safe


def begins(field: str) -> str:
    """What a spreadsheet looks at: blanks and quotes are not part of it."""
    return field.strip(' \r\n"')[:1]


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(ODD, min_size=1, max_size=3))
def test_no_reader_of_csv_finds_a_formula(texts: list[str]) -> None:
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(map(cell, texts))
    line = out.getvalue()
    (fields,) = csv.reader(StringIO(line, newline=""))
    assert fields == [cell(text) for text in texts]
    assert not [field for field in fields if begins(field) in (*FORMULA,)]
    for separators in (";", "\t", ";\t", ";\t\r\n"):
        for field in re.split(f"[{separators}]", line):
            assert begins(field) not in (*FORMULA,), (line, field)


LIVE = re.compile(
    r"(?i)//\S|www\.|@\w|\b[\w-]+\.(?:com|org|net|[a-z]{2})\b|(?:mailto|javascript):"
)
"""What some reader makes a link of, once the text is decoded."""


def read(text: str) -> tuple[str, set[str]]:
    """Text outside of code as a reader sees it, and the kinds of everything there."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    every = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *every)}
    plain = (c.content if c.type.startswith("text") else "\n" for c in every)
    return "".join(plain), kinds


ADDRESSES = (
    "http://evil.example/a",
    "HTTPS://EVIL.EXAMPLE",
    "see http://a.b/c_d_e|f, and www.x.y.",
    "//evil.example/a",
    "evil.com",
    "evil.com/path?q=1#x",
    "mail me@evil.example now",
    "mailto:me@evil.example",
    "javascript:alert(1)",
    "见http://a.cn/b，内容；evil.cn。",
    "[a](http://b.cd)",
    "![a](http://b.cd/p.png)",
    "<http://a.bc>",
    "`http://a.bc`",
    "``http://a.bc`` ` www.x.y `",
    "@everybody please",
    "\\http://a.bc",
    "http:\\//a.bc",
    "ftp://a.bc)http://d.ef",
)


@pytest.mark.parametrize("text", ADDRESSES)
def test_no_address_is_a_link_before_or_after_decoding(text: str) -> None:
    for around in ("{}", "- {}", "| a | {} |\n|---|---|\n| {} | b |"):
        seen, kinds = read(around.replace("{}", markdown(text)))
        assert not LIVE.search(seen), seen
        assert not kinds & {"link_open", "image"}


MARKUP = st.text(alphabet="ab.:/@`*_[]()<>|\\#-+=~1!&; \nw", max_size=30)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(MARKUP)
def test_nothing_of_markdown_comes_alive(text: str) -> None:
    seen, kinds = read(f"x {markdown(text)}")
    allowed = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert kinds <= allowed | {"code_inline", "html_inline"}
    assert "//" not in re.sub(r"//+(?=\s|$)|//+(?=[`|<>])", "", seen)


@pytest.mark.parametrize(
    "text", ["registration.place", "Co., Ltd. (Shanghai)", "2026.11", "e.g. a", "No.5"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert markdown(text) == text


def test_a_terminal_obeys_nothing() -> None:
    assert terminal("a\x1b[31m\x9b\u202e\u200b") == "a\\x1b[31m\\x9b\\u202e\\u200b"
    assert terminal("上海 Müller") == "上海 Müller"


def test_json_means_the_same_and_shows_what_hides() -> None:
    import json as library

    from vatscheck.formats.inert import json

    text = library.dumps({"a": "\x9b\u202e😀上海\U000e0041\x7f"}, ensure_ascii=False)
    shown = json(text)
    assert shown == '{"a": "\\u009b\\u202e😀上海\\udb40\\udc41\\u007f"}'
    assert library.loads(shown) == library.loads(text)
    assert json('{\n "a": "b"\n}') == '{\n "a": "b"\n}'
