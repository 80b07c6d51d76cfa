"""The index of everyday words: each leads where it belongs, and nothing else does."""

from __future__ import annotations

import pytest

from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.meanings import meaning
from vatscheck.names.words import COLUMNS, Row, words

ROWS = words().rows
EVERY = [(word, row) for row in ROWS for word in row.words]
EVERYDAY = {
    "call centre": "own_hotline",
    "call center": "own_hotline",
    "callcentre": "own_hotline",
    "customer service": "own_hotline",
    "hotline": "own_hotline",
    "热线": "own_hotline",
    "客服": "own_hotline",
    "phone": "own_hotline",
    "400": "own_hotline",
    "backend": "cloud_user",
    "back-end": "cloud_user",
    "cloud backend": "cloud_user",
    "mobile app": "own_app",
    "mobile application": "own_app",
    "app with user posts": "customer_forum",
    "user posts": "customer_forum",
    "UGC": "customer_forum",
    "community": "customer_forum",
    "comments": "own_comments",
    "reviews": "own_comments",
    "微信小程序": "mini_program_own",
    "mini program": "mini_program_own",
    "mini-program": "mini_program_own",
    "miniprogram": "mini_program_own",
    "wechat": "mini_program_own",
    "e-commerce": "own_shop",
    "webshop": "own_shop",
    "web shop": "own_shop",
    "chatbot": "ai_on_own_site",
    "livestream": "live_own",
    "newsletter": "newsletter_own",
    "news letter": "newsletter_own",
    "crm": "intranet",
    "data centre": "colo_tenant",
    "AI": "ai_internal",
    "ＡＰＰ": "own_app",
    "網站": "corp_site",
    "電商": "own_shop",
    "呼叫中心": "own_hotline",
    "虚拟运营": "cloud_user",
    "apps": "own_app",
    "forums": "customer_forum",
}
"""Words as people type them, and the first thing that they may mean: their own use."""
POINTED = {
    "our own call centre": ["own_hotline"],
    "call centre for other firms": ["contact_centre"],
    "call centre for clients": ["contact_centre"],
    "自己的客服": ["own_hotline"],
    "给客户做客服": ["contact_centre"],
    "shop with our own goods": ["own_shop", "own_shop_on_platform"],
    "courses of outside teachers": ["course_platform"],
    "teachers sell courses through us": ["course_platform"],
    "our courses": ["course_own"],
    "our own app": ["own_app", "staff_app", "offline_app"],
    "we rent cloud servers": ["cloud_user"],
    "租用云服务器": ["cloud_user"],
    "帮别的公司做网站": ["software_dev"],
    "seats for other companies": ["seat_rental", "call-centre"],
}
"""Phrases that choose a column: for oneself, for others, as a user, as a builder."""


@pytest.mark.parametrize(("word", "row"), EVERY, ids=[word for word, _ in EVERY])
def test_a_word_of_the_index_leads_to_its_row(word: str, row: Row) -> None:
    found = words().read(word.replace(" + ", " "))
    assert found is not None
    assert row in found.rows
    twin = any(word in other.words for other in ROWS if other is not row)
    assert twin or found.rows[0] is row


def test_every_candidate_is_a_product_or_a_service(law: Law) -> None:
    known = {*law.products, *law.services}
    assert {id for row in ROWS for id in row.every} <= known
    assert {id for row in ROWS for id in row.every} >= set(law.products)


def test_every_row_has_words_in_both_languages() -> None:
    for row in ROWS:
        assert any(word.isascii() for word in row.words)
        assert any(not word.isascii() for word in row.words)
        assert any(row.columns[name] for name in COLUMNS)


@pytest.mark.parametrize(("word", "first"), EVERYDAY.items())
def test_an_everyday_word_begins_with_what_is_ones_own(
    law: Law, word: str, first: str
) -> None:
    found = meaning(Names(law), word)
    assert found.candidates[0].id == first
    assert found.matched == "term"


@pytest.mark.parametrize(("phrase", "ids"), POINTED.items())
def test_a_phrase_chooses_its_column(law: Law, phrase: str, ids: list[str]) -> None:
    found = meaning(Names(law), phrase)
    assert [c.id for c in found.candidates][: len(ids)] == ids
    assert not found.options


@pytest.mark.parametrize(
    "word",
    ["tables", "income tax", "发票打印机", "trade mark", "mainland", "happy", "VAT"],
)
def test_what_is_no_telecom_is_missed(law: Law, word: str) -> None:
    found = meaning(Names(law), word)
    assert (found.candidates, found.options) == ((), ())
    assert found.matched in ("near", "none")
    assert len(found.nearest) <= 5


def test_parts_of_words_are_none(law: Law) -> None:
    """AI stands in mainland, app in happy; a longer Chinese word holds a shorter one."""
    names = Names(law)
    assert meaning(names, "mainland sites").products != meaning(names, "AI").products
    assert "data_exchange" not in meaning(names, "大数据").products
    assert meaning(names, "meet the team").products == []
    assert meaning(names, "landing page").products != meaning(names, "paging").products


def test_a_word_with_two_meanings_asks_one_question(law: Law) -> None:
    found = meaning(Names(law), "app")
    assert list(found.options) == ["own_app", "app_store", "software_dev"]
    assert list(found.ask) == ["I", "A"]


def test_a_border_comes_first(law: Law) -> None:
    found = meaning(Names(law), "link our offices in Shanghai and Hong Kong")
    assert found.products[0] == "own_line_x"
    found = meaning(Names(law), "call centre for foreign clients")
    assert found.products[0] == "offshore_contact_centre"


@pytest.mark.parametrize(
    ("word", "kind", "ids"),
    [
        ("own_hotline", "product", ["own_hotline"]),
        ("app-store", "service", ["app-store"]),
        ("固定电话", "service", ["basic-fixed"]),
        ("audio-visual", "content", ["audio-visual"]),
        ("crypto-trading", "sector", ["crypto-trading"]),
        ("uses_recommendation_algo", "fact", ["facts.uses_recommendation_algo"]),
    ],
)
def test_ids_and_names_of_the_law_stand_in_the_same_index(
    law: Law, word: str, kind: str, ids: list[str]
) -> None:
    found = meaning(Names(law), word).candidates
    assert [(c.kind, c.id) for c in found] == [(kind, id) for id in ids]


@pytest.mark.parametrize(
    "word", ["ICP license", "B25 licence", "IDC licence", "EDI License", "VATS"]
)
def test_names_of_licences_are_known(law: Law, word: str) -> None:
    assert meaning(Names(law), word).candidates
    assert word == "VATS" or Names(law).services(word)


def test_an_id_that_is_a_word_too_comes_first_and_asks(law: Law) -> None:
    found = meaning(Names(law), "sms")
    assert found.matched == "exact"
    assert found.products == ["sms", "own_sms"]
    assert set(found.options) == {"sms", "own_sms"}


def test_no_more_is_given_than_can_be_read(law: Law) -> None:
    for word, _ in EVERY:
        found = words().read(word)
        if found:
            assert len(found.rows) <= 3
            assert len(found.candidates) <= 12


def test_words_from_outside_never_fail(law: Law) -> None:
    names = Names(law)
    for word in (
        "",
        " ",
        "-",
        "&",
        "云",
        "云云",
        "\x1b[31m",
        "a" * 10_000,
        "客" * 5_000,
    ):
        assert meaning(names, word).word == word


@pytest.mark.parametrize(
    ("phrase", "pieces"),
    [
        (
            "we rent out servers and have a mobile app",
            ["we rent out servers", "have a mobile app"],
        ),
        (
            "app, online shop and own hotline",
            ["app", "online shop", "own hotline"],
        ),
        ("网店和呼叫中心", ["网店", "呼叫中心"]),
        ("cloud hosting; own shop", ["cloud hosting", "own shop"]),
        ("online shop and call center", ["online shop", "call center"]),
        # a word of the index, a piece that means nothing, pieces that mean the same
        ("sale of audio and video", ["sale of audio and video"]),
        ("goods and services marketplace", ["goods and services marketplace"]),
        ("web shop and online shop", ["web shop and online shop"]),
        ("plants, flowers", ["plants, flowers"]),
        ("", [""]),
    ],
)
def test_a_sentence_of_several_activities_is_taken_apart(
    phrase: str, pieces: list[str]
) -> None:
    assert words().apart(phrase) == pieces


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        ("rent out servers", "colocation"),
        ("we rent out servers", "colocation"),
        ("we rent servers", "cloud_user"),
        ("出租服务器", "colocation"),
    ],
)
def test_who_lets_is_no_user(law: Law, phrase: str, first: str) -> None:
    assert meaning(Names(law), phrase).candidates[0].id == first


def test_no_activity_of_a_sentence_is_lost(law: Law) -> None:
    """What the pieces mean is found, in one reading or in several."""
    names = Names(law)
    for phrase in ("online shop and call center", "app, online shop and own hotline"):
        found = {c.id for p in words().apart(phrase) for c in meaning(names, p)[2]}
        assert {"own_shop", "own_hotline"} <= found
