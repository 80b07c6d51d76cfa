"""Every record of the law can be explained, in both languages, with its source."""

import pytest

from tests.cli.running import run
from vatscheck.answers.explain import KINDS, explanation
from vatscheck.law.book import Law


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_record_can_be_explained(law: Law, kind: str, lang: str) -> None:
    for id in getattr(law, kind):
        text = explanation(law, id, "zh" if lang == "zh" else "en")
        assert text
        assert id in text


def test_a_route_is_explained_with_dates_checks_and_sources(law: Law) -> None:
    text = explanation(law, "pilot-2024", "en")
    assert text is not None
    for part in ("since 2024-10-23", "registered-within", "工信部", "grade P"):
        assert part in text


def test_the_articles_of_a_series_are_explained_edition_by_edition(law: Law) -> None:
    told = explanation(law, "fite-articles", "en")
    assert told
    assert "- fite-2001 Art. 24; fite-2008 Art. 22; fite-2016 Art. 22" in told


def test_a_place_says_where_it_lies_and_what_is_open() -> None:
    ran = run("explain", "guangdong/shenzhen")
    assert "lies in Shenzhen" in ran.out
    assert "may lie in Guangdong FTZ" in ran.out


def test_an_unknown_id_is_named_with_its_neighbours() -> None:
    ran = run("explain", "pilot-2042")
    assert (ran.code, ran.out) == (2, "")
    assert "pilot-2024" in ran.err


def test_services_and_places_are_listed() -> None:
    assert "ircs                   B11    " in run("services").out
    out = run("places", "深圳").out
    assert out.startswith("guangdong/shenzhen ")
    assert "guangdong/shenzhen/ftz-qianhai" in out
    assert len(run("places").out.splitlines()) == 35
    assert run("places", "atlantis").code == 2


@pytest.mark.parametrize(
    ("name", "first"), [("cloud", "ircs: "), ("苏州", "jiangsu/suzhou: ")]
)
def test_a_name_as_in_a_profile_is_explained(name: str, first: str) -> None:
    assert run("explain", name).out.startswith(first)


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
    ran = run("explain", "pilot")
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
    ran = run("services", word)
    ids = [line.split()[0] for line in ran.out.splitlines() if line[:1] != " "]
    assert ran.code == 0
    assert found in ids
    assert missing not in ids
