"""Every record of the law can be explained, in both languages, with its source."""

import json

import pytest

from tests.cli.running import run
from vatscheck.answers.explain import explain, explanation
from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_record_can_be_explained(law: Law, kind: str, lang: str) -> None:
    for id in records(law, kind):
        found = explain(law, id, [id], lang)
        assert id in [item["id"] for item in found.data["records"]]
        assert f" {id}" in str(found)
        assert id in (explanation(law, id, lang) or "")


def test_there_is_no_explanation_of_nothing(law: Law) -> None:
    assert explanation(law, "pilot-2042", "en") is None


def test_a_route_is_explained_with_dates_checks_and_sources(law: Law) -> None:
    text = explanation(law, "pilot-2024", "en")
    assert text is not None
    for part in (
        "in force: since 2024-10-23",
        "needs: foreign share at most 100 % [MIIT Letter [2024] 107, para. 2]",
        "comes with: MIIT's pilot approval",
        "工信部",
        "checked: original text read",
    ):
        assert part in text or part.replace("checked: ", "") in text


def test_the_articles_of_a_series_are_explained_edition_by_edition(law: Law) -> None:
    told = explanation(law, "fite-articles", "en")
    assert told
    row = (
        "FITE Provisions 2001 Art. 24; FITE Provisions 2008 Art. 22; "
        "FITE Provisions 2016 Art. 22"
    )
    assert row in told


def test_what_a_duty_hangs_on_is_said_in_words(law: Law) -> None:
    text = explanation(law, "minors-protection", "en")
    assert text
    assert "open to minors: yes or very many minor users: yes" in text
    assert "facts." not in text
    assert "services.id" not in text


def test_a_place_says_where_it_lies_and_what_is_open() -> None:
    out = run("explain", "guangdong/shenzhen").out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "may lie in a free-trade zone: Guangdong FTZ" in lines
    assert "the 2024 pilot areas: Shenzhen" in lines


def test_an_unknown_id_is_named_with_its_neighbours() -> None:
    ran = run("explain", "pilot-2042")
    assert (ran.code, ran.out) == (2, "")
    assert "pilot-2024" in ran.err
    assert ran.err.count("pilot-2024,") <= 1


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("cloud", ["ircs"]),
        ("苏州", ["jiangsu/suzhou"]),
        ("工信部通信函〔2024〕107号", ["miit-2024-107"]),
        ("工信部通信函[2024]107号", ["miit-2024-107"]),
        ("107", ["miit-2024-107", "pilot-plan-2024"]),
        ("第107号", ["miit-2024-107", "pilot-plan-2024"]),
        ("VIE", ["mii-2006-vie", *["contract-control"] * 2, "facts.contract_control"]),
        ("EDI License", ["edi-ecommerce", "edi-exchange", "edi-device"]),
        ("IDC licence", ["idc"]),
        ("VATS", ["vats"]),
        ("PIPL", ["pipl-2021"]),
        ("pilot 2024", ["pilot-2024", "pilot-2024"]),
    ],
)
def test_a_name_or_number_as_people_write_it_is_explained(
    words: str, ids: list[str]
) -> None:
    ran = run("explain", words, "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert sorted(item["id"] for item in found["records"]) == sorted(ids)


def test_a_licence_of_many_services_is_that_of_all_of_them() -> None:
    found = json.loads(run("explain", "ICP license", "--format", "json").out)
    assert {item["kind"] for item in found["records"]} == {"service"}
    assert {
        said["text"]
        for item in found["records"]
        for said in item["told"]
        if said["about"] == "code"
    } == {"B25"}


def test_of_many_records_the_names_are_listed() -> None:
    short, full = run("explain", "pilot").out, run("explain", "pilot", "--full").out
    assert "name one of them" in short
    assert "\n  pilot-2024 " in short
    assert len(short.splitlines()) * 3 < len(full.splitlines())


def test_ids_are_shown_only_where_they_are_asked_for() -> None:
    assert "[registered-within]" not in run("explain", "pilot-2024").out
    assert "[registered-within]" in run("explain", "pilot-2024", "--ids").out


def test_services_and_places_are_listed() -> None:
    rows = run("services").out.splitlines()
    ircs = next(line for line in rows if line.startswith("ircs "))
    assert ircs.split()[:3] == ["ircs", "B11", "cloud"]
    out = run("places", "深圳").out
    assert out.startswith("Places in Shenzhen\n")
    assert "\nguangdong/shenzhen " in out
    assert "guangdong/shenzhen/ftz-qianhai" in out
    provinces = json.loads(run("places", "--format", "json").out)["places"]
    assert len(provinces) == 35
    assert run("places", "atlantis").code == 2


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("工信部通信函〔2024〕107号", "miit-2024-107"),
        ("107", "miit-2024-107"),
        ("VIE", "contract-control"),
        ("ICP license", "info-publish"),
        ("客服", "own_hotline"),
        ("call center", "call-centre"),
    ],
)
def test_a_record_is_found_by_what_it_is_called(words: str, id: str) -> None:
    ran = run("explain", words)
    assert ran.code == 0
    assert f"{id}: " in ran.out
    assert "since None" not in ran.out


def test_the_same_id_is_not_offered_twice() -> None:
    ran = run("explain", "pilot-2042")
    near = ran.err.rpartition("nearest: ")[2].strip().split(", ")
    assert (ran.code, len(near)) == (2, len(set(near)))


@pytest.mark.parametrize(
    ("word", "found", "missing"),
    [
        ("AI", "info-publish", "isp-site"),
        ("客服", "call-centre", "cdn"),
        ("webshop", "edi-ecommerce", "dns"),
    ],
)
def test_services_are_found_by_words_and_not_by_parts_of_them(
    word: str, found: str, missing: str
) -> None:
    ran = run("services", word, "--format", "json")
    assert ran.code == 0
    ids = [item["id"] for item in json.loads(ran.out)["services"]]
    assert found in ids
    assert missing not in ids


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_list_of_services_has_every_threshold_of_those_covered(
    law: Law, lang: str
) -> None:
    out = run("services", "--lang", lang, width=400).out
    for item in law.services.values():
        threshold = item.threshold_zh if lang == "zh" else item.threshold
        assert (threshold in out) or not item.covered, item.id
        assert (item.label_zh if lang == "zh" else item.label) in out


def test_a_list_of_facts_counts_many_values_and_one_fact_names_them() -> None:
    assert "several of 27 values" in run("facts", width=120).out
    assert "crypto-trading" not in run("facts").out
    assert "crypto-trading" in run("facts", "facts.sectors").out
    assert "虚拟货币交易" in run("facts", "facts.sectors", "--lang", "zh").out
    nothing = run("facts", "zeppelin")
    assert (nothing.code, nothing.out) == (2, "")
