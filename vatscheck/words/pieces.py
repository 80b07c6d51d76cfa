"""The small pieces of a sentence: numbers, the parts of an instrument, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from vatscheck.words.catalogue import Lang, chinese, word

HUNDRED = 100
"""The largest percentage; a larger number is an amount, shown with its thousands."""


ARTICLES = {
    "Art.": "第{}条",
    "para.": "第{}段",
    "item": "第{}项",
    "Annex": "附件{}",
    "measure": "第{}项措施",
    "telecom item": "电信条目",
    "internet item": "互联网条目",
    "education item": "教育条目",
    "market survey item": "市场调查条目",
    "social survey item": "社会调查条目",
    "medical institutions item": "医疗机构条目",
    "stem cells and gene item": "人体干细胞、基因诊断与治疗技术条目",
    "surveying and mapping item": "测绘条目",
    "Chinese legal affairs item": "中国法律事务条目",
    "rule on gateway channels": "国际出入口信道规定",
    "review of purchases": "采购审查",
    "incident plan and report": "应急预案与报告",
    "graded protection": "等级保护",
    "cross-border business": "跨境业务",
    "basic services, class 1": "第一类基础电信业务",
}
"""How the parts of an instrument are called in Chinese."""


PARAGRAPH = re.compile(r"\(para\. (\d+)\)")
"""A paragraph of an article (款), which is none of its items (项): `Art. 9(para. 2)`."""


def number(value: Decimal | int) -> str:
    """Return a percentage without needless zeros: 50, 49.99."""
    return f"{Decimal(value).normalize():f}"


def amount(value: Any) -> str:
    """Return a percentage, or a larger amount with its thousands, or any other value."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return str(value)
    return f"{value:,}" if value > HUNDRED else number(value)


def article(article: str, lang: Lang) -> str:
    """Return the part of an instrument that is cited."""
    if not chinese(lang):
        return PARAGRAPH.sub(r" para. \1", article)
    if article in ARTICLES:
        return ARTICLES[article].format("")
    head, _, rest = article.partition(" ")
    if head in ("Arts", "Arts."):
        head, rest = "Art.", rest.replace(", ", "、").replace("-", "至")
    rest = rest.replace(" Table ", "表")
    paragraph = "".join(f"第{n}款" for n in PARAGRAPH.findall(rest))
    rest = PARAGRAPH.sub("", rest)
    return ARTICLES[head].format(rest) + paragraph if head in ARTICLES else article


def join(items: Iterable[str], lang: Lang) -> str:
    """Return a list in words."""
    return word("comma", lang).join(items)


def series(items: Iterable[str], lang: Lang) -> str:
    """Return a list of longer pieces, which may hold commas themselves."""
    return word("semicolon", lang).join(items)
