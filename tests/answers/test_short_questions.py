"""The five questions in short: nothing on a page that its document does not hold."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import LAW, PROFILES, run
from vatscheck.answers.schema import schema

NORTHWIND = Path(__file__).parents[1] / "cli" / "northwind.toml"
QUESTIONS = ("where", "limits", "timeline", "why", "cures")
PAGES = [NORTHWIND, *(PROFILES / f"{name}.toml" for name in ("tesla", "unity"))]
DAY = ("--as-of", "2026-12-01")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
SHARE = re.compile(r"(\d+(?:\.\d+)?) ?%")


def texts(value: object) -> Iterator[str]:
    """Every text and number of a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, int | float):
        yield f"{value} %"
    elif value is not None:
        yield str(value)


@cache
def document(question: str, profile: Path, lang: str) -> str:
    ran = run(question, profile, *DAY, "--format", "json", "--lang", lang)
    return "\n".join(texts(json.loads(ran.out)))


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


@pytest.mark.parametrize("more", [(), ("--full",)], ids=["short", "full"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("profile", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_place_share_and_day_of_a_page_is_in_its_document(
    question: str, profile: Path, lang: str, more: tuple[str, ...]
) -> None:
    known = document(question, profile, lang)
    page = run(question, profile, *DAY, "--lang", lang, *more, "--format", "markdown")
    assert set(DATE.findall(page.out)) <= set(DATE.findall(known))
    assert set(SHARE.findall(page.out)) <= set(SHARE.findall(known))
    for place in LAW.places.values():
        for name in (place.zh,) if lang == "zh" else (place.label, place.en):
            if name and re.search(rf"\b{re.escape(name)}\b", page.out):
                assert name in known, name


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_fits_its_screen_and_a_chinese_console(
    question: str, lang: str, width: int
) -> None:
    for more in ((), ("--full",)):
        ran = run(question, NORTHWIND, *DAY, "--lang", lang, *more, width=width)
        assert ran.code == 0
        assert all(columns(line) <= width for line in ran.out.splitlines())
        assert ran.out.encode("gbk")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_is_given_in_every_form(
    question: str, lang: str, tmp_path: Path
) -> None:
    files = [tmp_path / f"a.{end}" for end in ("txt", "json", "md", "html", "docx")]
    options = [part for file in files for part in ("-o", file)]
    ran = run(question, NORTHWIND, *DAY, "--lang", lang, *options)
    assert (ran.code, ran.out) == (0, "")
    label = "云服务" if lang == "zh" else "cloud"
    for file in files[:-1]:
        assert label in file.read_text(encoding="utf-8"), file
    with ZipFile(files[-1]) as word:
        assert label in word.read("word/document.xml").decode()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_id_stands_on_a_page(question: str) -> None:
    """Ids are for machines; the one that `--route` takes is named with it."""
    page = run(question, NORTHWIND, *DAY).out.replace("--route national-capped", "")
    ids = [*LAW.routes, *LAW.prohibitions, *LAW.services, *LAW.conditions, *LAW.checks]
    marked = [id for id in ids if "-" in id and re.search(rf"\b{id}\b", page)]
    assert marked == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_schema_describes_every_property(question: str) -> None:
    found = schema(question)
    shapes = {question: found, **found["$defs"]}
    for name, shape in shapes.items():
        assert "description" in shape, name
        for key, value in shape["properties"].items():
            assert {"description", "$ref"} & value.keys(), (name, key)


@pytest.mark.parametrize("profile", PAGES, ids=lambda path: path.stem)
def test_the_cures_have_the_promised_shape(profile: Path) -> None:
    ran = run("cures", profile, *DAY, "--format", "json")
    validator = Draft202012Validator(schema("cures"))
    assert list(validator.iter_errors(json.loads(ran.out))) == []


# --- what is said -----------------------------------------------------------------


def page(question: str, *more: str, profile: Path = NORTHWIND) -> str:
    return " ".join(run(question, profile, *DAY, *more, width=400).out.split())


def test_where_says_what_refuses_and_what_staying_servers_change() -> None:
    """Letter 107, annex: registration and facilities in the same area."""
    found = page("where")
    assert "data centre, cloud: elsewhere: closed nationally" in found
    assert "If the servers stay in Beijing: data centre, cloud only in Beijing" in found
    assert "own online shop no licence no licence no licence" in found


def test_a_place_whose_parts_differ_is_told_apart() -> None:
    """Shanghai alone does not say whether it is Pudong (Letter 107, para. 1)."""
    assert "Undetermined if named without their parts" in page("where")
    assert "Shanghai" in page("where").partition("without their parts")[2]


def test_limits_names_the_fact_on_which_a_share_hangs() -> None:
    found = page("limits")
    assert "50 % *" in found
    assert "* depends on what is not stated: content" in found
    assert "under 1 %" in found


def test_a_refusal_of_today_cites_what_is_in_force_today() -> None:
    found = page("timeline")
    assert "FITE Provisions 2001" not in found
    assert "now: the national list admits up to 50 %" in found
    assert "[Negative List 2024, telecom item]" in found


def test_the_instrument_of_a_past_period_is_of_that_period() -> None:
    """The lists of 2021 ended with the list of 2024, on 2024-10-31."""
    past = page("timeline").partition("to 2022-04-30")[2].partition("today")[0]
    assert "[Negative List 2021, telecom item]" in past


def test_no_period_is_without_a_reason() -> None:
    """A company in Shanghai, the place not told closer: undetermined from 2014 to 2019."""
    profile = PROFILES / "liepin.toml"
    ran = run("timeline", profile, *DAY, "--format", "json")
    periods = [p for s in json.loads(ran.out)["services"] for p in s["periods"]]
    assert {p["status"] for p in periods} > {"undetermined"}
    assert all(p["why"] and p["text"] for p in periods)
    assert "depends on: registered place, servers" in page("timeline", profile=profile)


def test_why_names_the_general_rule_and_the_nearest_way() -> None:
    found = page("why", "cloud")
    assert "general rule closed nationally to foreign capital" in found
    assert "not met registered address in the 2024 pilot areas: Xuhui" in found
    assert "met foreign share at most 100 %: 100 % (line 7)" in found
    others = len(LAW.routes_on("2026-12-01", "ircs")) - 1
    assert f"{others} other ways" in found


def test_one_way_can_be_asked_for() -> None:
    found = page("why", "cloud", "--route", "hainan-data-centre")
    assert "registered address in Hainan" in found
    assert "pilot areas" not in found


def test_a_way_that_was_not_tried_is_told() -> None:
    ran = run("why", NORTHWIND, "cloud", "--route", "pilot-2042", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "pilot-2042" in ran.err
    assert "pilot-2024" in ran.err


def test_failed_leaves_out_what_is_met() -> None:
    found = run("why", NORTHWIND, "cloud", "--failed", *DAY).out
    marks = [line.split("  ")[1] for line in found.splitlines() if line[:2] == "  "]
    assert "not met" in marks
    assert "met" not in marks


def test_a_cure_says_where_it_was_tried() -> None:
    """All facilities stand in the pilot area of registration (Letter 107, annex)."""
    found = page("cures", "cloud")
    assert "1 register in Beijing, where the servers are -> conditional" in found
    assert "Beijing works; Pudong, Lin-gang, Shenzhen, Hainan only with them" in found
    assert "Leaving the foreign share as it is: 3 more ways, --full" in found


def test_the_ways_that_leave_the_share_as_it_is_are_told_in_full() -> None:
    found = page("cures", "cloud", "--full")
    assert "service run by a licensed Chinese operator" in found
    assert 'example: registration.place = "beijing"' in found


def test_cures_are_written_to_one_new_profile(tmp_path: Path) -> None:
    files = tmp_path / "a.toml", tmp_path / "b.toml"
    options = ("--apply", "1", "-o", files[0], "-o", files[1])
    ran = run("cures", NORTHWIND, "cloud", *DAY, *options)
    assert ran.code == 2
    assert not any(file.exists() for file in files)
