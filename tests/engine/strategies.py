"""Random profiles over the values that rules tell apart, as raw TOML data."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from vatscheck.law.book import load_law

LAW = load_law()
PLACES = [
    "beijing",
    "beijing/haidian/zhongguancun",
    "beijing/chaoyang/non-ftz",
    "shanghai",
    "shanghai/pudong",
    "shanghai/xuhui",
    "shanghai/ftz-waigaoqiao",
    "shanghai/lingang",
    "guangdong/shenzhen",
    "guangdong/guangzhou/non-ftz",
    "guangdong/zhuhai/ftz-hengqin",
    "hainan/haikou",
    "jiangsu/suzhou/non-ftz",
    "anhui/suzhou",
    "sichuan/chengdu",
    "guizhou/guiyang",
    "hong-kong",
]
SERVICES = [item.id for item in LAW.services.values() if item.covered]
DAYS = LAW.boundaries()
SHARES = [0, 0.5, 1, 9.99, 10, 30, 49.99, 50, 50.0001, 51, 60, 100]
KINDS = ["none", "news", "games", "music", "audio-visual", "drugs", "user-posts"]

places = st.sampled_from(PLACES)
days = st.sampled_from(DAYS)


@st.composite
def owners(draw: st.DrawFn, known: bool) -> list[dict[str, Any]] | None:
    """One or two holders outside the mainland and a mainland one for the rest."""
    if not known and draw(st.booleans()):
        return None
    share = draw(st.sampled_from(SHARES))
    home = draw(st.sampled_from(["US", "HK", "MO", "TW"]))
    foreign: dict[str, Any] = {"name": "F", "jurisdiction": home, "share": share}
    if home in ("HK", "MO") and (known or draw(st.booleans())):
        foreign["service_supplier"] = draw(st.booleans())
    if not known and draw(st.booleans()):
        foreign["share"] = {"min": min(share, 40), "max": min(max(share, 40), 99)}
    kind = draw(st.sampled_from(["company", "state", "listed"]))
    home_holder: dict[str, Any] = {"name": "C", "jurisdiction": "CN", "kind": kind}
    if known or foreign["share"] == 100:  # nothing is left for one without a share
        home_holder["share"] = 100 - share
    return [foreign, home_holder]


@st.composite
def profiles(draw: st.DrawFn, known: bool = False) -> dict[str, Any]:
    """A profile with one service; `known` = nothing is left open but the parcel."""
    maybe = (lambda s: s) if known else (lambda s: st.one_of(st.none(), s))
    place = draw(maybe(places))
    servers = draw(maybe(st.lists(places, min_size=1, max_size=2)))
    content = draw(maybe(st.sampled_from(KINDS)))
    holders = draw(owners(known))
    entry: dict[str, Any] = {"id": draw(st.sampled_from(SERVICES))}
    if content:
        entry["content"] = [content]
    serves = draw(st.sampled_from([None, "nationwide", "abroad", "beijing", "hainan"]))
    if serves:
        entry["serves"] = [serves]
    data: dict[str, Any] = {"schema": 1, "name": "P", "services": [entry]}
    data["registration"] = {"listed": draw(st.booleans())} if known else {}
    if place:
        data["registration"]["place"] = place
    if servers:
        data["servers"] = {"places": servers}
    if holders is not None:
        data["owners"] = holders
    return data
