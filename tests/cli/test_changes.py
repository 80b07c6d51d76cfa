"""`whatif`, `cures`, `compare`: whole outputs, wrong input, and what must not come alive."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.cli.outputs import CHANGES, changes, produce
from tests.cli.running import PROFILES, Ran, run
from tests.cli.test_outputs import columns
from vatscheck.answers.schema import schema

EVERY = changes()
DAY = ("--as-of", "2026-11-22")
TESLA, EQUINIX = PROFILES / "tesla.toml", PROFILES / "equinix.toml"


@pytest.mark.parametrize("file", EVERY)
def test_the_whole_output_is_the_kept_one(file: str) -> None:
    assert produce(EVERY[file]) == (CHANGES / file).read_text(encoding="utf-8")


def test_nothing_is_kept_that_no_command_gives() -> None:
    assert {path.name for path in CHANGES.iterdir()} == set(EVERY)


@pytest.mark.parametrize("file", [name for name in EVERY if name.endswith(".txt")])
def test_no_line_is_wider_than_the_terminal(file: str) -> None:
    assert max(map(columns, produce(EVERY[file]).splitlines())) <= 80


@pytest.mark.parametrize("file", [name for name in EVERY if name.endswith(".json")])
def test_every_document_has_the_promised_shape(file: str) -> None:
    shape = schema(file.partition(".")[0])
    Draft202012Validator.check_schema(shape)
    document = json.loads(produce(EVERY[file]))
    assert list(Draft202012Validator(shape).iter_errors(document)) == []
    document["surplus"] = 1
    assert list(Draft202012Validator(shape).iter_errors(document))


# --- whatif -----------------------------------------------------------------------


def document(*arguments: str | Path, stdin: bytes = b"") -> Any:
    ran = run(*arguments, "--format", "json", stdin=stdin)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_without_a_change_nothing_changes(path: Path) -> None:
    assert document("whatif", path, *DAY)["same"]
    assert document("compare", path, path, *DAY)["same"]
    said = run("whatif", path, *DAY, "--lang", "zh")
    assert (said.code, "没有变化：各项结论均不变。" in said.out) == (0, True)


@given(
    st.sampled_from(["beijing", "shanghai/lingang", "hainan", "guiyang"]),
    st.sampled_from([0, 30, 50, 100]),
    st.booleans(),
)
@settings(max_examples=15)
def test_after_is_the_answer_for_the_changed_profile(
    place: str, share: int, moved: bool
) -> None:
    text = TESLA.read_text(encoding="utf-8").replace("share = 100", f"share = {share}")
    edits = ["--set", f"owners[0].share={share}"]
    if moved:
        text = text.replace('"shanghai/lingang"', f'"{place}"')
        edits += ["--set", f"registration.place={place}"]
        edits += ["--set", f"servers.places=[{place}]"]
    found = document("whatif", TESLA, *DAY, *edits)
    before = document_of(TESLA.read_bytes())
    after = document_of(text.encode())
    old, new = statuses(before), statuses(after)
    assert found["before"]["ownership"] == before["ownership"]
    assert found["after"]["ownership"] == after["ownership"]
    for service in found["services"]:
        id = service["service"]
        assert service["status"] == [old.pop(id), new.pop(id)]
        values = {v["key"]: v["after"] for v in service["values"]}
        (item,) = [i for i in after["assessments"] if i["service"] == id]
        assert values == {key: item[key] for key in values}
    assert old == new  # what is not told has not changed


def document_of(profile: bytes) -> Any:
    return json.loads(run("assess", "-", *DAY, "--format", "json", stdin=profile).out)


def statuses(answer: Any) -> dict[str, str]:
    return {item["service"]: item["status"] for item in answer["assessments"]}


WRONG = [
    (
        ["owners[0].sahre=50"],
        ["--set: owners[0].sahre: unknown key sahre; did you mean: share?"],
    ),
    (
        ["servers.places=beijing"],
        ['--set: servers.places: found "beijing": write a list, ["beijing"]'],
    ),
    (
        ["registration.place=bejing"],
        [
            '--set: registration.place: unknown place "bejing"; nearest: beijing, '
            "zhejiang, sichuan/neijiang; see `vatscheck places`"
        ],
    ),
    (
        ["owners[3].share=1", "nonsense"],
        [
            "--set: owners[3].share: nothing stands here: the next that can be added "
            "is owners[1]",
            '--set: found "nonsense": write KEY=VALUE, as in --set owners[0].share=50',
        ],
    ),
]


@pytest.mark.parametrize(("settings_", "lines"), WRONG)
def test_a_wrong_setting_is_told_like_an_error_in_a_profile(
    settings_: list[str], lines: list[str]
) -> None:
    options = [part for text in settings_ for part in ("--set", text)]
    ran = run("whatif", TESLA, *options)
    count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
    last = f"not judged: {count} in --set (exit 2)"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [*lines, last]


def test_a_profile_with_errors_has_their_lines() -> None:
    ran = run("whatif", "-", stdin=b'schema = 1\nname = "x"\nservices = ["nix"]\n')
    assert ran.code == 2
    assert ran.err.startswith("-:3:")


# --- cures ------------------------------------------------------------------------


def test_a_cure_is_written_and_judged_again(tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    options = ("isp-site", "--apply", "3", *DAY, "-o", new)
    ran = run("cures", EQUINIX, *options)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        f"wrote {new}",
        "idc: conditional (pilot-2024) -> licensable (domestic)",
        "isp-site: not licensable -> licensable (domestic), as promised",
    ]
    old = EQUINIX.read_text(encoding="utf-8").splitlines()
    written = new.read_text(encoding="utf-8").splitlines()
    comments = [line for line in old if line.startswith("#")]
    assert [line for line in written if line.startswith("#")] == comments
    assert run("assess", new, *DAY).code == 0
    again = run("cures", EQUINIX, *options)
    assert (
        again.err.splitlines()[0]
        == f"{new} exists already; it is not overwritten (exit 2)"
    )
    assert again.code == 2


def test_an_example_is_said_to_be_one() -> None:
    profile = b'schema = 1\nname = "P"\nservices = ["idc"]\n'
    ran = run("cures", "-", "--apply", "1", *DAY, "--lang", "zh", stdin=profile)
    assert ran.code == 0
    assert ran.out.startswith("# 示例，并非已知事实。仍须：查明：")
    assert ran.err.startswith("写入的是示例，并非已知事实；仍须：查明：")
    judged = run("assess", "-", *DAY, stdin=ran.out.encode())
    assert judged.code == 0


def test_to_wait_writes_nothing_and_names_the_day(tmp_path: Path) -> None:
    answer = document("cures", TESLA, "ircs", "--as-of", "2024-10-22")
    (cures,) = [item["cures"] for item in answer["services"]]
    (number,) = [c["number"] for c in cures if "as_of" in c["patch"]]
    new = tmp_path / "new.toml"
    options = ("--as-of", "2024-10-22", "--apply", str(number), "-o", new)
    ran = run("cures", TESLA, "ircs", *options)
    assert (ran.code, ran.out, new.exists()) == (2, "", False)
    assert ran.err.startswith(
        f"--apply {number}: this cure is to wait until 2024-10-23; "
    )


REFUSED = [
    (
        ["isp-site", "--apply", "9"],
        "--apply 9: isp-site has no such cure; there are: 3",
    ),
    (
        ["B11", "--apply", "1"],
        "--apply: which service? write one behind the profile: idc, ircs",
    ),
    (
        ["call-centre", "--apply", "1"],
        "--apply: call-centre is not in the profile: add it to services first",
    ),
    (
        ["nix"],
        'SERVICE: unknown service "nix"; nearest: ircs, edi-ecommerce, '
        "info-publish; see `vatscheck services`",
    ),
    (
        ["--apply", "1", "-o", str(EQUINIX)],
        f"{EQUINIX} is what the command reads; it is not overwritten",
    ),
    (
        ["-o", str(EQUINIX)],
        f"{EQUINIX} is what the command reads; it is not overwritten",
    ),
]


@pytest.mark.parametrize(("options", "line"), REFUSED)
def test_what_cannot_be_applied_is_told(options: list[str], line: str) -> None:
    before = EQUINIX.read_bytes()
    ran = run("cures", EQUINIX, *DAY, *options)
    assert (ran.code, ran.out) == (2, "")
    counted = [line, "not judged: 1 mistake in SERVICE (exit 2)"]
    alone = [f"{line} (exit 2)"]
    told = counted if line.startswith("SERVICE:") else alone
    assert ran.err.splitlines() == told
    assert EQUINIX.read_bytes() == before


def test_a_form_that_cannot_be_kept_is_refused_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tomlkit.parse", lambda _: 1 / 0)
    new = tmp_path / "new.toml"
    ran = run("cures", EQUINIX, "isp-site", *DAY, "--apply", "1", "-o", new)
    assert (ran.code, ran.out, new.exists()) == (2, "", False)
    assert ran.why.endswith(
        'write by hand: services = [{"id":"isp-site",'
        '"serves":["shanghai/pudong","shanghai/lingang"]}] (exit 2)'
    )


# --- compare ----------------------------------------------------------------------


def saved(at: Path, *options: str) -> Path:
    ran = run("assess", TESLA, "--format", "json", *options)
    at.write_text(ran.out, encoding="utf-8")
    return at


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_saved_answer_equals_a_fresh_one(tmp_path: Path, lang: str) -> None:
    old = saved(tmp_path / "old.json", *DAY, "--lang", lang)
    assert document("compare", old, TESLA, *DAY)["same"]
    assert document("compare", old, old)["same"]


def test_two_languages_are_compared_without_their_sentences(tmp_path: Path) -> None:
    one = saved(tmp_path / "one.json", *DAY)
    other = saved(tmp_path / "other.json", *DAY, "--lang", "zh")
    found = document("compare", one, other)
    assert (found["same"], found["same_language"]) == (True, False)
    assert "in different languages" in run("compare", one, other).out


def test_two_saved_answers_differ_as_two_days_do(tmp_path: Path) -> None:
    first, second = ("--as-of", "2024-01-01"), ("--as-of", "2026-11-22")
    one, other = saved(tmp_path / "1.json", *first), saved(tmp_path / "2.json", *second)
    assert document("compare", one, other) == document(
        "compare", TESLA, *first, *second
    )


def test_another_edition_of_the_law_is_told(tmp_path: Path) -> None:
    old = saved(tmp_path / "old.json", *DAY)
    answer = json.loads(old.read_text(encoding="utf-8"))
    answer["law"]["digest"] = "sha256:0"
    del answer["digest"]  # it is that of the unchanged answer
    old.write_text(json.dumps(answer), encoding="utf-8")
    out = run("compare", old, TESLA, *DAY).out
    assert "rest on different editions of the rule base" in " ".join(out.split())


BROKEN = [
    (lambda t: t[:3000], "this is no complete JSON"),
    (lambda t: t + t, "several answers in one file"),
    (lambda t: t.replace("assessment/1", "assessment/2"), 'only answers of "vatscheck'),
    (lambda _: "{}", "no saved answer: it begins with"),
    (lambda _: "[" * 99_999, "this is no complete JSON"),
    (lambda t: t.replace('"conditional"', '"maybe"'), 'found "maybe", which no'),
    (lambda t: t.replace('"cap": 100', '"cap": "100"', 1), 'found "100", which no'),
    (lambda t: t.replace('"cap": 100', '"cap": NaN', 1), "this is no complete JSON"),
    (
        lambda t: t.replace('"as_of": "2026-11-22"', '"as_of": "2026-1-2"'),
        "as_of: found",
    ),
    (lambda t: t.replace('"cap"', '"cup"', 1), "unknown key cup"),
    (lambda t: t.replace('"as_of"', '"as_off"'), "as_of is missing"),
]


@pytest.mark.parametrize(("change", "told"), BROKEN)
def test_a_broken_answer_is_refused(tmp_path: Path, change: Any, told: str) -> None:
    old = saved(tmp_path / "old.json", *DAY)
    old.write_text(change(old.read_text(encoding="utf-8")), encoding="utf-8")
    ran = run("compare", old, TESLA)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err
    *lines, last = ran.err.splitlines()
    assert all(line.startswith(str(old)) for line in lines)
    assert last.endswith(" in old.json (exit 2)")


SIDES = [
    ([TESLA], "compare needs two sides"),
    ([TESLA, TESLA, TESLA], "compare needs two sides"),
    (["-", "-"], "standard input can be one side only"),
    ([TESLA, *DAY, *DAY, *DAY], "--as-of is given 3 times"),
    ([TESLA, "--as-of", "x", "--as-of", "2020-01-01"], "--as-of x is no date"),
    ([TESLA, "nowhere.toml"], "nowhere.toml: no such file"),
]


@pytest.mark.parametrize(("arguments", "told"), SIDES)
def test_wrong_sides_are_told(arguments: list[Any], told: str) -> None:
    ran = run("compare", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(told)


def test_a_saved_answer_keeps_its_day(tmp_path: Path) -> None:
    old = saved(tmp_path / "old.json", *DAY)
    for arguments in ((old, old, *DAY), (old, TESLA, *DAY, *DAY)):
        ran = run("compare", *arguments)
        assert (ran.code, ran.err.partition(" does")[0]) == (2, "--as-of")


EVIL = "<script>alert(1)</script> \x1b[31m\x07 [red]x[/red] | `a` ](http://e.x) =1+1"


def hostile(tmp_path: Path, format: str) -> Ran:
    """A comparison with an answer in which every free text is hostile."""
    answer = json.loads(saved(tmp_path / "old.json", *DAY).read_text(encoding="utf-8"))

    def spoil(value: Any) -> Any:
        if isinstance(value, list):
            return [spoil(item) for item in value]
        if isinstance(value, dict):
            free = ("text", "wants", "label", "title", "name", "article", "number")
            more = ("reach", "limits", "value")
            return {
                key: EVIL if key in (*free, *more) and item else spoil(item)
                for key, item in value.items()
            }
        return value

    found = spoil(answer)
    found["profile"]["name"] = EVIL
    for item in found["assessments"]:
        item["service"] = f"{EVIL}{item['service']}"
        item["warnings"] = [EVIL]
    found["assessments"][0]["service"] = "ircs"
    found["assessments"][0]["route"] = EVIL
    found["assessments"][0]["routes"][0]["id"] = EVIL
    evil = tmp_path / "evil.json"
    del found["digest"]  # it is that of the unchanged answer
    evil.write_text(json.dumps(found), encoding="utf-8")
    ran = run("compare", evil, TESLA, *DAY, "--format", format)
    assert ran.code == 0, ran.err
    return ran


@pytest.mark.parametrize("format", ["table", "markdown", "html", "json"])
def test_nothing_from_a_saved_answer_comes_alive(tmp_path: Path, format: str) -> None:
    out = hostile(tmp_path, format).out
    assert "\x1b" not in out
    assert "\x07" not in out
    if format == "html":
        assert "<script" not in out
        assert "&lt;script&gt;" in out
        assert not re.search(r"(src|href)=", out)
    if format == "markdown":
        assert "<script" not in out
        assert not re.search(r"(?<!\\)\]\(", out)
        rows = [line for line in out.splitlines() if line.startswith("| ")]
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)
    if format == "json":
        shape = Draft202012Validator(schema("compare"))
        assert list(shape.iter_errors(json.loads(out))) == []
