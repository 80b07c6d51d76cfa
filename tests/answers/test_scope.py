"""For whom a service must be done stands under its name, until it is settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run

SERVICES = """schema = 1
name = "Acme"
services = [{services}]
registration = {{ place = "shanghai/xuhui" }}
servers = {{ places = ["beijing"] }}
owners = [{{ jurisdiction = "US", share = 100 }}]
"""
CLOUD = "only if sold to others; renting or an own cloud is none"
ROOM = "only if let or arranged for others; one's own use is none"


def table(folder: Path, services: str, *more: str) -> str:
    (folder / "acme.toml").write_text(SERVICES.format(services=services))
    return run("assess", folder / "acme.toml", "--as-of", "2026-12-01", *more).out


def test_it_stands_under_the_name(tmp_path: Path) -> None:
    head, scope, *_ = table(tmp_path, '"ircs"').split("\n\n")[1].splitlines()
    assert head.endswith("cloud (B11)")
    assert scope.split(maxsplit=1) == ["scope", CLOUD]


def test_services_that_share_an_entry_have_each_their_own(tmp_path: Path) -> None:
    found = " ".join(table(tmp_path, '"idc", "ircs"').split())
    assert f"scope data centre: {ROOM}; cloud: {CLOUD}" in found


@pytest.mark.parametrize(
    "entry",
    ['{ id = "ircs", for_others = true }', '{ id = "ircs", for_others = false }'],
)
def test_it_is_not_told_once_it_is_settled(tmp_path: Path, entry: str) -> None:
    assert CLOUD not in table(tmp_path, entry)


def test_the_full_answer_has_it_for_every_service() -> None:
    found = run("assess", PROFILES / "minimal.toml", "--full").out
    assert found.count(CLOUD) == 2  # in the short answer, and in its own section
    zh = run("assess", PROFILES / "minimal.toml", "--lang", "zh").out
    assert "范围" in zh
