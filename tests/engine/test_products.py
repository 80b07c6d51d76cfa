"""What ordinary products need, product by product, and how a profile asks for them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.running import run
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.upkeep.cases import profile_of

LICENCE = {
    "marketplace": ["edi-ecommerce"],
    "hybrid_shop": ["edi-ecommerce"],
    "classifieds": ["info-publish"],
    "ads_platform": ["info-publish"],
    "ride_hailing": ["edi-ecommerce"],
    "food_travel": ["edi-ecommerce"],
    "app_store": ["app-store"],
    "search": ["info-search"],
    "social": ["info-community"],
    "im": ["info-messaging"],
    "streaming": ["info-publish"],
    "online_game": ["info-publish"],
    "news": ["info-publish"],
    "music_books": ["info-publish"],
    "recruitment": ["info-publish", "info-search"],
    "telemedicine": ["edi-ecommerce", "info-publish"],
    "iot_platform": ["edi-device"],
    "logistics": ["edi-ecommerce"],
    "iaas": ["idc"],
    "paas": ["ircs"],
    "public_cloud": ["idc", "ircs"],
    "private_cloud_3p": ["ircs"],
    "colocation": ["idc"],
    "cdn_service": ["cdn"],
    "isp_access": ["isp-user"],
    "domestic_vpn": ["ip-vpn"],
    "sdwan_dom": ["ip-vpn"],
    "sdwan_x": ["basic-international"],
    "video_conf": ["multi-party"],
    "contact_centre": ["call-centre"],
    "email_svc": ["store-forward"],
    "sms": ["info-mobile"],
    "dns_svc": ["dns"],
    "aigc_paid": ["info-publish"],
    "edi_customs": ["edi-exchange"],
}
NOT_NEEDED = {
    "filing": ["corp_site", "own_shop", "aigc_free", "note_app"],
    "nothing": ["own_shop_on_platform", "private_cloud_own"],
    "other-permit": ["payment", "registrar"],
}
GREY = ["connected_car", "fintech_platform", "saas", "ai_api_b2b", "saas_dev_tool"]
DOMESTIC = [{"jurisdiction": "CN", "share": 100, "kind": "company"}]


def statuses(law: Law, data: dict[str, Any]) -> dict[str, str]:
    answer = assess(profile_of(law, data), law, "2026-11-22")
    return {item.service.id: item.status for item in answer.assessments}


@pytest.mark.parametrize(("product", "services"), LICENCE.items())
def test_a_product_that_needs_a_licence_opens_into_services(
    law: Law, product: str, services: list[str]
) -> None:
    data = {"products": [product], "owners": DOMESTIC}
    assert list(statuses(law, data)) == services
    assert law.products[product].need == "licence"


@pytest.mark.parametrize(("need", "products"), NOT_NEEDED.items())
def test_a_product_that_needs_no_licence_says_what_it_needs(
    law: Law, need: str, products: list[str]
) -> None:
    assert all(law.products[product].need == need for product in products)
    found = statuses(law, {"products": products, "owners": DOMESTIC})
    assert found == dict.fromkeys(products, "not_needed")


@pytest.mark.parametrize("product", GREY)
def test_a_grey_product_is_a_question_to_the_authority(law: Law, product: str) -> None:
    data = {"products": [product], "owners": DOMESTIC}
    item = assess(profile_of(law, data), law, "2026-11-22").assessments[0]
    assert item.status == "undetermined"
    assert item.questions


def test_products_stand_beside_services_and_each_service_counts_once(law: Law) -> None:
    data = {
        "services": [{"id": "ircs", "serves": ["nationwide"]}],
        "products": ["public_cloud", "corp_site"],
        "owners": DOMESTIC,
    }
    assert statuses(law, data) == {
        "ircs": "licensable",
        "idc": "licensable",
        "corp_site": "not_needed",
    }


def test_own_goods_and_one_outside_seller_make_the_difference(law: Law) -> None:
    own = statuses(law, {"products": ["own_shop"], "owners": DOMESTIC})
    hybrid = statuses(law, {"products": ["hybrid_shop"], "owners": DOMESTIC})
    assert own == {"own_shop": "not_needed"}
    assert hybrid == {"edi-ecommerce": "licensable"}


def test_a_line_across_the_border_is_basic_telecom(law: Law) -> None:
    """Nobody but the licensed carriers: not even a domestic private company."""
    found = statuses(law, {"products": ["sdwan_x"], "owners": DOMESTIC})
    assert found == {"basic-international": "not_licensable"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_classify_names_need_reason_and_source(law: Law, lang: str) -> None:
    ran = run("classify", "all", "--lang", lang)
    assert ran.code == 0
    for product in law.products.values():
        assert f"{product.id}: " in ran.out
        assert (product.text_zh if lang == "zh" else product.text) in ran.out


def test_classify_asks_without_arguments() -> None:
    ran = run("classify", stdin=b"y\n")
    assert ran.out.strip().startswith("private_cloud_own: ")
    ran = run("classify", stdin=b"n\nn\nn\nmarketplace\n")
    assert "edi-ecommerce" in ran.out


def test_an_unknown_product_is_named_with_its_neighbours() -> None:
    profile = b'schema = 1\nname = "x"\nproducts = ["market_place"]\n'
    ran = run("assess", "-", stdin=profile)
    assert ran.code == 2
    assert '-:3:13: products[0]: unknown product "market_place"; nearest: ' in ran.err
    assert "marketplace" in ran.err
    assert run("classify", "zeppelin").code == 2


def test_not_needed_is_judged_and_exits_0() -> None:
    profile = b'schema = 1\nname = "x"\nproducts = ["corp_site"]\n'
    ran = run("assess", "-", "--as-of", "2026-11-22", stdin=profile)
    assert ran.code == 0
    assert "not needed" in ran.out
