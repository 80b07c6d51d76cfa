"""The heads of tables, as they are written and as other people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vatscheck.names.aliases import fold

HEADS: Mapping[str, Sequence[str]] = {
    "questions": ("question id", "问题编号"),
    "owners": ("no.", "序号", "number", "编号"),
    "services": ("service id", "业务编号"),
    "products": ("product id", "产品编号"),
    "offered": ("offered", "是否提供"),
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
        "投资者",
        "出资人",
        "合伙人",
        "股东名册",
        "股东全称",
        "name of shareholder",
        "name of holder",
        "shareholder name",
        "holder name",
        "investor name",
        "member",
        "partner",
        "equity holder",
        "stockholder",
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
        "国家",
        "地区",
        "国家地区",
        "所属国家",
        "注册地区",
        "注册国",
        "成立地",
        "设立地",
        "country of incorporation",
        "place of incorporation",
        "jurisdiction of incorporation",
        "state of incorporation",
        "incorporated in",
        "country of registration",
        "state or region",
        "domicile",
        "home",
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
        "持股",
        "占比",
        "持股占比",
        "持股百分比",
        "股份比例",
        "认缴比例",
        "认缴出资比例",
        "held",
        "percent held",
        "percentage held",
        "percentage owned",
        "owned",
        "ownership percentage",
        "percentage ownership",
        "shareholding percentage",
        "shareholding ratio",
        "equity",
        "equity interest",
        "interest",
        "% of shares",
        "percentage of shares",
        "% of ownership",
        "percentage of ownership",
        "% of total",
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
        "owned via",
        "owned through",
        "holds through",
        "invests through",
        "shareholder of",
        "holder of",
        "held via entity",
        "intermediate holder",
        "通过主体",
        "持股主体",
        "所持主体",
        "被投资主体",
    ),
    "count": (
        "shares",
        "股数",
        "number of shares",
        "no. of shares",
        "shares held",
        "share count",
        "units",
        "持股数",
        "持股数量",
        "股份数",
        "股份数量",
        "出资额",
        "认缴出资额",
        "认缴出资",
        "实缴出资额",
        "注册资本出资额",
        "subscribed capital",
        "capital contribution",
        "contribution",
    ),
    "kind": (
        "kind",
        "股东类型",
        "type",
        "类型",
        "holder type",
        "type of holder",
        "entity type",
        "legal form",
        "股东性质",
        "性质",
        "主体类型",
        "组织形式",
    ),
    "service_supplier": (
        "service supplier",
        "港澳服务提供者",
        "cepa",
        "cepa service supplier",
        "服务提供者",
    ),
    "track_record": ("track record", "业绩和运营经验", "业绩"),
    "for_others": ("for others", "为他人提供"),
    "serves": ("serves", "服务范围", "服务地域"),
    "content": ("content", "内容", "信息内容"),
    "servers": ("servers", "设施地点", "服务器地点"),
}
"""By column: its English and its Chinese head, then the others that are understood."""
OWNERSHIP = (
    *("parent", "owned", "held", "holder", "owner", "via", "through", "beneficial"),
    *("ultimate", "controller", "stake", "equity", "shareholding", "ownership"),
    *("母公司", "上级", "上层", "下层", "股东", "持股", "股权", "控股", "控制人"),
    *("受益", "穿透", "比例"),
)
"""Words in a head that speak of ownership: such a column is never left aside unasked."""
PERCENT = re.compile("[%％]|percent|百分", re.IGNORECASE)
"""In a head it says that numbers of shares are none."""
ASIDE = ("-", "none", "无")
"""What a head is mapped to that is left aside."""
BY_NAME = {fold(name): key for key, names in HEADS.items() for name in names}


def head(key: str, lang: str) -> str:
    """Return the head of a column in `en`, `zh` or `both`."""
    english, chinese = HEADS[key][0].capitalize(), HEADS[key][1]
    return {"en": english, "zh": chinese}.get(lang, f"{english}\n{chinese}")


def columns(
    cells: Sequence[str], mapped: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Return the columns that a row of heads names; what is not understood is left out.

    `mapped` says of some heads which others they stand for.
    """
    found: dict[str, int] = {}
    for at, text in enumerate(cells):
        key = _column(text, mapped or {})
        if key:
            found.setdefault(key, at)
    return found


def twice(cells: Sequence[str], mapped: Mapping[str, str] | None = None) -> list[str]:
    """Return the heads of columns that mean what another one means."""
    keys = [_column(text, mapped or {}) for text in cells]
    found = sorted(key for key in set(keys) - {""} if keys.count(key) > 1)
    return [
        text for key in found for text, k in zip(cells, keys, strict=True) if k == key
    ]


def speaks_of_ownership(head: str, mapped: Mapping[str, str]) -> bool:
    """Return whether a head that is not read may say who holds what."""
    if mapped.get(fold(head)) in ASIDE:
        return False
    words = set(re.findall(r"[a-z]+", head.casefold()))
    return any(w in words if w.isascii() else w in head for w in OWNERSHIP)


def mapping(pairs: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return what `HEAD=MEANING` says of heads, and the pairs that say nothing."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for pair in pairs:
        head, sign, meaning = pair.partition("=")
        known = fold(meaning) in BY_NAME or meaning.strip() in ASIDE
        if head.strip() and sign and known:
            found[fold(head)] = meaning.strip()
        else:
            wrong.append(pair)
    return found, wrong


def _column(text: str, mapped: Mapping[str, str]) -> str:
    if meaning := mapped.get(fold(text)):
        return BY_NAME.get(fold(meaning), "")
    bare = re.sub(r"[(（][^)）]*[)）]|[%％*:：]", " ", text)
    for piece in (text, bare, *re.split(r"[\n/|]", bare)):
        if key := BY_NAME.get(fold(piece)):
            return "share" if key == "count" and PERCENT.search(text) else key
    return ""
