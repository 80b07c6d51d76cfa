"""Short everyday names, as a lawyer would say them in a sentence."""

import pytest

from vatscheck.law.book import Law
from vatscheck.law.labels import place_label, short_name


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        ("beijing", "Beijing", "北京市"),
        ("shanghai/pudong", "Pudong, Shanghai", "上海市浦东新区"),
        ("shanghai/lingang", "Lin-gang, Shanghai", "上海市临港新片区"),
        ("guangdong/shenzhen", "Shenzhen, Guangdong", "广东省深圳市"),
        ("anhui/suzhou", "Suzhou, Anhui", "安徽省宿州市"),
        ("jiangsu/suzhou", "Suzhou, Jiangsu", "江苏省苏州市"),
        ("beijing/haidian/zhongguancun", "Zhongguancun, Beijing", "北京市中关村海淀园"),
        ("hong-kong", "Hong Kong", "香港"),
    ],
)
def test_a_place_is_named_with_what_it_lies_in(
    law: Law, place: str, en: str, zh: str
) -> None:
    assert place_label(law, place, "en") == en
    assert place_label(law, place, "zh") == zh


def test_a_place_that_nobody_knows_has_no_name(law: Law) -> None:
    with pytest.raises(KeyError):
        place_label(law, "shanghai/atlantis", "en")


@pytest.mark.parametrize(
    ("service", "en", "zh"),
    [
        ("ircs", "cloud", "云服务"),
        ("idc", "data centre", "数据中心"),
        ("info-community", "community platform", "社区平台"),
        ("call-centre", "call centre", "呼叫中心"),
    ],
)
def test_a_service_has_its_everyday_name(
    law: Law, service: str, en: str, zh: str
) -> None:
    record = law.services[service]
    assert (short_name(record, "en"), short_name(record, "zh")) == (en, zh)


def test_a_record_without_a_label_goes_by_its_name(law: Law) -> None:
    assert short_name(law.places["shanghai/pudong"], "zh") == "浦东新区"
