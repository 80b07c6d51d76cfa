"""`intake` and `init`: files from files, whole messages, and nothing lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import PROFILES, run

DAY = ("--as-of", "2026-11-22")
HEAD = "holder,jurisdiction,share,held through\n"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_there_and_back(tmp_path: Path, suffix: str) -> None:
    form, profile = tmp_path / f"q{suffix}", tmp_path / "p.toml"
    ran = run("intake", PROFILES / "unity.toml", "-o", form, *DAY)
    assert (ran.code, ran.out, ran.err) == (0, "", f"wrote {form}\n")
    ran = run("init", profile, "--from", form)
    assert ran == (0, "", f"wrote {profile}\n")
    text = profile.read_text(encoding="utf-8")
    assert text.startswith(f"#:schema schema.json\n# From {form.name}.")
    found, given = tomllib.loads(text), (PROFILES / "unity.toml").read_text("utf-8")
    assert found == tomllib.loads(given)
    assert run("check", profile).code == 0


def test_services_and_products_are_asked_about_without_a_profile(
    tmp_path: Path,
) -> None:
    form, profile = tmp_path / "q.xlsx", tmp_path / "p.toml"
    command = ("intake", "--service", "cloud", "--product", "marketplace")
    assert run(*command, "--lang", "en", "-o", form, *DAY).code == 0
    services = load_workbook(form)["Services"]
    assert [row[0].value for row in services] == ["Service id", "ircs", "edi-ecommerce"]
    ran = run("init", profile, "--from", form)
    assert (ran.code, profile.exists()) == (2, False)
    assert ran.err == (
        f'{form}: name is missing: write name = "Example Co., Ltd."\n'
        "nothing written: 1 mistake in q.xlsx (exit 2)\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--service", "clowd", "-o", "q.xlsx"], 'unknown service "clowd"; nearest: '),
        (["--product", "shop!", "-o", "q.xlsx"], 'unknown product "shop!"; nearest: '),
        (["-o", "q.xlsx"], "nothing is asked for: name services with --service"),
        (
            ["--service", "ircs", "-o", "q.pdf"],
            "q.pdf: a questionnaire is a .docx or .xlsx",
        ),
        (["no.toml", "-o", "q.xlsx"], "no.toml: no such file"),
        (["--service", "ircs", "-o", "q.xlsx", "--as-of", "x"], "--as-of x is no date"),
        (["--service", "ircs"], "-o/--output is missing"),
    ],
)
def test_wrong_input_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("intake", *options)
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert message in ran.err


def test_a_questionnaire_is_not_overwritten(tmp_path: Path) -> None:
    form = tmp_path / "q.xlsx"
    form.write_bytes(b"filled in")
    ran = run("intake", "--service", "ircs", "-o", form)
    assert (ran.code, form.read_bytes()) == (2, b"filled in")
    assert "exists already" in ran.err


def filled(tmp_path: Path, answers: dict[str, str]) -> Path:
    form = tmp_path / "q.xlsx"
    run("intake", PROFILES / "minimal.toml", "-o", form, "--lang", "en", *DAY)
    book = load_workbook(form)
    for row in book["Questions"].iter_rows(min_row=2):
        row[4].value = answers.get(str(row[0].value), row[4].value)
    book.save(form)
    return form


def test_an_address_is_read_and_said(tmp_path: Path) -> None:
    address = "中国（上海）自由贸易试验区临港新片区环湖西二路888号"
    form = filled(tmp_path, {"registration.place": address})
    path = tmp_path / "p.toml"
    ran = run("init", path, "--from", form)
    assert ran.err.splitlines() == [
        f"registration.place: {address} is read as shanghai/lingang",
        f"wrote {path}",
    ]


def test_wrong_answers_are_told_with_cell_and_question(tmp_path: Path) -> None:
    answers = {"facts.app": "perhaps[31m", "name": ""}
    form = filled(tmp_path, answers)
    ran = run("init", tmp_path / "p.toml", "--from", form, "--strict")
    line, missing, last = ran.err.splitlines()
    assert line.startswith(f"{form}: sheet Questions, cell E")
    assert line.endswith(
        ", facts.app (Is there an app, mini-program or quick app for users in the "
        "mainland?): found perhaps[31m: write yes or no"
    )
    assert "name is missing" in missing
    assert last == f"nothing written: 2 mistakes in {form.name} (exit 2)"
    strict = ("--from", form, "--strict", "--lang", "zh")
    chinese = run("init", tmp_path / "p.toml", *strict).err
    assert "工作表Questions，单元格E" in chinese
    assert "现为perhaps[31m：请写“是”或“否”" in chinese


def test_owners_of_a_cap_table_replace_those_of_the_answers(tmp_path: Path) -> None:
    form, table, path = filled(tmp_path, {}), tmp_path / "cap.csv", tmp_path / "p.toml"
    table.write_text(HEAD + "A,CN,100%,\nB,HK,100%,A\n", encoding="utf-8")
    ran = run("init", path, "--from", form, "--owners", table)
    assert ran.err.splitlines() == [
        f"{table}: holders: 2, from the columns holder, jurisdiction, share, "
        "held through; direct holders: 1, together 100 %",
        f"the owners of {form} are replaced by those of {table}",
        f"wrote {path}",
    ]
    above = [{"name": "B", "jurisdiction": "HK", "share": 100}]
    owner = {"name": "A", "jurisdiction": "CN", "share": 100, "owners": above}
    assert tomllib.loads(path.read_text("utf-8"))["owners"] == [owner]


def test_owners_into_a_profile_that_exists(tmp_path: Path) -> None:
    path, table = tmp_path / "p.toml", tmp_path / "cap.csv"
    text = (PROFILES / "tesla.toml").read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    table.write_text(HEAD + "A,US,100%,\n", encoding="utf-8")
    assert run("init", path, "--owners", table).code == 2
    assert path.read_text("utf-8") == text
    assert run("init", path, "--owners", table, "--into").code == 0
    assert path.read_text("utf-8") == text.replace('"Tesla, Inc."', '"A"')


def test_owners_alone_come_into_the_template(tmp_path: Path) -> None:
    path, table = tmp_path / "p.toml", tmp_path / "cap.csv"
    table.write_text(HEAD + "A,US,100%,\n", encoding="utf-8")
    ran = run("init", path, "--owners", table)
    assert (ran.code, "everything else" in ran.err) == (0, True)
    found = path.read_text("utf-8")
    assert tomllib.loads(found)["owners"] == [
        {"name": "A", "jurisdiction": "US", "share": 100}
    ]
    assert "[servers]" in found
    named = found.replace('# name = "Example Co., Ltd."', 'name = "X"', 1)
    path.write_text(named.replace("# products", "products", 1), encoding="utf-8")
    assert run("check", path).code == 0


def test_a_bad_cap_table_changes_nothing(tmp_path: Path) -> None:
    path, table = tmp_path / "p.toml", tmp_path / "cap.csv"
    table.write_text(HEAD + "A,US,0.5,\nB,US,0.5,\n", encoding="utf-8")
    ran = run("init", path, "--owners", table)
    assert (ran.code, path.exists()) == (2, False)
    assert ran.err == (
        f"{table}: cell C2, share: found 0.5, and no share without a percent sign is "
        "above 1: fractions or percentages? Write the column with signs, 50% or 0.5%\n"
        "nothing written: 1 mistake in cap.csv (exit 2)\n"
    )


@pytest.mark.parametrize("options", [["--into"], ["--into", "--ask", "--owners", "x"]])
def test_into_is_for_owners(options: list[str]) -> None:
    assert "--into wants --owners" in run("init", "p.toml", *options).err


# --- asking ---------------------------------------------------------------------

TALK = "\nAcme Cloud\ncloud\nyes\n?\nsuzhou\n上海市浦东新区1号\n\nAcme Inc.; US; 0.6\nAcme Inc.; US; 60%\n\n.\n"


def test_a_talk_at_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    ran = run("init", path, "--ask", *DAY, stdin=TALK.encode())
    assert (ran.code, ran.err) == (0, f"wrote {path}\n")
    lines = ran.out.splitlines()
    assert lines[:15] == [
        "Empty = unknown, ? = explain, . = stop here and write what is known.",
        "What is the company's full name?",
        "  this has to be answered: without it there is no profile",
        "What is the company's full name?",
        "Which services shall be judged (ids, catalogue codes or market names; see vatscheck services)?",
        "  ircs: undetermined",
        "internet resource collaboration service (cloud): do you run it for others? "
        "Only if others get storage, a run-time environment or compute on demand, "
        "elastic and shared, from data-centre resources; an own cloud, and software in "
        "the customer's room, are none.",
        "  no status has changed",
        "Where exactly is the company registered (district, and zone parcel if any)?",
        "  the address as on the business licence, with district and zone parcel if any",
        "Where exactly is the company registered (district, and zone parcel if any)?",
        '  "suzhou" can be several places: write one of jiangsu/suzhou, anhui/suzhou',
        "Where exactly is the company registered (district, and zone parcel if any)?",
        "  = shanghai/pudong",
        "  no status has changed",
    ]
    assert "found 0.6: this can be a fraction or a percentage" in ran.out
    data = tomllib.loads(path.read_text("utf-8"))
    assert data == {
        "schema": 1,
        "name": "Acme Cloud",
        "services": [{"id": "ircs", "for_others": True}],
        "registration": {"place": "shanghai/pudong"},
        "owners": [{"name": "Acme Inc.", "jurisdiction": "US", "share": 60}],
    }
    assert run("check", path).code == 0


def test_the_end_of_the_input_writes_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    assert run("init", path, "--ask", stdin="Acme\n云\n".encode()).code == 0
    assert run("check", path).code == 0


def test_too_little_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    ran = run("init", path, "--ask", "--lang", "zh", stdin=b"Acme\n")
    assert (ran.code, path.exists()) == (2, False)
    assert "至少须有公司名称和一项业务" in ran.err


def test_an_interrupt_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vatscheck.cli.ask._line", interrupt)
    path = tmp_path / "p.toml"
    assert run("init", path, "--ask").code == 130
    assert not path.exists()


def test_asking_does_not_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("mine")
    ran = run("init", path, "--ask", stdin=b"Acme\ncloud\n")
    assert (ran.code, path.read_text()) == (2, "mine")


def test_nothing_typed_comes_alive(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    typed = b"\x1b[31mAcme\ncloud\n\x1b[31mplace\n\xff\xfe\n.\n"
    ran = run("init", path, "--ask", stdin=typed)
    assert "\x1b" not in ran.out
    assert "\x1b" not in path.read_text("utf-8")


def test_products_are_named_in_words_while_asking(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    typed = "Acme\napp\nzeppelin\nour own call centre; B11\n.\n"
    ran = run("init", path, "--ask", *DAY, stdin=typed.encode())
    assert ran.code == 0
    assert "“app” can be" not in ran.out
    assert "app can be several things: write one of own_app, staff_app" in ran.out
    assert 'unknown product "zeppelin"' in ran.out
    assert tomllib.loads(path.read_text("utf-8")) == {
        "schema": 1,
        "name": "Acme",
        "products": ["own_hotline"],
        "services": [{"id": "idc"}, {"id": "ircs"}],
    }


def test_own_use_is_asked_before_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    typed = "Acme\ncall centre\nno\n.\n"
    typed = typed.replace("call centre", "call-centre")
    ran = run("init", path, "--ask", *DAY, stdin=typed.encode())
    assert ran.code == 0
    assert "domestic call centre: do you run it for others? Only if" in ran.out
    assert "  call-centre: no licence" in ran.out
    assert "registered" not in ran.out
    assert run("assess", path).code == 0
