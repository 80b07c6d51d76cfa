"""The pages: the same headings for all, everything a rule says, and nothing alive."""

from __future__ import annotations

import re

import pytest

from tests.upkeep.laws import changed
from vatscheck.answers.laws.page import HEADINGS, MARK, Pages, file_text
from vatscheck.formats.inert import markdown as plain
from vatscheck.law.book import Law
from vatscheck.law.compile import DATA
from vatscheck.upkeep.citing import examples, resting_on
from vatscheck.upkeep.written import written_in
from vatscheck.words.catalogue import Lang, word

TESTS = written_in(DATA)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_pages_have_the_same_headings_and_none_is_empty(
    law: Law, lang: Lang
) -> None:
    headings = [word(f"law-page-{name}", lang) for name in HEADINGS]
    pages = Pages(law, TESTS, lang).every()
    assert len(pages) == 1 + len(law.routes) + len(law.instruments)
    for name, text in pages.items():
        assert text.startswith(f"{MARK}\n\n# ")
        if name != "index.md":
            assert re.findall(r"^## (.*)$", text, re.M) == headings
            sections = re.split(r"^## .*$", text, flags=re.M)[1:]
            assert all(section.strip().startswith("- ") for section in sections), name


def test_a_route_says_services_shares_places_bans_and_days(law: Law) -> None:
    text = file_text(Pages(law, TESTS, "en").document(law.routes["hainan-ip-vpn"]))
    for part in (
        "ip-vpn (B13)",
        "foreign share at most 50 %",
        "registered address in Hainan",
        "company-only: only a company can hold the licence",
        "not excluded by not-committed: closed nationally",
        "since 2021-02-01: ip-vpn",
        "grade M, confidence medium, verified 2026-04-13",
    ):
        assert plain(part) in text, part
    question = law.routes["hainan-ip-vpn"].evidence.question
    assert question
    assert plain(question.en) in text


def test_every_route_shows_examples_from_its_tests(law: Law) -> None:
    for route in law.routes.values():
        found = examples(TESTS, [route])
        assert len(found) in (2, 3), route.id
        titles = {
            str(t.case["title"]) for t in TESTS if t.case.get("route") == route.id
        }
        assert {example.title for example in found} <= titles


def test_an_instrument_says_what_rests_on_it(law: Law) -> None:
    found = resting_on(law, law.instruments["miit-2024-107"])
    assert [route.id for route in found.routes] == [
        "cepa-pilot",
        "cepa-pilot-isp",
        "pilot-2024",
        "pilot-2024-isp",
    ]
    text = file_text(Pages(law, TESTS, "en").document(law.instruments["miit-2024-107"]))
    for rule in (*found.routes, *found.others, *found.prohibitions):
        assert plain(rule.id) in text
    edition = resting_on(law, law.instruments["national-list-2002"])
    assert edition.prohibitions, "a rule that cites the series rests on each edition"


def test_an_instrument_that_gives_nothing_says_so(law: Law) -> None:
    text = file_text(Pages(law, TESTS, "en").document(law.instruments["rcep-2022"]))
    assert text.count("\n- none\n") >= 5


def test_nothing_in_a_record_comes_alive(law: Law) -> None:
    hostile = law.routes["pilot-2024"]._replace(
        title="*x* <script>alert(1)</script> [a](http://b.example)",
        text="# head\n- item | cell <img src=x>",
    )
    text = file_text(Pages(changed(hostile), TESTS, "en").document(hostile))
    assert "<script>" not in text
    assert "<img" not in text
    assert not re.search(r"(?<!\\)\]\(http", text)
    assert "\n# head" not in text
