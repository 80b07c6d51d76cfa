"""The front door: the same documents as the command line, from a path or from data."""

from __future__ import annotations

import inspect
import io
import json
import re
from collections.abc import Callable
from datetime import date
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
    for name in api.__all__:
        found = getattr(api, name)
        assert inspect.getdoc(found)
        assert "return" in found.__annotations__, name
    assert set(QUESTIONS) <= set(api.__all__)


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
