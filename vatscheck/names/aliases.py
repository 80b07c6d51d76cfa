"""Words that people write for the fixed values of a profile, in either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

SERVES: Mapping[str, str] = {
    "全国": "nationwide",
    "全国范围": "nationwide",
    "全境": "nationwide",
    "nation-wide": "nationwide",
    "whole country": "nationwide",
    "境外": "abroad",
    "国外": "abroad",
    "海外": "abroad",
    "overseas": "abroad",
    "外商投资企业": "foreign-invested-enterprises",
    "外资企业": "foreign-invested-enterprises",
}
"""Words for the areas and customers of `serves`."""
MEANINGS = frozenset(SERVES.values())
"""The words of `serves` themselves."""
YES = ("yes", "y", "true", "是", "有", "对", "√")
NO = ("no", "n", "false", "否", "无", "没有", "×")
NOTHING = ("none", "无", "没有", "不涉及", "均不涉及", "均不适用")
"""Words for the value `none`, where a fact has it."""
UNKNOWN = (
    *("unknown", "not known", "?", "？", "??", "tbd", "tbc", "t.b.c.", "t.b.d."),
    *("don't know", "dont know", "do not know", "i don't know", "no idea", "not sure"),
    *("unsure", "to be confirmed", "to be determined", "pending", "未知", "不清楚"),
    *("不详", "待定", "不知道", "不确定", "待确认", "待核实", "尚不清楚", "暂不清楚"),
)
"""Answers that say nothing: the fact stays left out."""


def value(word: str, values: Sequence[str], chinese: Sequence[str] = ()) -> str:
    """Return the one of some values that a word stands for, or nothing.

    `chinese` are the names of the values, in the same order; `company 公司` is read too.
    """
    from vatscheck.profile.sentences import MEANT

    pairs = list(zip(values, chinese, strict=False))
    names = {fold(zh): id for id, zh in pairs}
    names |= {fold(f"{id} {zh}"): id for id, zh in pairs}
    names |= {fold(id): id for id in values}
    if "none" in values:
        names = dict.fromkeys(NOTHING, "none") | names
    meant = MEANT.get(word.strip().casefold(), "")
    return names.get(fold(word)) or names.get(fold(meant)) or ""


def served(name: str) -> str:
    """Return the word of `serves` that a name stands for, or nothing."""
    if name in MEANINGS:
        return name
    return _served().get(fold(name), "")


@cache
def _served() -> dict[str, str]:
    names = {fold(word): meant for word, meant in SERVES.items()}
    return names | {fold(meant): meant for meant in MEANINGS}


def fold(name: str) -> str:
    """Return a name as it is compared: one width, one case, one kind of joint."""
    from unicodedata import normalize  # a plain id never comes here

    name = normalize("NFKC", name).casefold().strip()
    return " ".join(name.replace("_", " ").replace("-", " ").replace("'", "").split())
