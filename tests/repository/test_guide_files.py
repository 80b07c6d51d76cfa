"""What the guide shows for repositories of others: workflows, jobs and hooks that work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import GUIDE, blocks
from tests.repository.test_hooks import HOOKS, ran

PAGE = GUIDE / "pipeline.md"
SCHEMAS = {
    ".github/workflows/profiles.yml": "vendor.github-workflows",
    ".github/workflows/drift.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}
COMMIT = "11bd71901bbe5b1630ceea73d27597364c9af683"
"""A hash in the place of COMMIT, which the reader puts in."""


def shown() -> dict[str, str]:
    """The files that the page shows, by name."""
    return {
        block.file: block.text.replace("@COMMIT", f"@{COMMIT}")
        for block in blocks(PAGE, "yaml")
    }


def written(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shown()[name], encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_file_that_is_shown_is_of_its_schema(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name)
    found = ran("check-jsonschema", "--builtin-schema", SCHEMAS[name], str(path))
    assert found.returncode == 0, found.stdout


def test_the_workflows_that_are_shown_are_safe(tmp_path: Path) -> None:
    for name in SCHEMAS:
        if name.startswith(".github/"):
            written(tmp_path, name)
    folder = str(tmp_path / ".github")
    found = ran("zizmor", "--offline", "--no-progress", "--no-config", folder)
    assert found.returncode == 0, found.stdout


def test_the_hooks_that_are_shown_are_those_that_there_are() -> None:
    text = shown()[".pre-commit-config.yaml"]
    ids = {part.split()[0] for part in text.split("- id: ")[1:]}
    assert ids == HOOKS
