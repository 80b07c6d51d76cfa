"""The `law` commands: what they print, their exit codes, and their JSON documents."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import PROFILES, ROOT, run
from tests.overlays import ADDED, BAD, GOOD
from vatscheck.answers.schema import SCHEMAS, schema
from vatscheck.cli.law import app
from vatscheck.law.book import Law
from vatscheck.law.compile import DATA, digest

NAMED = ("--law", GOOD)
COMMANDS: dict[str, tuple[str, ...]] = {
    "law-list": ("law", "list", "route"),
    "law-show": ("law", "show", "chengdu-cloud", *map(str, NAMED)),
    "law-stale": ("law", "stale", "--as-of", "2026-11-25", "--older-than", "30"),
    "law-lint": ("law", "lint"),
    "law-test": ("law", "test", *map(str, NAMED)),
    "law-coverage": ("law", "coverage"),
    "law-diff": ("law", "diff", "bundled", str(ADDED), "--as-of", "2026-11-25"),
}
"""A command for each document that `law` prints."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_document_has_the_promised_shape(name: str, lang: str) -> None:
    ran = run(*COMMANDS[name], "--format", "json", "--lang", lang)
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert document["schema"] == f"vatscheck/{name}/1"
    Draft202012Validator.check_schema(schema(name))
    assert list(Draft202012Validator(schema(name)).iter_errors(document)) == []


def test_every_document_of_a_law_command_is_tried() -> None:
    assert {name for name in SCHEMAS if name.startswith("law-")} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_equal_inputs_give_equal_bytes_and_both_languages_words(name: str) -> None:
    english, chinese = (run(*COMMANDS[name], "--lang", lang) for lang in ("en", "zh"))
    assert run(*COMMANDS[name]) == english
    assert english.code == chinese.code == 0
    assert english.out != chinese.out


def test_a_list_names_kind_days_and_evidence() -> None:
    assert run("law", "list", "routes", "pilot-2024-isp").out == (
        "route pilot-2024-isp: pilot of 2024: internet access inside the area\n"
        "    since 2024-10-23; grade S, confidence medium-high, verified 2026-11-22; "
        "open question\n"
    )
    nothing = run("law", "list", "atlantis")
    assert (nothing.code, nothing.out) == (2, "")
    assert (
        nothing.err == "no record holds atlantis; see `vatscheck law list` (exit 2)\n"
    )


def test_show_says_what_explain_says_and_gives_the_toml() -> None:
    shown = run("law", "show", "before-accession").out
    explained = run("explain", "before-accession").out
    assert shown.startswith(explained)
    assert '# prohibitions.toml:31\n[[prohibition]]\nid = "before-accession"\n' in shown
    assert "# places.toml:" in run("law", "show", "深圳").out
    assert run("law", "show", "深圳").out.startswith(run("explain", "深圳").out)
    unknown = run("law", "show", "before-acession")
    assert (unknown.code, unknown.out) == (2, "")
    assert "before-accession" in unknown.err


def test_lint_of_the_bundled_law_finds_nothing() -> None:
    ran = run("law", "lint")
    assert (ran.code, ran.why) == (0, "nothing found (exit 0)")


def test_lint_of_an_overlay_names_file_line_and_record(tmp_path: Path) -> None:
    shutil.copy(ADDED / "chengdu.toml", tmp_path)
    ran = run("law", "lint", "--law", tmp_path)
    assert (ran.code, ran.why) == (1, "5 findings (exit 1)")
    _, first, *_ = ran.out.splitlines()
    assert first == (
        f"{tmp_path}/chengdu.toml:33:1: route.chengdu-cloud: "
        "no test in which it leads to a yes: add one"
    )
    assert run("law", "lint", "--law", GOOD).code == 0


def test_lint_of_a_whole_law_looks_at_the_whole(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(DATA, folder)
    path = folder / "routes" / "pilot-2024.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value = 100", "value = 101", 1), encoding="utf-8")
    ran = run("law", "lint", "--law", folder)
    assert ran.code == 1
    assert f"{path}:3:1: route.pilot-2024: foreign-at-most compares with 101" in ran.out


@pytest.mark.parametrize("command", ["lint", "test", "list", "coverage", "stale"])
def test_a_folder_that_cannot_be_read_is_2_with_every_error(command: str) -> None:
    ran = run("law", command, "--law", BAD)
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"not judged: 14 mistakes in \d+ files \(exit 2\)", ran.why)
    assert f"{BAD}/quotes.toml:2:6: typographic quotes" in ran.err
    assert run("law", command, "--law", BAD / "none").code == 2


def test_test_says_what_failed_and_what_was_never_seen(tmp_path: Path) -> None:
    folder = tmp_path / "good"
    shutil.copytree(ADDED, folder)
    assert run("law", "test", "--law", folder).why == "all 4 tests hold (exit 0)"
    path = folder / "chengdu.tests.toml"
    text = path.read_text(encoding="utf-8")
    wrong = text.replace('status = "conditional"', 'status = "licensable"', 1)
    path.write_text(wrong, encoding="utf-8")
    ran = run("law", "test", "--law", folder)
    assert (ran.code, ran.why) == (1, "1 of 4 tests failed (exit 1)")
    assert (
        "chengdu.tests.toml: chengdu-cloud-yes: the day of the reply\n"
        "    ircs: status: conditional; expected licensable\n"
    ) in ran.out
    assert "4 tests, 1 failed\n2 checks of rules were tried; " in ran.out
    path.write_text(text.replace("sichuan/chengdu", "atlantis", 1), encoding="utf-8")
    assert 'unknown place "atlantis"' in run("law", "test", "--law", folder).out
    path.write_text("[[test]]\n", encoding="utf-8")
    assert run("law", "test", "--law", folder).code == 2
    path.unlink()
    assert run("law", "test", "--law", folder).code == 2


def test_stale_refuses_what_is_no_day() -> None:
    assert run("law", "stale", "--before", "soon").code == 2
    assert run("law", "stale", "--as-of", "soon").code == 2
    ran = run("law", "stale", "--as-of", "2026-11-25", "--before", "2026-01-01")
    assert ran.out == "0 records by age of verification, as of 2026-11-25\n"


def test_a_law_does_not_differ_from_itself() -> None:
    ran = run("law", "diff", "bundled", DATA)
    assert ran.code == 0
    assert "records that differ: 0\n" in ran.out
    assert ran.out.endswith("in the place: 0\n")


def test_diff_names_records_answers_and_profiles(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'schema = 1\nname = "Ours"\nservices = ["ircs"]\n'
        '[registration]\nplace = "chengdu"\n'
        '[[owners]]\njurisdiction = "US"\nshare = 100\n',
        encoding="utf-8",
    )
    options = ("--profiles", tmp_path, "--as-of", "2026-11-25")
    out = run("law", "diff", "bundled", ADDED, *options).out
    assert (
        "    + route chengdu-cloud: cloud in Chengdu, as answered to the firm\n" in out
    )
    assert (
        "    since 2026-10-01: ircs\n"
        "        Chengdu\n"
        "        foreign share 1 %\n"
        "        undetermined (treated-letter-71) -> conditional (chengdu-cloud)\n"
    ) in out
    assert out.endswith("    ours.toml: ircs: not licensable -> conditional\n")
    assert "0 services" in run("law", "diff", GOOD, GOOD, *options).out


def test_diff_refuses_what_is_no_law_and_no_profile(tmp_path: Path) -> None:
    assert run("law", "diff", "bundled", BAD).code == 2
    assert run("law", "diff", "nowhere", "bundled").code == 2
    ran = run("law", "diff", "bundled", ADDED, "--profiles", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "no profile (.toml) in this folder" in ran.err
    (tmp_path / "bad.toml").write_text("schema = 2", encoding="utf-8")
    ran = run("law", "diff", "bundled", ADDED, "--profiles", tmp_path)
    assert ran.code == 2
    assert "bad.toml:1:10: schema: found 2" in ran.err


def test_a_page_is_shown_or_written(tmp_path: Path) -> None:
    out = run("law", "page", "pilot-2024").out
    file = tmp_path / "page.md"
    assert run("law", "page", "pilot-2024", "--output", file).code == 0
    assert file.read_text(encoding="utf-8") + "\n" == out
    assert run("law", "page", "pilot-2024", "-o", file).code == 0
    file.write_text("mine", encoding="utf-8")
    ran = run("law", "page", "pilot-2024", "-o", file)
    assert (ran.code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert run("law", "page", "--all", "-o", file).code == 2


@pytest.mark.parametrize(
    "arguments", [(), ("--all",), ("pilot-2024", "--all", "-o", "x"), ("nothing",)]
)
def test_a_page_of_nothing_is_refused(arguments: tuple[str, ...]) -> None:
    ran = run("law", "page", *arguments)
    assert (ran.code, ran.out) == (2, "")


def test_all_pages_are_written_with_an_index(tmp_path: Path, law: Law) -> None:
    folder = tmp_path / "pages"
    ran = run("law", "page", "--all", "--output", folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    assert files == {
        "index.md",
        *(f"routes/{id}.md" for id in law.routes),
        *(f"instruments/{id}.md" for id in law.instruments),
    }
    assert ran.err == f"wrote {len(files)} pages to {folder}\n"
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert all(f"]({name})" in index for name in files - {"index.md"})


def test_every_law_command_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert f"`vatscheck law {command.name}" in readme


READING: dict[str, tuple[str | Path, ...]] = {
    "assess": (PROFILES / "tesla.toml",),
    "where": (PROFILES / "tesla.toml",),
    "timeline": (PROFILES / "tesla.toml",),
    "limits": (PROFILES / "tesla.toml",),
    "why": (PROFILES / "tesla.toml", "ircs"),
    "whatif": (PROFILES / "tesla.toml", "--set", "owners[0].share=49"),
    "cures": (PROFILES / "tesla.toml", "ircs"),
    "compare": (PROFILES / "tesla.toml", PROFILES / "unity.toml"),
    "check": (PROFILES / "tesla.toml",),
    "services": (),
    "places": ("chengdu",),
    "facts": ("counting",),
    "explain": ("chengdu-cloud",),
    "classify": ("marketplace",),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", READING)
def test_every_command_that_reads_the_law_names_the_overlay(
    command: str, lang: str
) -> None:
    ran = run(command, *READING[command], *NAMED, "--lang", lang)
    assert ran.code in (0, 1, 3), ran.err
    sum_ = digest(GOOD)[:20]
    assert sum_ in ran.out.replace("\n", "")
    assert "good" in ran.out
    plain = run(command, *READING[command], "--lang", lang)
    assert sum_ not in plain.out
    refused = run(command, *READING[command], "--law", BAD, "--lang", lang)
    assert (refused.code, refused.out) == (2, "")


def test_the_overlay_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VATSCHECK_LAW", str(GOOD))
    assert run("explain", "chengdu-cloud").code == 0


def test_an_answer_in_json_names_the_overlay_and_its_reasons() -> None:
    command = ("assess", PROFILES / "tesla.toml", *NAMED, "--format", "json")
    answer = json.loads(run(*command).out)
    assert list(Draft202012Validator(schema("answer")).iter_errors(answer)) == []
    overlay = answer["law"]["overlay"]
    assert overlay["name"] == "good"
    assert overlay["records"][-1] == {
        "kind": "route",
        "id": "national-capped",
        "overrides": "The firm reads the cap as 49 %.",
    }


def test_a_profile_sees_what_the_overlay_adds(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        '[[place]]\nid = "sichuan/chengdu/our-park"\nen = "Our Park"\nzh = "本园区"\n'
        'kind = "special"\n'
        '[[fact]]\nid = "facts.our_park"\nquestion = "Is it in the park?"\n'
        'question_zh = "是否在园区内？"\ntype = "yes-no"\n',
        encoding="utf-8",
    )
    profile = (
        b'schema = 1\nname = "x"\nservices = ["ircs"]\n'
        b'[registration]\nplace = "our park"\n[facts]\nour_park = true\n'
    )
    assert run("assess", "-", stdin=profile).code == 2
    ran = run("assess", "-", "--law", tmp_path, "--format", "json", stdin=profile)
    assert ran.code == 3
    (item,) = json.loads(ran.out)["assessments"]
    assert item["place"] == "sichuan/chengdu/our-park"


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "md"])
def test_the_checklist_names_the_overlay(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"list.{ending}"
    profile = PROFILES / "tesla.toml"
    assert run("report", profile, "-o", file, *NAMED).code == 0
    if ending in ("html", "md"):
        assert "overlay" in file.read_text(encoding="utf-8")
        return
    with zipfile.ZipFile(file) as office:
        parts = [office.read(n).decode("utf-8", "ignore") for n in office.namelist()]
    assert any("overlay good on the bundled law" in part for part in parts)


def test_a_hostile_folder_name_does_not_come_alive(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b[31mred"
    shutil.copytree(GOOD, folder)
    ran = run("law", "lint", "--law", folder)
    assert "\x1b" not in ran.out + ran.err
    assert "\\x1b[31mred" in ran.out


def test_the_readme_shows_what_the_law_commands_print(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Keeping the law fresh") :]
    (block,) = re.findall(r"```console\n(.*?)```", section, re.S)[:1]
    for shown in re.split(r"^\$ vatscheck ", block, flags=re.M)[1:]:
        command, _, expected = shown.partition("\n")
        ran = run(*command.split())
        digest_free = [
            re.sub(r"sha256:\w+", "", t) for t in (expected, ran.out + ran.err)
        ]
        assert digest_free[0] == digest_free[1]


def test_a_saved_answer_without_the_overlay_rests_on_another_law(
    tmp_path: Path,
) -> None:
    profile, saved = PROFILES / "unity.toml", tmp_path / "saved.json"
    saved.write_text(run("assess", profile, "--format", "json").out, encoding="utf-8")
    out = run("compare", saved, profile, *NAMED).out
    assert "different editions of the rule base" in out.replace("\n", " ")
    assert "different editions" not in run("compare", saved, profile).out


def test_what_is_asked_rests_on_the_overlay_too(tmp_path: Path) -> None:
    form = tmp_path / "form.docx"
    ran = run("intake", "-o", form, "--service", "ircs", *NAMED, "--lang", "en")
    assert ran.code == 0, ran.err
    with zipfile.ZipFile(form) as office:
        assert digest(GOOD) in office.read("word/document.xml").decode()
    assert json.loads(run("schema", "profile", *NAMED).out)
    for command in (
        ("intake", "-o", tmp_path / "other.docx", "--service", "ircs"),
        ("schema", "profile"),
        ("init", tmp_path / "new.toml", "--ask"),
        ("init", tmp_path / "new.toml", "--from", form),
    ):
        assert run(*command, "--law", BAD).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["form.docx"]
