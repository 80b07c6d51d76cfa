"""In a pipeline: settings, folders, bad files, what is known, old rules, waivers, drift."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from tests.cli.running import Ran, run
from vatscheck.answers.origin import as_named
from vatscheck.answers.waivers import record_digest
from vatscheck.cli.named import parts
from vatscheck.law.book import load_law
from vatscheck.profile.bounds import FILE
from vatscheck.upkeep.folders import read_folder

OVERLAY = Path(__file__).parents[1] / "overlays" / "good" / "replaced"
"""Rules of a firm that read the national cap as 49 % where the law has 50 %."""
HALVES = '{ jurisdiction = "US", share = 50 }, { jurisdiction = "CN", share = 50 }'
DAY = ("--as-of", "2026-12-01")
CLOUD = """# the cloud of a client
schema = 1
name = "Northwind"
services = ["ircs", "edi-ecommerce"]
registration = { place = "shanghai/xuhui", legal_form = "company" }
servers = { places = ["beijing"] } # rented
owners = [{ jurisdiction = "US", share = 100 }]
"""
OPEN = CLOUD.replace('servers = { places = ["beijing"] } # rented\n', "").replace(
    "shanghai/xuhui", "shanghai/pudong"
)
BAD = 'schema = 1\nname = "x"\nservices = ["ircz"]\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "cloud.toml").write_text(CLOUD, encoding="utf-8")
    (tmp_path / "p" / "open.toml").write_text(OPEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_folder_stands_for_its_profiles(repository: Path) -> None:
    ran = run("assess", "p", *DAY, "--format", "jsonl")
    assert [o["profile"]["file"] for o in objects(ran)] == [
        "p/cloud.toml",
        "p/open.toml",
    ]
    assert ran.code == 1
    assert ran.why == (
        "1 of 2 profiles has a service that cannot be licensed; "
        "1 more has one that is undetermined (exit 1)"
    )


def test_a_pattern_is_opened_where_no_shell_does(repository: Path) -> None:
    ran = run("assess", "p/c*.toml", *DAY, "--format", "jsonl")
    assert [o["profile"]["file"] for o in objects(ran)] == ["p/cloud.toml"]
    assert run("assess", "p/z*.toml", *DAY).code == 2


@pytest.mark.parametrize(
    ("pattern", "base", "rest"),
    [
        (PureWindowsPath("clients\\*.toml"), "clients", "*.toml"),
        (PureWindowsPath("C:\\law\\c*\\**\\*.toml"), "C:\\law", "c*/**/*.toml"),
        (PureWindowsPath("\\\\srv\\law\\?.toml"), "\\\\srv\\law\\", "?.toml"),
        (PureWindowsPath("c/[ab].toml"), "c", "[ab].toml"),
        (PureWindowsPath("*.toml"), ".", "*.toml"),
        (PurePosixPath("/srv/c*/a.toml"), "/srv", "c*/a.toml"),
        (PurePosixPath("a\\b/*.toml"), "a\\b", "*.toml"),
    ],
)
def test_a_pattern_is_split_as_its_system_writes_paths(
    pattern: PurePath, base: str, rest: str
) -> None:
    assert tuple(map(str, parts(pattern))) == (base, rest)


@pytest.mark.parametrize(
    ("file", "kind", "named"),
    [
        ("clients\\a.toml", PureWindowsPath, "clients/a.toml"),
        ("C:\\law\\a b.toml", PureWindowsPath, "C:/law/a b.toml"),
        ("clients/a.toml", PureWindowsPath, "clients/a.toml"),
        ("a\\b.toml", PurePosixPath, "a\\b.toml"),
        ("-", PureWindowsPath, "-"),
    ],
)
def test_answers_name_files_with_forward_slashes(
    file: str, kind: type[PurePath], named: str
) -> None:
    assert as_named(file, kind) == named


def test_what_begins_with_a_dot_is_no_profile(repository: Path) -> None:
    (repository / "p" / ".venv").mkdir()
    (repository / "p" / ".venv" / "x.toml").write_text(BAD, encoding="utf-8")
    (repository / "p" / ".vatscheck.toml").write_text("", encoding="utf-8")
    wanted = ["p/cloud.toml", "p/open.toml"]
    for meant in ("p", "p/*", "**/*.toml", "./p", "*"):
        ran = run("assess", meant, *DAY, "--format", "jsonl")
        assert [o["profile"]["file"] for o in objects(ran)] == wanted
    assert run("check", "p/.venv/x.toml").code == 2


def test_a_file_that_is_named_twice_is_judged_once(repository: Path) -> None:
    words = ("p/cloud.toml", "./p/cloud.toml", "p", "p//c*.toml")
    ran = run("assess", *words, *DAY, "--format", "jsonl")
    assert [o["profile"]["file"] for o in objects(ran)] == [
        "p/cloud.toml",
        "p/open.toml",
    ]


def test_check_takes_folders_patterns_and_settings(repository: Path) -> None:
    (repository / "p" / "bad.toml").write_text(BAD, encoding="utf-8")
    whole = run("check", "p")
    assert (whole.code, whole.why) == (
        2,
        "1 of 3 profiles not in order: 1 mistake (exit 2)",
    )
    assert run("check", "p/[co]*.toml").code == 0
    assert run("check").code == 2
    (repository / ".vatscheck.toml").write_text('profiles = ["p"]\n', "utf-8")
    assert run("check") == whole


def test_settings_hold_for_the_profiles_below(repository: Path) -> None:
    text = 'lang = "zh"\nfail_on = "undetermined"\nprofiles = ["p/open.toml"]\n'
    (repository / ".vatscheck.toml").write_text(text, encoding="utf-8")
    ran = run("assess", *DAY)
    assert ran.code == 1
    assert "尚待查明" in ran.out
    assert ".vatscheck.toml" in ran.out
    assert run("assess", *DAY, "--lang", "en", "--fail-on", "never").code == 3
    (found,) = objects(run("assess", *DAY, "--format", "jsonl"))
    assert found["settings"] == ".vatscheck.toml"


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("cures",),
        ("timeline",),
        ("limits",),
        ("where",),
        ("why",),
        ("whatif", "--set", "registration.place=beijing"),
        ("compare", "--as-of", "2020-01-01", "--as-of", "2026-12-01"),
    ],
)
def test_settings_hold_for_every_command_about_a_profile(
    repository: Path, words: tuple[str, ...]
) -> None:
    (repository / ".vatscheck.toml").write_text('lang = "zh"\n', encoding="utf-8")
    command, *options = words
    chinese = run(command, "p/cloud.toml", *options)
    english = run(command, "p/cloud.toml", *options, "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out != english.out
    assert run(command, "p/cloud.toml", *options, "--lang", "zh") == chinese


def test_errors_are_told_in_the_language_of_the_settings(repository: Path) -> None:
    (repository / ".vatscheck.toml").write_text('lang = "zh"\n', encoding="utf-8")
    ran = run("assess", "p/none.toml", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "文件不存在" in ran.err
    assert ran.why.endswith("（退出码2）")


def test_a_waiver_is_written_by_the_law_of_the_settings(repository: Path) -> None:
    shutil.copytree(OVERLAY, repository / "rules")
    (repository / ".vatscheck.toml").write_text('law = "rules"\n', encoding="utf-8")
    path = repository / "p" / "cloud.toml"
    path.write_text(
        CLOUD.replace('"ircs", "edi-ecommerce"', '"info-publish"'), encoding="utf-8"
    )
    assert waive("national-capped", "--accept", "risk").code == 0
    (found,) = objects(run("assess", "p/cloud.toml", *DAY, "--format", "jsonl"))
    assert found["law"]["overlay"]["name"] == "rules"
    (waiver,) = found["waivers"]
    assert waiver["state"] == "active"
    assert waiver["law"] == record_digest(read_folder(OVERLAY), "national-capped")
    assert waiver["law"] != record_digest(load_law(), "national-capped")


def test_profiles_of_two_settings_are_no_one_run(repository: Path) -> None:
    (repository / ".vatscheck.toml").write_text('lang = "en"\n', encoding="utf-8")
    (repository / "q").mkdir()
    (repository / "q" / ".vatscheck.toml").write_text('lang = "zh"\n', "utf-8")
    (repository / "q" / "own.toml").write_text(OPEN, encoding="utf-8")
    ran = run("assess", "p", "q", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "q/.vatscheck.toml" in ran.err
    assert run("assess", ".", *DAY).code == 2
    assert run("assess", "p", *DAY).code == 1


@pytest.mark.parametrize(
    "text",
    ['as_of = "2026-01-01"', 'fail_on = "bad"', "lang = 1", "profiles = 'p'", "["],
)
def test_a_wrong_setting_is_refused(repository: Path, text: str) -> None:
    (repository / ".vatscheck.toml").write_text(text, encoding="utf-8")
    ran = run("assess", "p/open.toml", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert ".vatscheck.toml" in ran.err


def test_a_bad_file_does_not_stop_the_rest_if_told_so(repository: Path) -> None:
    (repository / "p" / "bad.toml").write_text(BAD, encoding="utf-8")
    assert (run("assess", "p", *DAY).code, run("assess", "p", *DAY).out) == (2, "")
    ran = run("assess", "p", *DAY, "--keep-going", "--format", "jsonl")
    assert ran.code == 2
    bad, *rest = objects(ran)
    assert bad["schema"] == "vatscheck/error/1"
    assert bad["file"] == "p/bad.toml"
    assert [p["line"] for p in bad["problems"]] == [3]
    assert [o["schema"] for o in rest] == ["vatscheck/assessment/1"] * 2
    assert ran.why.endswith("; 1 profile was not judged (exit 2)")
    ran = run("assess", "p", *DAY, "--keep-going", "--format", "github")
    assert ran.out.startswith("::error file=p/bad.toml,line=3,col=13::services[0]: ")
    ran = run("assess", "p/bad.toml", *DAY, "--keep-going")
    assert ran.code == 2
    assert ran.why == "no profile was judged: 1 cannot be read (exit 2)"


def test_only_what_is_not_in_the_saved_answer_counts(repository: Path) -> None:
    assert run("assess", "p/cloud.toml", *DAY, "-o", "saved.json").code == 1
    known = ("assess", "p/cloud.toml", *DAY, "--against", "saved.json")
    ran = run(*known)
    assert ran.code == 0
    assert ran.why == (
        "1 of 2 services cannot be licensed as described; "
        "2 results stand in the saved answer and are not counted (exit 0)"
    )
    assert run(*known, "--format", "github").out.strip() == ""
    assert "(in the saved answer)" in run(*known, "--format", "concise").out
    text = CLOUD.replace('"edi-ecommerce"', '"cdn"')
    (repository / "p" / "cloud.toml").write_text(text, encoding="utf-8")
    assert run(*known).code == 1
    (mark,) = run(*known, "--format", "github").out.splitlines()
    assert mark.startswith("::error file=p/cloud.toml,line=5,")
    assert "title=content delivery%3A" in mark
    told = json.loads(run(*known, "--format", "sarif").out)["runs"][0]["results"]
    states = {r["properties"]["service"]: r["baselineState"] for r in told}
    assert states == {"ircs": "unchanged", "cdn": "new"}


def test_a_profile_without_a_saved_answer_counts_whole(repository: Path) -> None:
    assert run("assess", "p", *DAY, "-o", "saved.jsonl").code == 1
    known = ("assess", "p", *DAY, "--against", "saved.jsonl")
    assert run(*known).code == 0
    (repository / "p" / "new.toml").write_text(CLOUD, encoding="utf-8")
    ran = run(*known)
    assert ran.code == 1
    assert "saved.jsonl has no saved answer for p/new.toml" in ran.err


def test_what_could_not_be_judged_then_has_no_saved_answer(repository: Path) -> None:
    (repository / "p" / "bad.toml").write_text(BAD, encoding="utf-8")
    assert run("assess", "p", *DAY, "--keep-going", "-o", "saved.jsonl").code == 2
    (repository / "p" / "bad.toml").write_text(CLOUD, encoding="utf-8")
    ran = run("assess", "p", *DAY, "--against", "saved.jsonl")
    assert ran.code == 1
    assert "saved.jsonl has no saved answer for p/bad.toml" in ran.err


def test_a_saved_answer_may_be_as_long_as_there_are_profiles(repository: Path) -> None:
    """Each answer has the bound of a file; their file has none."""
    assert run("assess", "p", *DAY, "-o", "saved.jsonl").code == 1
    path = repository / "saved.jsonl"
    rows = path.read_bytes()
    times = FILE // len(rows) + 1
    path.write_bytes(rows * times)
    assert path.stat().st_size > FILE
    assert run("assess", "p", *DAY, "--against", "saved.jsonl").code == 0
    path.write_bytes(b" " * (FILE + 1))
    ran = run("assess", "p", *DAY, "--against", "saved.jsonl")
    assert (ran.code, ran.out) == (2, "")


def test_rules_checked_too_long_ago_leave_the_run_open(repository: Path) -> None:
    asked = ("assess", "p/cloud.toml", "--service", "edi-ecommerce", *DAY)
    assert run(*asked).code == 0
    assert run(*asked, "--max-age", "100000").code == 0
    ran = run(*asked, "--max-age", "0")
    assert ran.code == 3
    assert "more than 0 (exit 3)" in ran.why


def test_several_outputs_are_one_judgement(repository: Path) -> None:
    names = ("a.json", "a.md", "a.sarif", "a.junit.xml", "a.gitlab.json", "a.docx")
    outputs = [word for name in names for word in ("-o", name)]
    assert run("assess", "p", *DAY, *outputs).out == ""
    assert all((repository / name).stat().st_size for name in names)
    ran = run("assess", "p", *DAY, "-o", "b.yaml")
    assert ran.code == 2
    assert ".sarif" in ran.err
    assert not (repository / "b.yaml").exists()


WHO = (
    *("--by", "GC", "--reason", "We wait for the pilot."),
    *("--decided", "2026-11-20", "--until", "2027-03-01"),
)


def waive(*more: str) -> Ran:
    return run("waive", "p/cloud.toml", *more, *WHO)


def test_a_waiver_is_written_with_the_digest_of_the_rule(repository: Path) -> None:
    assert waive("not-committed", "--accept", "risk").code == 0
    assert waive("pilot-2024", "--accept", "risk", "--service", "ircs").code == 0
    text = (repository / "p" / "cloud.toml").read_text(encoding="utf-8")
    assert text.startswith(CLOUD)
    assert text.count('law = "sha256:') == 2
    asked = ("assess", "p/cloud.toml", *DAY)
    assert run(*asked).code == 0
    assert run(*asked, "--no-waivers").code == 1
    assert run("assess", "p/cloud.toml", "--as-of", "2027-03-02").code == 1


def test_the_last_line_is_true_of_what_is_waived(repository: Path) -> None:
    for rule in ("not-committed", "pilot-2024"):
        waive(rule, "--accept", "risk", "--service", "ircs")
    ran = run("assess", "p/cloud.toml", *DAY)
    assert (ran.code, ran.why) == (
        0,
        "1 of 2 services cannot be licensed as described; "
        "1 result is waived and not counted (exit 0)",
    )
    both = run("assess", "p", *DAY)
    assert "not licensable (waived): cloud" in " ".join(both.out.split())
    assert both.out.startswith("1 December 2026; law ")
    assert both.why.startswith("1 of 2 profiles has a service that cannot be licensed;")
    ended = run("assess", "p/cloud.toml", "--as-of", "2027-03-02", "--format", "github")
    assert ended.code == 1
    assert "(waiver of not-committed until 2027-03-01: expired; " in ended.out
    assert "p/cloud.toml: waiver of pilot-2024 until 2027-03-01: expired" in ended.err


def test_a_waiver_that_counts_for_nothing_is_warned_of(repository: Path) -> None:
    waive("basic-state")
    ran = run("assess", "p/cloud.toml", *DAY)
    assert "p/cloud.toml: waiver of basic-state until 2027-03-01: not used" in ran.err
    text = (repository / "p" / "cloud.toml").read_text(encoding="utf-8")
    text = re.sub("^law = .*\n", "", text, flags=re.M)
    (repository / "p" / "cloud.toml").write_text(text, encoding="utf-8")
    ran = run("assess", "p/cloud.toml", *DAY)
    assert "the waiver of basic-state has no digest of the rule (law)" in ran.err


def test_a_renewed_waiver_lasts_on_and_its_end_is_no_news(repository: Path) -> None:
    for rule in ("not-committed", "pilot-2024"):
        waive(rule, "--accept", "risk", "--service", "ircs")
        again = (*WHO[:4], "--decided", "2027-02-20", "--until", "2027-06-30")
        words = (rule, *again, "--accept", "risk", "--service", "ircs")
        assert run("waive", "p/cloud.toml", *words).code == 0
    ran = run("assess", "p/cloud.toml", "--as-of", "2027-02-25", "--format", "concise")
    assert ran.code == 0
    assert "(waived until 2027-06-30: " in ran.out
    ran = run("assess", "p/cloud.toml", "--as-of", "2027-03-02")
    assert ran.code == 0
    assert "expired" not in ran.err


def test_a_rule_that_has_changed_reopens_its_waiver(repository: Path) -> None:
    waive("not-committed", "--accept", "risk")
    path = repository / "p" / "cloud.toml"
    text = path.read_text(encoding="utf-8")
    digest = "sha256:" + "0" * 64
    path.write_text(re.sub('"sha256:.*"', f'"{digest}"', text), encoding="utf-8")
    ran = run("assess", "p/cloud.toml", *DAY)
    assert ran.code == 1
    assert ran.err.splitlines()[0] == (
        "p/cloud.toml: waiver of not-committed until 2027-03-01: "
        "reopened: the rule has changed since"
    )


def test_a_waiver_stands_apart_and_nothing_else_moves(repository: Path) -> None:
    path = repository / "p" / "cloud.toml"
    before = CLOUD.replace("\n", "\r\n").encode()
    path.write_bytes(before)
    assert waive("not-committed").code == 0
    assert path.read_bytes().startswith(before + b"\r\n[[waivers]]\r\nrule = ")
    path.write_text(CLOUD + 'waivers = [{ rule = "not-committed" }]\n', "utf-8")
    assert waive("not-committed").code == 2


def test_a_rule_that_cannot_be_waived_is_refused(repository: Path) -> None:
    before = (repository / "p" / "cloud.toml").read_bytes()
    ran = waive("pilot-2025")
    assert ran.code == 2
    assert "pilot-2024" in ran.err
    assert (repository / "p" / "cloud.toml").read_bytes() == before


def drift(*more: str, day: str = "2026-12-01") -> Ran:
    return run("drift", "p", "--saved", "saved", "--as-of", day, *more)


def causes(ran: Ran) -> dict[str, list[tuple[str, str, bool]]]:
    found = json.loads(ran.out)["profiles"]
    return {
        Path(each["file"]).stem: [
            (c["service"], c["cause"], c["worse"]) for c in each["changes"]
        ]
        for each in found
    }


def test_drift_tells_the_profile_from_the_calendar(repository: Path) -> None:
    first = drift("--update")
    assert (first.code, first.why) == (
        1,
        "1 service fails of which nothing was saved; "
        "2 profiles had no saved answer (exit 1)",
    )
    assert "worse" not in first.out
    same = drift("--format", "json")
    assert (same.code, causes(same)) == (0, {"cloud": [], "open": []})
    text = CLOUD.replace('"beijing"', '"shanghai/xuhui"').replace("US", "CN")
    (repository / "p" / "cloud.toml").write_text(text, encoding="utf-8")
    better = drift("--format", "json")
    assert better.code == 0
    assert causes(better)["cloud"] == [("ircs", "profile", False)]
    (repository / "p" / "cloud.toml").write_text(CLOUD, encoding="utf-8")
    earlier = drift("--format", "json", day="2018-01-01")
    assert ("edi-ecommerce", "day", True) in causes(earlier)["cloud"]


def test_drift_takes_a_change_of_the_law_for_one(repository: Path) -> None:
    drift("--update", "-q")
    path = repository / "saved" / "cloud.json"
    saved = json.loads(path.read_text(encoding="utf-8"))
    for item in saved["assessments"]:
        if item["service"] == "ircs":
            item["status"] = "conditional"
    del saved["digest"]
    path.write_text(json.dumps(saved), encoding="utf-8")
    ran = drift("--format", "json")
    assert ran.code == 1
    assert causes(ran)["cloud"] == [("ircs", "law", True)]


def test_a_setting_does_not_make_an_old_refusal_a_drift(repository: Path) -> None:
    text = 'fail_on = "not-licensable"\nprofiles = ["p"]\n'
    (repository / ".vatscheck.toml").write_text(text, encoding="utf-8")
    drift("--update", "-q")
    assert run("drift", "--saved", "saved", *DAY).code == 0
    ran = drift("--fail-on", "not-licensable")
    assert ran.code == 1
    assert "at or beyond --fail-on" in ran.why


def test_what_is_waived_is_told_and_fails_no_drift(repository: Path) -> None:
    text = CLOUD.replace('"beijing"', '"shanghai/xuhui"').replace("US", "CN")
    (repository / "p" / "cloud.toml").write_text(text, encoding="utf-8")
    drift("--update", "-q")
    (repository / "p" / "cloud.toml").write_text(CLOUD, encoding="utf-8")
    assert drift().code == 1
    for rule in ("not-committed", "pilot-2024"):
        waive(rule, "--accept", "risk", "--service", "ircs")
    ran = drift()
    assert ran.code == 0
    assert "(waived)" in ran.out


def test_a_barred_product_fails_a_drift(repository: Path) -> None:
    for path in (repository / "p").iterdir():
        path.unlink()
    facts = 'facts = {{ generative_ai = "{0}", generative_ai_public = true }}'
    text = f'schema = 1\nname = "x"\nproducts = ["aigc_free"]\n{facts}\n'
    path = repository / "p" / "ai.toml"
    path.write_text(text.format("own-or-finetuned-model"), encoding="utf-8")
    assert drift("--update").code == 0
    path.write_text(text.format("unfiled-overseas-model"), encoding="utf-8")
    ran = drift()
    assert ran.code == 1
    assert "no licence -> barred; cause: the profile" in ran.out
    assert drift("--update").code == 1
    assert drift("--fail-on", "not-licensable").code == 1
    told = run("assess", "p", *DAY, "--format", "concise").out
    assert " barred aigc_free [" in told


def test_the_calendar_is_told_by_the_law_it_was_judged_by(repository: Path) -> None:
    drift("--update", "-q", day="2018-01-01")
    alone = drift()
    assert "cause: the calendar alone" in " ".join(alone.out.split())
    path = repository / "saved" / "cloud.json"
    saved = json.loads(path.read_text(encoding="utf-8"))
    saved["law"]["digest"] = "sha256:0"
    del saved["digest"]
    path.write_text(json.dumps(saved), encoding="utf-8")
    other = " ".join(drift().out.split())
    assert "cause: the calendar, by the law as it stands now" in other


def test_a_law_of_ones_own_that_changes_is_the_cause(repository: Path) -> None:
    text = CLOUD.replace('"ircs", "edi-ecommerce"', '"info-publish"')
    text = text.replace('{ jurisdiction = "US", share = 100 }', HALVES)
    (repository / "p" / "cloud.toml").write_text(text, encoding="utf-8")
    assert drift("--update").code != 2
    ran = drift("--law", str(OVERLAY), "--format", "json")
    assert ran.code == 1
    assert ("info-publish", "law", True) in causes(ran)["cloud"]


def test_drift_says_what_the_calendar_will_change(repository: Path) -> None:
    """A rule of the firm's own that lowers the cap to 30 % on 1 January 2027."""
    shutil.copytree(OVERLAY, repository / "rules")
    caps = repository / "rules" / "caps.toml"
    text = caps.read_text(encoding="utf-8")
    head, last = text.rsplit("from = 2019-07-30\n", 1)
    later = last.replace("value = 49", "value = 30")
    caps.write_text(
        f"{head}from = 2019-07-30\nto = 2026-12-31\n{last}\n"
        f"[[route.version]]\nfrom = 2027-01-01\n{later}",
        encoding="utf-8",
    )
    (repository / "rules" / "caps.tests.toml").unlink()
    (repository / ".vatscheck.toml").write_text('law = "rules"\n', encoding="utf-8")
    for path in (repository / "p").iterdir():
        path.unlink()
    shares = HALVES.replace("50", "40", 1).replace("50", "60")
    profile = CLOUD.replace('"ircs", "edi-ecommerce"', '"edi-exchange"')
    profile = profile.replace('{ jurisdiction = "US", share = 100 }', shares)
    (repository / "p" / "cloud.toml").write_text(profile, encoding="utf-8")
    assert drift("--update").code == 0
    ran = drift()
    assert ran.code == 0
    told = "edi-exchange: not licensable from 2027-01-01, although nothing changes here"
    assert told in " ".join(ran.out.split())
    (ahead,) = json.loads(drift("--format", "json").out)["profiles"][0]["ahead"]
    assert ahead["after"] == "not_licensable"
    due = drift(day="2027-01-01")
    assert due.code == 1
    assert "cause: the calendar alone" in " ".join(due.out.split())
    assert "from 2027-01-01" not in due.out


def test_two_profiles_of_one_name_have_no_one_saved_answer(repository: Path) -> None:
    (repository / "q").mkdir()
    (repository / "q" / "cloud.toml").write_text(CLOUD, encoding="utf-8")
    ran = run("drift", "p", "q", "--saved", "saved", *DAY)
    assert ran.code == 2
    assert "cloud" in ran.err


def test_a_saved_answer_that_was_changed_is_refused(repository: Path) -> None:
    run("assess", "p/cloud.toml", *DAY, "-o", "saved.json")
    path = repository / "saved.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"not_licensable"', '"licensable"', 1), encoding="utf-8"
    )
    ran = run("assess", "p/cloud.toml", *DAY, "--against", "saved.json")
    assert ran.code == 2
    assert "changed after it was written" in ran.err
    found = json.loads(text)
    del found["digest"]
    path.write_text(json.dumps(found), encoding="utf-8")
    ran = run("assess", "p/cloud.toml", *DAY, "--against", "saved.json")
    assert ran.code == 0
    assert "no digest" in ran.err
