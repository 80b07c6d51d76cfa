"""Writing a cure into a profile: what was promised, and nothing else touched."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.strategies import LAW, days, profiles
from vatscheck.answers.revision import Applied, Changing, NotApplied, apply
from vatscheck.engine.assess import assess
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.editing import LayoutError, applied, comments, with_owners
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile
from vatscheck.profile.reading import parse

NAMES = Names(LAW)
DAY = "2026-11-22"


def commented(text: str, seed: int) -> str:
    """The text with comments above and behind some lines, and inside no list."""
    chance, lines = random.Random(seed), []
    for at, line in enumerate(text.split("\n")):
        if chance.random() < 0.3:
            lines.append(f"# above {at}")
        whole = line and not line.endswith("[") and not line.startswith((" ", "]"))
        lines.append(
            f"{line} # behind {at}" if whole and chance.random() < 0.3 else line
        )
    return "\n".join(lines)


def inline(data: dict[str, Any]) -> str:
    """The profile with its lists of tables in braces."""

    def value(item: Any) -> str:
        if isinstance(item, dict):
            pairs = (f"{key} = {value(inner)}" for key, inner in item.items())
            return "{ " + ", ".join(pairs) + " }"
        if isinstance(item, list):
            return "[" + ", ".join(map(value, item)) + "]"
        return tomli_w.dumps({"x": item}).strip().removeprefix("x = ")

    return "".join(f"{key} = {value(item)}\n" for key, item in data.items())


def every_cure(text: str, day: str) -> list[Applied]:
    """The profile with each of its cures, one at a time."""
    profile, _ = load(text.encode(), "p.toml", settler(NAMES))
    answer = assess(profile, LAW, day)
    found = []
    for item in answer.assessments:
        one = answer._replace(assessments=[item])
        for number, cure in enumerate(item.cures, 1):
            changing = Changing(text, profile, one, NAMES)
            if "as_of" in cure.patch:
                with pytest.raises(NotApplied, match="cures-wait"):
                    apply(changing, number)
            else:
                found.append(apply(changing, number))
    return found


def status(found: Applied) -> tuple[str, str]:
    profile, _ = load(found.text.encode(), "new.toml", settler(NAMES))
    items = assess(profile, LAW, found.after.day, cured=False).assessments
    (item,) = [item for item in items if item.service.id == found.service]
    assert item.best
    return item.status, item.best.rule.route.id


@given(profiles(), days, st.integers(0, 99), st.booleans())
@settings(max_examples=120)
def test_an_applied_cure_keeps_its_promise_and_every_comment(
    data: dict[str, Any], day: str, seed: int, in_braces: bool
) -> None:
    data = {**data, "facts": {"app": True}}
    text = commented(inline(data) if in_braces else tomli_w.dumps(data), seed)
    for found in every_cure(text, day):
        assert status(found) == (found.cure.leads_to, found.cure.route.id)
        assert Counter(comments(text)) <= Counter(comments(found.text))
        before, after = parse(text, ""), parse(found.text, "")
        touched = {key.partition(".")[0] for key in found.cure.patch}
        for key in {*before, *after} - touched:
            assert before[key] == after[key]
        if "registration.place" in found.cure.patch and before.get("registration"):
            kept = {**before["registration"], "place": None}
            assert kept == {**after["registration"], "place": None}
        if "owners" in found.cure.patch:
            wanted = [{**owner} for owner in found.cure.patch["owners"]]
            assert all(owner in after["owners"] for owner in wanted)
            assert len(after["owners"]) == len(wanted)


TEXT = """\
# top
schema = 1 # one
name = "X # not" # a comment
services = [
  "ircs", # cloud
  # in between
  "B25",
]
registration.place = "guiyang" # here

[servers]
places = [ # all
  "guiyang", # one
  "shanghai/pudong", # two
]

# ---- who ----
[[owners]] # first
name = "F"
jurisdiction = "US"
share = 70.00 # percent
# below F

[[owners]]
name = "C" # c
jurisdiction = "CN"
share = 20

[[owners]]
name = "D" # d
jurisdiction = "CN"
share = 10

# ---- facts ----
[facts]
app = true # yes
"""


def test_a_text_of_many_forms_is_changed_where_it_must_be() -> None:
    profile, _ = load(TEXT.encode(), "p.toml", settler(NAMES))
    patch = {
        "registration.place": "beijing",
        "servers.places": ["beijing"],
        "owners": [
            {"name": "F", "jurisdiction": "US", "share": 50},
            {"name": "mainland holder", "jurisdiction": "CN", "share": 50},
        ],
        "services": [
            {"id": entry.id}
            | ({"content": ["none"]} if entry.id == "info-search" else {})
            for entry in profile.services
        ],
    }
    assert (
        applied(TEXT, profile, patch, NAMES.services)
        == """\
# top
schema = 1 # one
name = "X # not" # a comment
services = [
  "ircs", # cloud
  # in between
  {id = "info-search", content = ["none"]},
  "info-publish",
  "app-store",
  "info-community",
  "info-messaging",
  "info-security",
  "info-mobile",
]
registration.place = "beijing" # here

[servers]
places = [
  "beijing",
  # all
  # one
  # two
]

# ---- who ----
[[owners]] # first
name = "F"
jurisdiction = "US"
share = 50 # percent
# below F

[[owners]]
name = "mainland holder" # c
jurisdiction = "CN"
share = 50

# d
# ---- facts ----
[facts]
app = true # yes
"""
    )


def test_lines_end_as_they_did_and_a_new_holder_stands_with_the_others() -> None:
    text = "\r\n".join(
        (
            "schema = 1",
            'name = "P"',
            "[[owners]]",
            'jurisdiction = "US"',
            "share = 100",
            "",
            "# what it does",
            "[[services]]",
            'id = "ircs"',
        )
    )
    profile, _ = load(text.encode(), "p.toml", settler(NAMES))
    holders = [
        {"jurisdiction": "US", "share": 50},
        {"jurisdiction": "CN", "share": 50},
    ]
    found = applied(text, profile, {"owners": holders}, NAMES.services)
    assert found.split("\r\n") == [
        *text.split("\r\n")[:4],
        "share = 50",
        "",
        "[[owners]]",
        'jurisdiction = "CN"',
        "share = 50",
        "",
        "# what it does",
        "[[services]]",
        'id = "ircs"',
        "",
    ]
    assert "\n" not in found.replace("\r\n", "")


def test_a_text_that_cannot_be_changed_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile, _ = load(TEXT.encode(), "p.toml", settler(NAMES))
    monkeypatch.setattr("tomlkit.dumps", lambda _: TEXT.replace("app", "other"))
    with pytest.raises(LayoutError):
        applied(TEXT, profile, {"registration.place": "beijing"}, NAMES.services)


def test_comments_are_found_and_text_is_not() -> None:
    text = 'a = "# no" # yes\nb = \'#\' # and\nc = """\n# no\n""" # this\n#last'
    assert comments(text) == ["# yes", "# and", "# this", "#last"]
    assert comments("") == []


BEGUN = '# mine\nschema = 1\nname = "X" # theirs\n\n[facts]\n# app = true\n'
TREE: list[dict[str, Any]] = [
    {"name": "A", "owners": [{"name": "B", "owners": [{"name": "C"}], "share": 5}]},
    {"name": "D", "jurisdiction": "US"},
]


def test_holders_come_to_the_end_of_a_text_as_tables_of_their_own() -> None:
    found = with_owners(BEGUN, TREE)
    assert tomllib.loads(found) == {**tomllib.loads(BEGUN), "owners": TREE}
    assert comments(found) == comments(BEGUN)
    assert "[[owners.owners.owners]]" in found
    assert "\n\n\n" not in found


def test_a_key_of_the_whole_profile_comes_before_the_tables() -> None:
    text = BEGUN.replace("\n\n", '\nservices = ["ircs"]\n\n', 1)
    profile = Profile.model_validate(tomllib.loads(text))
    found = applied(text, profile, {"products": ["own_app"]}, lambda name: [name])
    assert tomllib.loads(found) == {**tomllib.loads(text), "products": ["own_app"]}
    assert comments(found) == comments(text)


def test_a_service_that_is_new_is_added() -> None:
    text = BEGUN.replace("\n\n", '\nservices = ["ircs"]\n\n', 1)
    profile = Profile.model_validate(tomllib.loads(text))
    new = [{"id": "ircs"}, {"id": "cdn", "for_others": False}]
    found = applied(text, profile, {"services": new}, lambda name: [name])
    assert tomllib.loads(found)["services"] == ["ircs", new[1]]
