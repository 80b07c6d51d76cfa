"""Names as people write them: settled where they are unambiguous, never guessed."""

import pytest

from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import Settling


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("shenzhen", "guangdong/shenzhen"),
        ("深圳", "guangdong/shenzhen"),
        ("深圳市", "guangdong/shenzhen"),
        ("440300", "guangdong/shenzhen"),
        ("Lin-gang", "shanghai/lingang"),
        ("临港新片区", "shanghai/lingang"),
        ("CN-SH", "shanghai"),
        ("310115", "shanghai/pudong"),
        ("上海市浦东新区", "shanghai/pudong"),
        ("广东省深圳市南山区", "guangdong/shenzhen/nanshan"),
        ("北京市朝阳区", "beijing/chaoyang"),
        ("江苏省苏州市", "jiangsu/suzhou"),
        ("苏州", "jiangsu/suzhou"),
        ("宿州", "anhui/suzhou"),
        ("福州", "fujian/fuzhou"),
        ("抚州", "jiangxi/fuzhou"),
        ("hebei", "hebei"),
        ("吉林", "jilin"),
        ("Hong Kong", "hong-kong"),
        ("jiangsu/suzhou/non-ftz", "jiangsu/suzhou/non-ftz"),
        ("Xi'an", "shaanxi/xian"),
    ],
)
def test_a_name_that_means_one_place(law: Law, name: str, place: str) -> None:
    assert Names(law).place(name) == [place]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("suzhou", {"jiangsu/suzhou", "anhui/suzhou"}),
        ("fuzhou", {"fujian/fuzhou", "jiangxi/fuzhou"}),
        ("taizhou", {"jiangsu/taizhou", "zhejiang/taizhou"}),
    ],
)
def test_a_name_of_several_places_is_not_guessed(
    law: Law, name: str, places: set[str]
) -> None:
    assert set(Names(law).place(name)) == places


def test_an_unknown_place_has_neighbours(law: Law) -> None:
    names = Names(law)
    assert names.place("shenzen") == []
    assert "guangdong/shenzhen" in names.near_places("shenzen")


@pytest.mark.parametrize(
    ("name", "services"),
    [
        ("B11", ["idc", "ircs"]),
        ("B14", ["isp-user", "isp-site"]),
        ("B21", ["edi-ecommerce", "edi-exchange", "edi-device"]),
        (
            "b25",
            [
                "info-publish",
                "app-store",
                "info-search",
                "info-community",
                "info-messaging",
                "info-security",
                "info-mobile",
            ],
        ),
        (
            "ICP",
            [
                "info-publish",
                "app-store",
                "info-search",
                "info-community",
                "info-messaging",
                "info-security",
            ],
        ),
        ("SP", ["info-mobile"]),
        ("SMS", ["info-mobile"]),
        ("sms", ["info-mobile"]),
        ("EDI", ["edi-ecommerce", "edi-exchange", "edi-device"]),
        ("ISP", ["isp-user", "isp-site"]),
        ("cloud", ["ircs"]),
        ("VPN", ["ip-vpn"]),
        ("IDC", ["idc"]),
        ("ircs", ["ircs"]),
        ("应用商店", ["app-store"]),
        ("nonsense", []),
    ],
)
def test_a_name_opens_into_services(law: Law, name: str, services: list[str]) -> None:
    assert Names(law).services(name) == services


def test_every_place_is_found_by_its_own_id_and_code(law: Law) -> None:
    names = Names(law)
    for place in law.places.values():
        assert names.place(place.id) == [place.id]
        if place.code:
            assert names.place(place.code) == [place.id]


@pytest.mark.parametrize(
    ("name", "state"),
    [("中国香港", "HK"), ("境内", "CN"), ("美国", "US"), ("BVI", "VG"), ("Germny", "")],
)
def test_a_state_is_named_exactly(law: Law, name: str, state: str) -> None:
    assert Names(law).state(name) == state


def test_chinese_words_for_reach_and_content_are_settled(law: Law) -> None:
    entry = {"id": "应用商店", "serves": ["全国", "境外"], "content": ["无"]}
    data = {"schema": 1, "name": "X", "services": [entry]}
    assert Settling(Names(law)).settle(data) == []
    settled = {"serves": ["nationwide", "abroad"], "content": ["none"]}
    assert data["services"] == [{"id": "app-store"} | settled]
