"""Where lines end: the rules of Chinese setting, figures whole, nothing lost."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vatscheck.formats.breaking import lines, width
from vatscheck.law.book import load_law
from vatscheck.words.catalogue import FOLDER, TOPICS

NEVER_FIRST = "，。、；：！？）》〕】”’%％‰…"
NEVER_LAST = "（《〔【“‘"
KINDS = (
    *("routes", "services", "products", "prohibitions", "conditions", "duties"),
    *("checks", "facts", "instruments", "alternatives"),
)
"""The kinds of records whose Chinese texts are set in lines."""
COLUMNS = range(10, 61)
SIGNS = "[，。、；：！？）》〕】”’]"
SHORT = 14
"""So many signs a short title has, its marks included."""
UNIT = r"(?:%|万元|亿元|元|日|号|个工作日|个月|年|项|份|家)"


def test_fines_break_at_signs_and_figures_keep_their_units() -> None:
    text = "一般情形5万元以下；拒不改正的5万元至50万元；大量数据泄露的50万元至200万元。"
    assert lines(text, 20, wide=True) == [
        "一般情形5万元以下；",
        "拒不改正的5万元至",
        "50万元；大量数据泄露",
        "的50万元至200万元。",
    ]


@pytest.mark.parametrize(
    ("text", "columns", "found"),
    [
        (
            "依据工信部通信函〔2024〕107号第一项",
            16,
            ["依据工信部通信函", "〔2024〕107号", "第一项"],
        ),
        ("依据《电信条例》第七条申请", 14, ["依据", "《电信条例》", "第七条申请"]),
        ("外资比例不超过100%的", 14, ["外资比例不超过", "100%的"]),
        ("须在20个工作日内", 8, ["须在", "20个工作", "日内"]),
        ("see Art. 12 of it", 8, ["see", "Art. 12", "of it"]),
        ("up to 50 % of it", 10, ["up to 50 %", "of it"]),
        ("RMB 10 million now", 14, ["RMB 10 million", "now"]),
        ("“甲”与‘乙’", 6, ["“甲”", "与", "‘乙’"]),
        ("", 10, [""]),
        ("一", 1, ["一"]),
    ],
)
def test_what_belongs_together_stays_together(
    text: str, columns: int, found: list[str]
) -> None:
    assert lines(text, columns, wide=text[:1] > "z") == found


def test_quotes_are_wide_among_chinese_signs_only() -> None:
    assert width("“甲”", wide=True) == 6
    assert width("“甲”") == 4
    assert width("a…", wide=True) == 3


def law_texts(value: Any) -> Iterator[str]:
    """Every Chinese text of records of the law."""
    if isinstance(value, str):
        if re.search(r"[\u4e00-\u9fff]", value):
            yield value
    elif isinstance(value, dict):
        yield from law_texts([*value.values()])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from law_texts(item)


def texts() -> list[str]:
    """The sentences of the catalogue, line by line, and the Chinese texts of the law."""
    found: list[str] = []
    for topic in TOPICS:
        path = FOLDER / "zh" / f"{topic}.toml"
        for sentence in tomllib.loads(path.read_text(encoding="utf-8")).values():
            several = sentence.values() if isinstance(sentence, dict) else [sentence]
            found += [line for text in several for line in text.splitlines()]
    law = load_law()
    for kind in KINDS:
        records = getattr(law, kind)
        every = records.values() if isinstance(records, Mapping) else records
        found += law_texts([*every])
    return [*dict.fromkeys(text for text in found if len(text) > 5)]


TEXTS = texts()


def offence(text: str, columns: int) -> str | None:
    """What the lines of a text do that no line may."""
    found = lines(text, columns, wide=True)
    if "".join(found).replace(" ", "") != text.replace(" ", "").strip():
        return "something is lost"
    if any(width(line, wide=True) > columns for line in found):
        return "wider than the column"
    for before, after in pairwise(found):
        if told := ends_badly(before, after, columns):
            return f"{told}: {before[-12:]}|{after[:12]}"
    return None


def ends_badly(before: str, after: str, columns: int) -> str | None:
    """What is wrong with a line that ends here, if its pieces fit a line at all."""
    if after[0] in NEVER_FIRST and width(before, wide=True) > 2:
        return "begins with a closing sign"
    if before[-1] in NEVER_LAST:
        return "ends with an opening sign"
    wholes = (
        (r"（?〔?[\d.,〔〕]*\d$", rf"[\d.,]*(?:\d|{UNIT}){SIGNS}*", "parts a figure"),
        (
            r"（?第[一二三四五六七八九十]*$",
            rf"[一二三四五六七八九十]*[条款项]{SIGNS}*",
            "parts a number",
        ),
        (r"[（“]?《[^《》 ]*$", rf"[^《》 ]*》{SIGNS}*", "parts a short title"),
    )
    for head, tail, told in wholes:
        start, end = re.search(head, before), re.match(tail, after)
        whole = start[0] + end[0] if start and end else ""
        if 0 < len(whole) <= SHORT and width(whole, wide=True) <= columns:
            return told
    return None


@pytest.mark.parametrize("columns", COLUMNS)
def test_no_line_of_any_chinese_sentence_offends(columns: int) -> None:
    """All widths, each with every seventh text, so that each text has seven widths."""
    some = TEXTS[columns % 7 :: 7]
    assert len(some) > 100
    offending = [(text, found) for text in some if (found := offence(text, columns))]
    assert offending == []


MIXED = st.text(alphabet="甲乙，。；（）《》〔〕“”’…%5 1a.b元万号第条", max_size=60)


@given(MIXED, st.integers(4, 40))
def test_nothing_is_lost_whatever_the_text(text: str, columns: int) -> None:
    found = lines(text, columns, wide=True)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, wide=True) <= columns for line in found)
    assert all(line == line.rstrip() for line in found)


@given(st.text(max_size=80), st.integers(2, 40))
def test_lines_of_any_signs_end(text: str, columns: int) -> None:
    found = lines(text, columns)
    kept = re.sub(r"\s", "", "".join(found))
    assert kept == re.sub(r"\s", "", text)
