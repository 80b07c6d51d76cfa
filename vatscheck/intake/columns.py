"""The heads of tables, as they are written and as other people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vatscheck.names.aliases import fold

HEADS: Mapping[str, Sequence[str]] = {
    "questions": ("question id", "问题编号"),
    "owners": ("no.", "序号", "number", "编号"),
    "services": ("service id", "业务编号"),
    "answer": ("answer", "答复", "回答"),
    "name": (
        "holder",
        "股东",
        "shareholder",
        "shareholders",
        "name",
        "owner",
        "investor",
        "股东名称",
        "股东姓名",
        "名称",
        "姓名",
        "持有人",
        "投资人",
    ),
    "jurisdiction": (
        "jurisdiction",
        "国家或地区",
        "country",
        "country or region",
        "nationality",
        "place of establishment",
        "国籍",
        "国别",
        "注册国家",
        "注册地",
        "法域",
        "司法管辖区",
        "国籍或注册地",
    ),
    "share": (
        "share",
        "持股比例",
        "percentage",
        "percent",
        "shareholding",
        "ownership",
        "stake",
        "%",
        "比例",
        "股比",
        "股权比例",
        "出资比例",
    ),
    "through": (
        "held through",
        "经由",
        "through",
        "via",
        "held via",
        "通过",
        "持股路径",
        "经由股东",
        "上层主体",
        "中间股东",
    ),
    "kind": ("kind", "股东类型", "type", "类型", "holder type"),
    "service_supplier": (
        "service supplier",
        "港澳服务提供者",
        "cepa",
        "cepa service supplier",
        "服务提供者",
    ),
    "track_record": ("track record", "业绩和运营经验", "业绩"),
    "serves": ("serves", "服务范围", "服务地域"),
    "content": ("content", "内容", "信息内容"),
    "servers": ("servers", "设施地点", "服务器地点"),
}
"""By column: its English and its Chinese head, then the others that are understood."""
BY_NAME = {fold(name): key for key, names in HEADS.items() for name in names}


def head(key: str, lang: str) -> str:
    """Return the head of a column in `en`, `zh` or `both`."""
    english, chinese = HEADS[key][0].capitalize(), HEADS[key][1]
    return {"en": english, "zh": chinese}.get(lang, f"{english}\n{chinese}")


def columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns that a row of heads names; what is not understood is left out."""
    found: dict[str, int] = {}
    for at, text in enumerate(cells):
        key = _column(text)
        if key:
            found.setdefault(key, at)
    return found


def twice(cells: Sequence[str]) -> list[str]:
    """Return the heads of columns that mean what another one means."""
    keys = [_column(text) for text in cells]
    found = sorted(key for key in set(keys) - {""} if keys.count(key) > 1)
    return [
        text for key in found for text, k in zip(cells, keys, strict=True) if k == key
    ]


def _column(text: str) -> str:
    bare = re.sub(r"[(（][^)）]*[)）]|[%％*:：]", " ", text)
    for piece in (text, bare, *re.split(r"[\n/|]", bare)):
        if key := BY_NAME.get(fold(piece)):
            return key
    return ""
