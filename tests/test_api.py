"""The front door: the same documents as the command line, from a path or from data."""

from __future__ import annotations

import ast
import inspect
import io
import json
import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import vatscheck
from tests.cli.running import PROFILES, ROOT, run
from vatscheck import ProfileError, api
from vatscheck.answers.document import Document

UNITY, EQUINIX = PROFILES / "unity.toml", PROFILES / "equinix.toml"
DAY = "2026-11-22"
QUESTIONS: dict[str, tuple[Callable[..., Document], Path, tuple[str, ...]]] = {
    "assess": (api.assess, UNITY, ()),
    "where": (api.where, UNITY, ("info-community",)),
    "limits": (api.limits, UNITY, ("ircs",)),
    "timeline": (api.timeline, UNITY, ("app-store",)),
    "why": (api.why, UNITY, ("info-community",)),
    "cures": (api.cures, EQUINIX, ("isp-site",)),
}
"""Each question, a profile, and the services that it is about; none = all."""
ARGUMENTS = ("why", "cures")
"""Questions whose services are arguments on the command line, and no option."""


def words(name: str, services: tuple[str, ...]) -> list[str]:
    if name in ARGUMENTS:
        return list(services)
    return [word for id in services for word in ("--service", id)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_document_is_what_the_command_prints(name: str, lang: str) -> None:
    question, path, services = QUESTIONS[name]
    found = question(str(path), day=DAY, services=services, lang=lang)
    options = ("--as-of", DAY, "--lang", lang)
    command: list[str | Path] = [name, path, *words(name, services), *options]
    assert json.loads(run(*command, "--format", "json").out) == found.to_dict()
    assert run(*command).out.rstrip() == str(found).rstrip()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_profile_that_is_given_is_judged_as_its_file_is(name: str) -> None:
    question, path, services = QUESTIONS[name]
    law = api.load_law()
    given = api.load_profile(path, law)
    from_file = question(path, law=law, day=DAY, services=services).to_dict()
    from_data = question(given, law=law, day=DAY, services=services).to_dict()
    again = question(given, law=law, day=date(2026, 11, 22), services=services)
    assert again.to_dict() == from_data

    assert bare(from_data) == bare(from_file)
    assert from_data["profile"]["digest"] != from_file["profile"]["digest"]
    assert not re.search(r'"line": \d', json.dumps(from_data))


PLACED = ("line", "at", "from", "file", "digest", "asked")
"""Keys that tell of a file."""


def bare(value: Any) -> Any:
    """A document without what it tells of a file."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key not in PLACED}
    return [bare(item) for item in value] if isinstance(value, list) else value


def test_what_is_asked_about_is_read_once_for_several_questions() -> None:
    asked = api.ask(UNITY, day=DAY, services=["app-store"])
    assert api.limits(asked).to_dict() == (
        api.limits(UNITY, day=DAY, services=["app-store"]).to_dict()
    )
    assert [e.id for e in asked.profile.services] == ["app-store"]


def test_servers_may_stay() -> None:
    moved, stay = (api.where(UNITY, day=DAY, servers_stay=s) for s in (False, True))
    printed = run("where", UNITY, "--as-of", DAY, "--servers-stay", "--format", "json")
    assert stay.to_dict() == json.loads(printed.out) != moved.to_dict()


def test_a_folder_lies_on_top_of_the_bundled_law() -> None:
    folder = ROOT / "tests" / "overlays" / "good"
    law = api.load_law(folder)
    assert law.overlay is not None
    found = api.assess(UNITY, law=law, day=DAY).to_dict()
    assert found["law"]["overlay"]["name"] == "good"


@pytest.mark.parametrize("day", ["2000-12-31", "20261122", "2026-W47-7", "tomorrow"])
def test_a_wrong_day_is_a_value_error(day: str) -> None:
    with pytest.raises(ValueError):
        api.assess(UNITY, day=day)


def test_what_is_wrong_is_told_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as wrong:
        api.assess(UNITY, day=DAY, services=["idx", "ircs", "nix"])
    assert [p.parts["found"] for p in wrong.value.problems] == ["idx", "nix"]
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 2", encoding="utf-8")
    with pytest.raises(ProfileError) as wrong:
        api.where(bad)
    assert wrong.value.name == str(bad)
    assert len(wrong.value.problems) > 1


FOLDER = ROOT / "tests" / "overlays" / "good"
LOOKUPS: dict[str, tuple[Callable[..., Document], tuple[str, ...]]] = {
    "check": (lambda **k: api.check([UNITY, EQUINIX], **k), (str(UNITY), str(EQUINIX))),
    "classify": (
        lambda **k: api.classify(["app", "own_hotline"], **k),
        ("app", "own_hotline"),
    ),
    "services": (lambda **k: api.services(["icp"], **k), ("icp",)),
    "places": (lambda **k: api.places("hainan", **k), ("hainan",)),
    "facts": (lambda **k: api.facts(["users"], **k), ("users",)),
    "explain": (lambda **k: api.explain("107", **k), ("107",)),
    "law list": (
        lambda **k: api.law.records(["route", "pilot"], **k),
        ("route", "pilot"),
    ),
    "law coverage": (api.law.coverage, ()),
    "law stale": (
        lambda **k: api.law.stale(day=DAY, older_than=90, **k),
        ("--as-of", DAY, "--older-than", "90"),
    ),
    "law show": (lambda **k: api.law.show("pilot-2024", **k), ("pilot-2024",)),
    "law page": (lambda **k: api.law.page("pilot-2024", **k), ("pilot-2024",)),
}
"""What can be looked up, and the words with which a command does so."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", LOOKUPS)
def test_what_is_looked_up_is_what_the_command_prints(name: str, lang: str) -> None:
    question, words = LOOKUPS[name]
    found = question(lang=lang)
    command = (*name.split(), *words, "--lang", lang)
    assert json.loads(run(*command, "--format", "json").out) == found.to_dict()
    if name not in ("check", "law page"):  # a terminal is told less, or Markdown
        assert run(*command, "--format", "table").out.rstrip() == str(found).rstrip()


def test_the_records_of_a_folder_are_told_apart() -> None:
    found = api.law.lint(folder=FOLDER).to_dict()
    printed = run("law", "lint", "--law", FOLDER, "--format", "json")
    assert json.loads(printed.out) == found
    assert api.law.test(folder=FOLDER).to_dict()["tests"] > 0


@pytest.mark.parametrize(
    "question",
    [api.places, api.explain, api.law.show, api.law.page],
)
def test_a_name_that_nothing_goes_by_is_told(question: Callable[..., Document]) -> None:
    with pytest.raises(api.Unknown) as error:
        question("pilot-2042")
    assert error.value.found == "pilot-2042"
    assert isinstance(error.value.nearest, list)


def test_a_list_in_which_nothing_is_found_is_empty() -> None:
    assert api.services(["zeppelin"]).to_dict()["services"] == []
    assert api.facts(["zeppelin"]).to_dict()["facts"] == []
    assert api.law.records(["zeppelin"]).to_dict()["records"] == []


MOVED = ["registration.place=tianjin", "servers.places=[tianjin]"]


def test_what_would_change_is_what_the_command_prints() -> None:
    found = api.whatif(UNITY, set=MOVED, day=DAY)
    options = [word for setting in MOVED for word in ("--set", setting)]
    printed = run("whatif", UNITY, *options, "--as-of", DAY, "--format", "json")
    assert json.loads(printed.out) == found.to_dict()
    assert not found.to_dict()["same"]


@pytest.mark.parametrize(
    "name", ["unity", "minimal", "bt-2019", "siemens-digital-health"]
)
def test_a_profile_that_is_given_can_be_changed(name: str) -> None:
    law, path = api.load_law(), PROFILES / f"{name}.toml"
    given = api.load_profile(path, law)
    put, out = ["registration.place=hainan"], ["servers"]
    from_data = api.whatif(given, set=put, unset=out, law=law, day=DAY).to_dict()
    from_file = api.whatif(path, set=put, unset=out, law=law, day=DAY).to_dict()
    assert from_data["services"] == from_file["services"]
    asked = api.ask(given, law=law, day=DAY)
    assert api.compare(asked, api.ask(given, law=law, day=DAY)).to_dict()["same"]


def test_what_would_change_is_asked_about_some_services() -> None:
    found = api.whatif(UNITY, set=MOVED, day=DAY, services=["info-community"])
    services = {item["service"] for item in found.to_dict()["services"]}
    assert services <= {"info-community"}
    with pytest.raises(ProfileError):
        api.whatif(UNITY, set=["nowhere=1"], day=DAY)


def test_two_days_are_compared_as_the_command_does() -> None:
    days = ("2024-01-01", DAY)
    one, other = (api.ask(UNITY, day=day) for day in days)
    printed = run(
        *("compare", UNITY, "--as-of", days[0], "--as-of", days[1]),
        *("--format", "json"),
    )
    assert json.loads(printed.out) == api.compare(one, other).to_dict()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_answer_is_compared_in_whatever_form_it_was_kept(
    tmp_path: Path, lang: str
) -> None:
    kept = api.assess(UNITY, day="2024-01-01", lang=lang)
    path = tmp_path / "kept.json"
    path.write_text(kept.to_json(), encoding="utf-8")
    found = api.compare(path, UNITY, day=DAY).to_dict()
    assert found["same_language"]
    assert not found["same"]
    assert api.compare(kept, UNITY, day=DAY).to_dict() == found
    assert api.compare(kept.to_dict(), UNITY, day=DAY).to_dict() == found
    with pytest.raises(ProfileError):
        api.compare({**kept.to_dict(), "as_of": "2024-01-02"}, UNITY, day=DAY)
    with pytest.raises(ProfileError):
        api.compare(api.services(), UNITY, day=DAY)


def test_what_drifted_is_what_the_command_prints(tmp_path: Path) -> None:
    law = api.load_law()
    kept = api.assess(UNITY, law=law, day="2024-01-01")
    (tmp_path / "unity.json").write_text(kept.to_json(), encoding="utf-8")
    found = api.drift([(UNITY, kept), (EQUINIX, None)], law=law, day=DAY).to_dict()
    printed = run(
        *("drift", UNITY, EQUINIX, "--saved", tmp_path, "--as-of", DAY),
        *("--format", "json"),
    )
    assert json.loads(printed.out) == found
    causes = {c["cause"] for one in found["profiles"] for c in one["changes"]}
    assert causes == {"day", "new"}
    with pytest.raises(ValueError, match="one profile"):
        api.drift([], law=law, day=DAY)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html", ".md", ".csv", ".json"])
def test_a_report_is_the_file_that_the_command_writes(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"report{ending}"
    asked = api.ask(EQUINIX, day=DAY)
    both = [api.report(asked, lang=lang) for lang in ("en", "zh")]
    assert (
        run("report", EQUINIX, "-o", path, "--as-of", DAY, "--lang", "both").code == 0
    )
    assert api.as_file(both, ending) == path.read_bytes()
    assert api.as_file(both[0], ending) != path.read_bytes()
    with pytest.raises(KeyError):
        api.as_file(both, ".odt")


def test_what_was_read_for_a_day_is_asked_about_that_day() -> None:
    asked = api.ask(UNITY, day=DAY)
    assert asked.answer is asked.answer
    narrowed = api.assess(asked, services=["app-store"]).to_dict()
    assert narrowed == api.assess(UNITY, day=DAY, services=["app-store"]).to_dict()
    for more in ({"day": DAY}, {"law": asked.law}):
        with pytest.raises(ValueError, match="asked about those"):
            api.assess(asked, **more)


def test_a_profile_without_its_waivers(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(EQUINIX.read_bytes())
    found = api.assess(path, day=DAY).to_dict()
    rule = found["assessments"][0]["decides"]["rule"]
    ran = run(
        *("waive", path, rule, "--until", "2027-01-01", "--by", "A. Lawyer"),
        *("--reason", "decided by the board"),
    )
    assert ran.code == 0, ran.err
    assert api.assess(path, day=DAY).to_dict()["waivers"]
    assert "waivers" not in api.assess(path, day=DAY, waivers=False).to_dict()


def test_the_command_line_makes_no_document_of_its_own() -> None:
    """What a command imports of the answers returns no document."""
    for path in (ROOT / "vatscheck" / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if node.module.startswith("vatscheck.answers"):
                home = import_module(node.module)
                for name in node.names:
                    made = getattr(
                        getattr(home, name.name, None), "__annotations__", {}
                    )
                    assert made.get("return") != "Document", (path.name, name.name)


def test_a_document_shows_itself() -> None:
    found = api.assess(UNITY, day=DAY)
    html = found._repr_html_()
    assert html.startswith("<")
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(found)
    name = found.to_dict()["profile"]["name"]
    assert name in console.export_text()
    assert name.partition(" ")[0] in html


def test_every_public_name_is_typed_and_says_what_it_returns() -> None:
    asked = [(api, name) for name in api.__all__ if name not in ("law", "Unknown")]
    asked += [
        (api.law, name)
        for name, found in vars(api.law).items()
        if inspect.isfunction(found) and found.__module__ == "vatscheck.api.law"
        if not name.startswith("_")
    ]
    for room, name in asked:
        found = getattr(room, name)
        assert inspect.getdoc(found)
        assert "return" in found.__annotations__, name
    assert set(QUESTIONS) <= set(api.__all__)
    assert {name for name in LOOKUPS if " " not in name} <= set(api.__all__)


def test_the_names_of_the_package_stay() -> None:
    law = vatscheck.load_law()
    answer = vatscheck.assess(vatscheck.load_profile(UNITY, law), law, DAY)
    shown = api.assess(UNITY, law=law, day=DAY).to_dict()["assessments"]
    assert [(i.service.id, i.status) for i in answer.assessments] == [
        (item["service"], item["status"]) for item in shown
    ]


def test_today_is_the_day_in_china() -> None:
    assert date.fromisoformat(api.today())
    assert api.ask(UNITY).day == api.today()
