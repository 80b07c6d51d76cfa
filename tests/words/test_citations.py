"""Short citations, as a lawyer writes them in a sentence."""

import pytest

from vatscheck.law.book import Law, Source
from vatscheck.words.citations import cited, joined, locators, numeral, shared, short

DAY = "2026-12-01"


@pytest.mark.parametrize(
    ("cites", "en", "zh"),
    [
        (
            ["fite#Art. 6"],
            "FITE Provisions 2022, Art. 6",
            "《外商投资电信企业管理规定》第六条",
        ),
        (
            ["miit-2024-107#para. 2"],
            "MIIT Letter [2024] 107, para. 2",
            "工信部通信函〔2024〕107号第二项",
        ),
        (
            ["miit-2024-107#Annex"],
            "MIIT Letter [2024] 107, Annex",
            "工信部通信函〔2024〕107号附件",
        ),
        (
            ["miit-2024-107#Annex", "miit-2024-107#para. 2", "miit-2024-107#para. 1"],
            "MIIT Letter [2024] 107, paras 1 and 2, Annex",
            "工信部通信函〔2024〕107号第一项、第二项、附件",
        ),
        (
            ["miit-2024-107#para. 1", "pilot-plan-2024"],
            "MIIT Letter [2024] 107, para. 1, Annex",
            "工信部通信函〔2024〕107号第一项、附件",
        ),
        (
            ["national-list#telecom item", "wto-schedule#2.C"],
            "Negative List 2024, telecom item; WTO Schedule, 2.C",
            "2024年版负面清单电信条目；入世承诺减让表2.C",
        ),
        (
            ["iis-measures#Art. 8", "iis-measures#Art. 4"],
            "Internet Information Measures 2024, Arts 4 and 8",
            "《互联网信息服务管理办法》第四条、第八条",
        ),
        (["catalogue#B11"], "Telecom Catalogue 2015, B11", "《电信业务分类目录》B11"),
    ],
)
def test_a_citation_is_short(law: Law, cites: list[str], en: str, zh: str) -> None:
    assert cited(law, DAY, cites, "en") == en
    assert cited(law, DAY, cites, "zh") == zh


def test_the_edition_in_force_on_the_day_is_named(law: Law) -> None:
    assert cited(law, "2018-01-01", ["fite#Art. 6"], "en") == (
        "FITE Provisions 2016, Art. 6"
    )


def test_what_was_not_issued_by_the_day_is_left_out(law: Law) -> None:
    cites = ["wto-schedule#2.C", "miit-2024-107#para. 1"]
    assert cited(law, "2010-01-01", cites, "en") == "WTO Schedule, 2.C"


def test_two_editions_in_one_answer_are_told_apart(law: Law) -> None:
    days = ("2005-01-01", "2018-01-01")
    old, new = (law.source("fite#Art. 6", day) for day in days)
    assert old and new
    twice = shared([old, new], "zh")
    assert short(new, "zh", twice) == "《外商投资电信企业管理规定》（2016年修订）第六条"
    assert short(old, "zh", twice) == "《外商投资电信企业管理规定》（2001年）第六条"
    assert not shared([old, old], "zh")
    assert not shared([old, new], "en"), "the English names carry the year"


def test_an_edition_whose_title_says_none_goes_by_its_year(law: Law) -> None:
    texts = [law.instruments[f"telecom-regulations-{year}"] for year in (2000, 2016)]
    sources = [Source(item, "Art. 7") for item in texts]
    named = joined(sources, "zh", shared(sources, "zh"))
    assert named == "《电信条例》（2000年）第七条；《电信条例》（2016年修订）第七条"


@pytest.mark.parametrize(
    ("article", "en", "zh"),
    [
        ("Arts 13, 17, 51", "Arts 13, 17 and 51", "第十三条、第十七条、第五十一条"),
        ("Arts 6-11", "Arts 6-11", "第六条至第十一条"),
        (
            "Arts 44-46, 62(8)",
            "Arts 44-46 and 62(8)",
            "第四十四条至第四十六条、第六十二条第（八）项",
        ),
        ("Art. 9(para. 2)", "Art. 9 para. 2", "第九条第二款"),
        ("para. 2(3)", "para. 2(3)", "第二项（三）"),
        ("Annex 1 Table 3", "Annex 1 Table 3", "附件1表3"),
        ("Annex 5", "Annex 5", "附件5"),
        ("item 43", "item 43", "第四十三项"),
        ("measure 2", "measure 2", "第二项措施"),
        ("II(2)4", "II(2)4", "二（二）4"),
        ("education item", "education item", "教育条目"),
        ("basic services, class 1", "basic services, class 1", "第一类基础电信业务"),
    ],
)
def test_the_parts_of_a_text_are_named(article: str, en: str, zh: str) -> None:
    assert list(locators([article], "en")) == [en]
    assert list(locators([article], "zh")) == [zh]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (62, "六十二")),
        *((100, "一百"), (107, "一百零七"), (110, "一百一十"), (999, "九百九十九")),
    ],
)
def test_a_number_in_chinese(value: int, text: str) -> None:
    assert numeral(value) == text


def test_every_citation_of_the_law_can_be_said_in_chinese(law: Law) -> None:
    """No English unit is left in any part that a rule cites."""
    for kind in (law.routes, law.prohibitions, law.conditions, law.duties):
        for record in kind.values():
            for cite in record.evidence.cites:
                for text in locators([cite.partition("#")[2]], "zh"):
                    assert not any(w in text for w in ("Art", "para", "item", " ")), (
                        cite
                    )
