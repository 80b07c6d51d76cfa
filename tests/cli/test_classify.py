"""`classify`: words, the questions without words, and the profile that comes of them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import run
from vatscheck.answers.schema import schema


def test_a_word_of_two_meanings_is_a_question() -> None:
    ran = run("classify", "app")
    assert (ran.code, ran.err) == (0, "")
    title, _, _, first, *_ = ran.out.splitlines()
    assert title == "What is meant by app"
    assert first.startswith("app: app of one's own business; or ")
    for id in ("own_app", "app_store", "software_dev"):
        assert re.search(rf"^  {id} +\w", ran.out, re.M), id


def test_the_same_in_chinese() -> None:
    ran = run("classify", "客服", "--lang", "zh")
    assert ran.out.splitlines()[3:5] == [
        "客服：自有客服热线；还是外包呼叫中心；还是在线客服SaaS？",
        "  - 供谁使用？自己：本公司、集团、员工及自己的客户；其他单位或个人",
    ]


def test_a_miss_names_words_and_questions_and_no_law() -> None:
    ran = run("classify", "zeppelin")
    assert ran.code == 2
    assert ran.err == "no word of the index: zeppelin (exit 2)\n"
    assert ran.out.splitlines()[3] == "The word zeppelin is not in the index."
    assert "What is handed over?" in ran.out
    for said in ("licence", "filed", "filing", "administration"):
        assert said not in ran.out


def test_the_sentence_on_trials_has_an_option_of_its_own() -> None:
    ran = run("classify", "--trial")
    assert (ran.code, "as a trial" in ran.out) == (0, True)


def test_json_of_several_words_holds_all_of_them() -> None:
    ran = run("classify", "app", "zeppelin", "own_hotline", "games", "--format", "json")
    assert ran.code == 2
    found = json.loads(ran.out)
    jsonschema.validate(found, schema("classification"))
    matched = {item["word"]: item["matched"] for item in found["words"]}
    assert matched["app"] == "term"
    assert matched["own_hotline"] == "exact"
    assert matched["zeppelin"] in ("near", "none")
    app = found["words"][0]
    assert app["question"]["options"] == ["own_app", "app_store", "software_dev"]
    own = found["words"][2]["candidates"]
    assert [(c["id"], c["kind"], c["need"]) for c in own] == [
        ("own_hotline", "product", "nothing")
    ]


def typed(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


OWN_CALLS = ("1", "4")
"""For ourselves; calls, meetings, messages, mail."""


def test_without_words_questions_lead_to_products() -> None:
    ran = run("classify", stdin=typed(*OWN_CALLS, "4", "1"))
    assert (ran.code, ran.err) == (0, "")
    assert "7 of 158 are left." in ran.out
    assert "product own_hotline" in ran.out.split("stop here")[-1]
    assert "needs neither licence nor filing" in ran.out


def test_back_and_not_knowing() -> None:
    ran = run("classify", stdin=typed("2", "b", *OWN_CALLS, "4", "1"))
    assert ran.code == 0
    assert ran.out.count("For whom is it?") == 3  # twice asked, once reviewed
    ran = run("classify", stdin=typed("?", "4", "."))
    assert ran.code == 2
    assert "nothing fell away; 158 of 158 are left." in ran.out


def test_what_is_no_number_is_asked_again() -> None:
    ran = run("classify", stdin=typed("perhaps\x1b[31m", *OWN_CALLS, "99", "4", "1"))
    assert ran.code == 0
    assert ran.out.count("write one of the numbers") == 2
    assert "\x1b" not in ran.out


def test_answers_that_end_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    ran = run("classify", "-o", path, stdin=typed("1"))
    assert (ran.code, path.exists()) == (2, False)
    assert "a question stands open" in ran.err


def test_a_profile_is_written(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    answers = typed(*OWN_CALLS, "4,5", "2", "Acme Co., Ltd.")
    ran = run("classify", "-o", path, stdin=answers)
    assert ran.code == 0
    assert f"wrote {path}" in ran.err
    assert tomllib.loads(path.read_text("utf-8")) == {
        "schema": 1,
        "name": "Acme Co., Ltd.",
        "products": ["own_hotline", "own_sms"],
    }
    assert run("check", path).code == 0


@pytest.mark.parametrize("products", ["", 'products = ["own_app"] # theirs\n'])
def test_a_profile_that_is_there_is_extended(tmp_path: Path, products: str) -> None:
    path = tmp_path / "p.toml"
    text = (
        '# mine\nschema = 1\nname = "Acme"\n'
        f'{products}services = ["cdn"]\n\n[registration]\nplace = "beijing" # here\n'
    )
    path.write_text(text, encoding="utf-8")
    ran = run("classify", "-o", path, stdin=typed(*OWN_CALLS, "4", "2"))
    assert ran.code == 0
    found = path.read_text("utf-8")
    data = tomllib.loads(found)
    before = tomllib.loads(text)
    named = [*before.get("products", []), "own_hotline"]
    assert data == {**before, "products": named}
    assert "# mine" in found
    assert "# here" in found
    assert products == "" or "# theirs" in found


def test_a_profile_that_is_not_in_order_stays(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("schema = 1\n", encoding="utf-8")
    ran = run("classify", "-o", path, stdin=typed(*OWN_CALLS, "4", "2"))
    assert ran.code == 2
    assert path.read_text("utf-8") == "schema = 1\n"


FORMS = ("answer.txt", "answer.json", "answer.md", "answer.html", "answer.docx")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_answer_in_every_form(tmp_path: Path, lang: str) -> None:
    files = [word for name in FORMS for word in ("-o", tmp_path / name)]
    ran = run("classify", "app", "own_hotline", "--lang", lang, *files)
    assert (ran.code, ran.out) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == set(FORMS)
    shown = run("classify", "app", "own_hotline", "--lang", lang).out
    assert (tmp_path / "answer.txt").read_text("utf-8") == shown
    found = json.loads((tmp_path / "answer.json").read_text("utf-8"))
    jsonschema.validate(found, schema("classification"))
    texts = [item["text"] for item in found["words"][0]["candidates"]]
    for ending in (".md", ".html"):
        text = (tmp_path / f"answer{ending}").read_text("utf-8").replace("\\", "")
        assert all(name in text for name in ("own_app", "app_store", "own_hotline"))
    flowing = " ".join(shown.split()) if lang == "en" else re.sub(r"\s", "", shown)
    for text in texts:
        wanted = text if lang == "en" else re.sub(r"\s", "", text)
        assert wanted in flowing


def test_a_word_that_is_markup_stays_text() -> None:
    word = "<b>[x](y)\x1b[31m"
    ran = run("classify", word, "--format", "html")
    assert "<b>[x]" not in ran.out
    assert "\x1b" not in run("classify", word).out


def test_questions_lead_to_one_profile(tmp_path: Path) -> None:
    files = ("-o", tmp_path / "a.toml", "-o", tmp_path / "b.toml")
    ran = run("classify", *files, stdin=typed("1"))
    assert ran.code == 2
    assert ran.err == "-o names the one profile to be written or extended (exit 2)\n"
    assert not list(tmp_path.iterdir())
