"""What ordinary products need, product by product, and how a profile asks for them."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from tests.cli.running import run
from vatscheck.answers.assess_shapes import Answer
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.profile.models import LegalForm
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
    said = "".join(ran.out.split())  # a text is folded at the width of the screen
    for product in law.products.values():
        text = product.text_zh if lang == "zh" else product.text
        assert product.id in ran.out
        assert "".join(text.split()) in said


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
    assert "no licence  corporate web site" in ran.out


def barred(model: str = "own-or-finetuned-model") -> bytes:
    facts = f'facts = {{ generative_ai = "{model}", generative_ai_public = true }}'
    return f'schema = 1\nname = "x"\nproducts = ["aigc_free"]\n{facts}\n'.encode()


def test_a_barred_product_says_so_first_and_counts_as_refused() -> None:
    command = ("assess", "-", "--as-of", "2025-06-05")
    ran = run(*command, stdin=barred("unfiled-overseas-model"), width=120)
    narrow = run(*command, stdin=barred("unfiled-overseas-model"))
    assert ran.code == 1
    assert "\n\nbarred  free generative-AI service" in narrow.out
    assert ran.err.strip() == "1 product is barred by another duty (exit 1)"
    zh = run(*command, "--lang", "zh", stdin=barred("unfiled-overseas-model"))
    assert "\n\n属禁止事项  面向公众的免费生成式人工智能服务" in zh.out
    assert run(*command, stdin=barred()).code == 0


def test_the_json_says_what_is_needed_instead_and_whether_it_is_barred() -> None:
    command = ("assess", "-", "--as-of", "2025-06-05", "--format", "json")
    ran = run(*command, stdin=barred("unfiled-overseas-model"))
    answer = json.loads(ran.out)
    TypeAdapter(Answer).validate_python(answer)
    (item,) = answer["assessments"]
    assert (item["status"], item["need"], item["barred"]) == (
        *("not_needed", "filing"),
        True,
    )
    (free,) = json.loads(run(*command, stdin=barred()).out)["assessments"]
    assert "barred" not in free


def test_own_use_is_answered_below_the_threshold_and_told_once() -> None:
    profile = b"""schema = 1
name = "x"
owners = [{ jurisdiction = "US", share = 100 }]
services = [{ id = "call-centre", for_others = false }, { id = "idc" }, { id = "dns" }]
"""
    command = ("assess", "-", "--as-of", "2026-11-22", "--format", "json")
    answer = json.loads(run(*command, stdin=profile).out)
    TypeAdapter(Answer).validate_python(answer)
    own, *others = answer["assessments"]
    assert (own["status"], own["need"]) == ("not_needed", "nothing")
    assert "own hotline" in own["why"]
    told = [text for i in others for text in i["assumptions"] if "for_others" in text]
    assert len(told) == 1
    assert "idc, dns" in told[0]
    assert not any("for_others" in ask["fact"] for i in others for ask in i["asks"])


@pytest.mark.parametrize("question", ["where", "timeline", "limits", "why"])
def test_own_use_is_no_question_about_licences(question: str) -> None:
    profile = (
        b'schema = 1\nname = "x"\nservices = [{ id = "idc", for_others = false }]\n'
    )
    ran = run(question, "-", "--as-of", "2026-11-22", stdin=profile)
    assert ran.code == 0
    assert "No service is asked for that needs a telecom licence" in ran.out


def test_every_form_but_a_company_is_refused_and_named(law: Law) -> None:
    forms = law.facts["registration.legal_form"].values
    assert set(forms) == set(get_args(LegalForm))
    for form in forms:
        data = {
            "services": [{"id": "idc"}],
            "owners": DOMESTIC,
            "registration": {"legal_form": form},
        }
        found = statuses(law, data)["idc"]
        assert found == ("licensable" if form == "company" else "not_licensable")


def test_a_service_without_rules_says_what_it_is(law: Law) -> None:
    """One sentence for every item of the Catalogue that stays uncovered."""
    for service in law.services.values():
        assert service.threshold, service.id
        if not service.covered:
            profile = f'schema = 1\nname = "x"\nservices = ["{service.id}"]\n'
            ran = run("assess", "-", "--as-of", "2026-11-22", stdin=profile.encode())
            text = " ".join(ran.out.split())
            assert ran.code == 3
            # the first letter is small within a sentence
            assert service.text[1:40] in text
            looked_up = " ".join(run("services", service.id).out.split())
            assert service.threshold_text[1:40] in looked_up
