"""What clients send back: read as far as it is safe, and the rest comes back to them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.running import run

DAY = ("--as-of", "2026-11-22")


def sent(tmp_path: Path, answers: dict[str, str], suffix: str = ".xlsx") -> Path:
    """A questionnaire on a cloud, with some answers in it."""
    form = tmp_path / f"q{suffix}"
    command = ("intake", "--service", "ircs", "--product", "social", "--lang", "en")
    assert run(*command, "-o", form, *DAY).code == 0
    book = load_workbook(form)
    for row in book["Questions"].iter_rows(min_row=2):
        row[4].value = answers.get(str(row[0].value), row[4].value)
    book.save(form)
    return form


def change(form: Path, sheet: str, cells: dict[str, str]) -> None:
    book = load_workbook(form)
    for at, text in cells.items():
        book[sheet][at] = text
    book.save(form)


def profile(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


NAME = {"name": "Northwind"}
UNCERTAIN = {
    "registration.capital_cny": "约500万",
    "facts.users_count": "约25万",
    "facts.website_or_domain": "www.northwind.cn",
    "facts.domain_holder": "N/A",
    "facts.licence_expires_in_days": "2027-03-01",
    "facts.dishonest_list": "18+ only",
    "facts.app": "Yes, but only abroad",
}


def test_uncertain_answers_stay_unknown_and_come_back(tmp_path: Path) -> None:
    form, path, again = sent(tmp_path, NAME | UNCERTAIN), tmp_path / "p.toml", None
    again = tmp_path / "again.xlsx"
    ran = run("init", path, "--from", form, "--clarify", again)
    assert ran.code == 0
    assert profile(path) == {
        "schema": 1,
        "name": "Northwind",
        "products": ["social"],
        "services": [{"id": "ircs"}, {"id": "info-community"}],
    }
    for key, text in UNCERTAIN.items():
        assert any(key in line and text in line for line in ran.err.splitlines())
    rows = list(
        load_workbook(again)["Questions"].iter_rows(values_only=True, min_row=2)
    )
    assert {str(row[0]) for row in rows} == set(UNCERTAIN)
    quoted = {str(row[0]): str(row[5]) for row in rows}
    assert all(f"“{text}”" in quoted[key] for key, text in UNCERTAIN.items())
    assert all(not row[4] for row in rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_a_list_with_one_uncertain_item_the_whole_answer_is_told(
    tmp_path: Path, lang: str
) -> None:
    answer = "games; music, 音乐" + " and more" * 12
    form = sent(tmp_path, NAME | {"facts.export_scenario": answer})
    ran = run("init", tmp_path / "p.toml", "--from", form, "--lang", lang)
    assert ran.code == 0
    (line,) = (one for one in ran.err.splitlines() if "facts.export_scenario" in one)
    assert answer in line


READ = {
    "facts.app": ("Yes - iOS and Android", True),
    "facts.dishonest_list": ("No (Mr. Wang has checked)", False),
    "facts.website_or_domain": ("是，已上线", True),
    "registration.capital_cny": ("500万元", 5_000_000),
    "facts.staff_insured": ("3人", 3),
}


@pytest.mark.parametrize("key", READ)
def test_a_yes_with_something_behind_it_is_read_and_said(
    tmp_path: Path, key: str
) -> None:
    text, value = READ[key]
    path = tmp_path / "p.toml"
    ran = run("init", path, "--from", sent(tmp_path, NAME | {key: text}))
    assert ran.code == 0
    table, _, name = key.partition(".")
    assert profile(path)[table][name] == value
    assert isinstance(value, bool) is (f"{key}: {text} is read as" in ran.err)


@pytest.mark.parametrize(
    "text", ["don't know", "TBC", "tbd", "not sure", "待定", "不知道", "?", "unknown"]
)
def test_words_for_not_knowing_are_unknown_and_no_doubt(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "p.toml"
    ran = run("init", path, "--from", sent(tmp_path, NAME | {"facts.app": text}))
    assert ran == (0, "", f"wrote {path}\n")
    assert "facts" not in profile(path)


def test_a_second_reply_is_merged_and_says_what_it_changed(tmp_path: Path) -> None:
    path, again = tmp_path / "p.toml", tmp_path / "again.xlsx"
    form = sent(tmp_path, NAME | {"registration.place": "Suzhou", "facts.app": "maybe"})
    change(form, "Owners", {"B2": "A Inc.", "C2": "USA", "D2": "100%"})
    assert run("init", path, "--from", form, "--clarify", again).code == 0
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n# our note\n", encoding="utf-8")
    book = load_workbook(again)
    replies = {"registration.place": "江苏省苏州市", "facts.app": "yes"}
    for row in book["Questions"].iter_rows(min_row=2):
        row[4].value = replies[str(row[0].value)]
    book.save(again)
    ran = run("init", path, "--from", again, "--into", *DAY)
    assert ran.code == 0
    assert ran.err.splitlines()[-1].startswith("status: ")
    found = profile(path)
    assert found["registration"] == {"place": "jiangsu/suzhou"}
    assert found["facts"] == {"app": True}
    assert found["owners"] == [{"name": "A Inc.", "jurisdiction": "US", "share": 100}]
    assert "# our note" in path.read_text("utf-8")
    assert run("check", path).code == 0


def test_a_doubtful_share_may_be_anything_and_its_holder_comes_back(
    tmp_path: Path,
) -> None:
    """Left out beside 40 % it would be the other 60 %."""
    path, again = tmp_path / "p.toml", tmp_path / "again.xlsx"
    form = sent(tmp_path, NAME)
    cells = {"B2": "A Inc.", "C2": "USA", "D2": "about 60%"}
    change(form, "Owners", cells | {"B3": "Zhang", "C3": "China", "D3": "40%"})
    assert run("init", path, "--from", form, "--clarify", again).code == 0
    shares = [owner["share"] for owner in profile(path)["owners"]]
    assert shares == [{"min": 0, "max": 100}, 40]
    rows = list(load_workbook(again)["Owners"].iter_rows(values_only=True, min_row=2))
    assert [row[1] for row in rows] == ["A Inc.", "Zhang"]
    assert "“about 60%”" in str(rows[0][-1])


@pytest.mark.parametrize(
    "cells",
    [
        {"B2": "A", "C2": "CN", "D2": "100%", "B3": "B", "C3": "US", "E3": "Nobody"},
        {"B2": "A", "C2": "CN", "D2": "0.5", "B3": "B", "C3": "US", "D3": "0.5"},
        {"B2": "A", "C2": "CN", "D2": "80%", "B3": "B", "C3": "US", "D3": "80%"},
    ],
)
def test_holders_are_known_as_a_whole_or_not_at_all(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    """A holder that is left out would make a foreign one vanish."""
    path, again = tmp_path / "p.toml", tmp_path / "again.xlsx"
    form = sent(tmp_path, NAME)
    change(form, "Owners", cells)
    ran = run("init", path, "--from", form, "--clarify", again)
    assert ran.code == 0
    assert "owners" not in profile(path)
    assert "not certain, and left unknown" in ran.err
    rows = load_workbook(again)["Owners"].iter_rows(values_only=True, min_row=2)
    assert [row[1] for row in rows] == ["A", "B"]


def test_strict_refuses_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    form = sent(tmp_path, NAME | UNCERTAIN)
    ran = run("init", path, "--from", form, "--strict")
    assert (ran.code, path.exists()) == (2, False)
    told = f"nothing written: {len(UNCERTAIN)} mistakes in {form.name} (exit 2)\n"
    assert ran.err.endswith(told)


def test_without_a_name_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    ran = run("init", path, "--from", sent(tmp_path, {"facts.app": "yes"}))
    assert (ran.code, path.exists()) == (2, False)
    assert "name is missing" in ran.err


def test_where_all_is_certain_no_second_questionnaire_is_written(
    tmp_path: Path,
) -> None:
    path, again = tmp_path / "p.toml", tmp_path / "again.docx"
    ran = run("init", path, "--from", sent(tmp_path, NAME), "--clarify", again)
    assert (ran.code, again.exists()) == (0, False)
    assert "all answers are certain" in ran.err


@pytest.mark.parametrize("clarify", ["again.txt", "q.xlsx"])
def test_a_second_questionnaire_has_a_name_of_its_own(
    tmp_path: Path, clarify: str
) -> None:
    path, form = tmp_path / "p.toml", sent(tmp_path, NAME)
    before = form.read_bytes()
    ran = run("init", path, "--from", form, "--clarify", tmp_path / clarify)
    assert (ran.code, path.exists(), form.read_bytes()) == (2, False, before)


def test_products_are_marked_in_a_list_or_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    form = sent(tmp_path, NAME | {"products": "our own call centre"})
    book = load_workbook(form)
    sheet = book["Products"]
    marks = {str(row[0].value): row[3] for row in sheet.iter_rows(min_row=2)}
    assert marks["social"].value == "yes"
    marks["social"].value = ""
    marks["own_app"].value = "yes"
    book.save(form)
    assert run("init", path, "--from", form).code == 0
    assert profile(path)["products"] == ["own_hotline", "own_app"]


def test_own_use_is_asked_with_its_threshold(tmp_path: Path) -> None:
    path, form = tmp_path / "p.toml", sent(tmp_path, NAME)
    sheet = load_workbook(form)["Services"]
    assert str(sheet["C1"].value).startswith("For others")
    assert "Only if others get storage" in str(sheet["B2"].value)
    change(form, "Services", {"C2": "no"})
    assert run("init", path, "--from", form).code == 0
    assert profile(path)["services"][0] == {"id": "ircs", "for_others": False}


def test_force_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    for text in ("first", "second"):
        path.write_text(text, encoding="utf-8")
        assert run("init", path, "--force").code == 0
    kept = sorted(file.name for file in tmp_path.iterdir())
    assert kept == ["p.toml", "p.toml.1.bak", "p.toml.2.bak"]
    assert (tmp_path / "p.toml.1.bak").read_text() == "first"
    assert (tmp_path / "p.toml.2.bak").read_text() == "second"


def test_a_bad_file_replaces_nothing(tmp_path: Path) -> None:
    path, table = tmp_path / "p.toml", tmp_path / "cap.csv"
    path.write_text("mine", encoding="utf-8")
    table.write_text("no table", encoding="utf-8")
    assert run("init", path, "--owners", table, "--force").code == 2
    assert [path.read_text()] == ["mine"]
    assert not list(tmp_path.glob("*.bak"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_template_is_no_answer(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "p.toml"
    assert run("init", path, "--lang", lang).code == 0
    assert run("check", path).code == 2
    assert run("assess", path).code == 2
    text = path.read_text("utf-8").replace("# name", "name", 1)
    path.write_text(text.replace("# products", "products", 1), encoding="utf-8")
    ran = run("check", path)
    assert ran.code == 0
    example = {"en": "Example Co., Ltd.", "zh": "示例有限公司"}[lang]
    assert f"{path}: still the example: {example}" in ran.err
