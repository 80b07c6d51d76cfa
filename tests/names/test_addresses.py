"""Addresses as printed on a business licence: the street goes, nothing is guessed."""

import pytest

from vatscheck.law.book import Law
from vatscheck.names.addresses import places_in
from vatscheck.names.index import Names


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("上海市浦东新区张江路665号", "shanghai/pudong"),
        ("上海浦东新区世纪大道1号", "shanghai/pudong"),
        ("中国北京市朝阳区建国路1号", "beijing/chaoyang"),
        ("北京市海淀区中关村大街1号", "beijing/haidian"),
        ("广西壮族自治区南宁市青秀区民族大道1号", "guangxi/nanning"),
        ("中国（上海）自由贸易试验区临港新片区环湖西二路888号", "shanghai/lingang"),
        ("No. 88 Century Avenue, Pudong New Area, Shanghai", "shanghai/pudong"),
        ("Room 101, Haidian District, Beijing 100080, P.R. China", "beijing/haidian"),
        ("1 Renmin Rd., Suzhou, Jiangsu Province, PRC", "jiangsu/suzhou"),
        ("深圳", "guangdong/shenzhen"),
    ],
)
def test_an_address_lies_in_one_place(law: Law, address: str, place: str) -> None:
    assert places_in(Names(law), address) == [place]


@pytest.mark.parametrize(
    "address",
    [
        "南京东路1号",
        "上海路12号",
        "上海市、北京市",
        "上海市，北京市",
        "朝阳区建国路88号",
        "Shanghai, Beijing",
        "No. 1 Foo Road, Nowhere District, Shanghai",
        "12 Main Street, Springfield",
        "",
    ],
)
def test_a_street_called_after_a_place_is_none(law: Law, address: str) -> None:
    assert places_in(Names(law), address) == []


def test_an_address_in_two_cities_of_one_name_has_candidates(law: Law) -> None:
    found = places_in(Names(law), "88 Renmin Road, Suzhou, China")
    assert found == ["jiangsu/suzhou", "anhui/suzhou"]


def test_a_zone_without_its_parcel_has_its_parcels_as_candidates(law: Law) -> None:
    found = places_in(Names(law), "中国（上海）自由贸易试验区富特西一路115号")
    assert "shanghai/ftz-waigaoqiao" in found
    assert "shanghai/lingang" in found
    assert all(place.startswith("shanghai/") for place in found)


def test_a_zone_whose_district_has_one_parcel_is_that_parcel(law: Law) -> None:
    address = "中国（北京）自由贸易试验区海淀区1号"
    assert places_in(Names(law), address) == ["beijing/ftz-science-innovation"]
