"""What the wheel leaves out, and what it ships."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch

from tests.repository.test_hooks import ROOT

WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "hatch"
]["build"]["targets"]["wheel"]


def test_of_the_profiles_only_those_and_their_schema_ship() -> None:
    assert set(WHEEL["only-include"]) == {"vatscheck", "profiles"}
    kept = []
    for path in (ROOT / "profiles").rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        out = any(fnmatch(name, f"{rule}*") for rule in WHEEL["exclude"])
        if path.is_file() and not out:
            kept.append(path.name)
    assert [name for name in kept if not name.endswith(".toml")] == ["schema.json"]
    assert "minimal.toml" in kept


def test_the_guide_lies_inside_the_package() -> None:
    assert (ROOT / "vatscheck" / "guide" / "starting.md").is_file()
