"""What other repositories take from this one: hooks, the action, the job of a pipeline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
FORMS = ".github/ISSUE_TEMPLATE"
SCHEMAS = {
    ".github/actions/vatscheck/action.yml": "github-actions",
    ".github/workflows/release.yml": "github-workflows",
    ".gitlab/vatscheck.yml": "gitlab-ci",
    f"{FORMS}/wrong-verdict.yml": "github-issue-forms",
    f"{FORMS}/law-changed.yml": "github-issue-forms",
    f"{FORMS}/bug.yml": "github-issue-forms",
    f"{FORMS}/config.yml": "github-issue-config",
}
HOOKS = {"vatscheck-check", "vatscheck-assess", "vatscheck-law-lint"}
REQUIRED = ("id", "name", "entry", "language")


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    tool = SCRIPTS / command[0]
    return subprocess.run(
        [str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_file_for_others_is_of_its_schema(name: str) -> None:
    found = ran("check-jsonschema", "--builtin-schema", f"vendor.{SCHEMAS[name]}", name)
    assert found.returncode == 0, found.stdout


def test_every_issue_form_is_looked_at() -> None:
    forms = {f"{FORMS}/{path.name}" for path in (ROOT / FORMS).iterdir()}
    assert forms == {name for name in SCHEMAS if name.startswith(FORMS)}


def test_the_workflow_and_the_action_are_safe() -> None:
    found = ran("zizmor", "--offline", "--no-progress", ".github")
    assert found.returncode == 0, found.stdout


def test_the_hooks_have_what_pre_commit_requires() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hooks = [dict(_pairs(part)) for part in text.split("- id:")[1:]]
    assert {hook["id"] for hook in hooks} == HOOKS
    for hook in hooks:
        assert all(hook.get(key) for key in REQUIRED)
        assert hook["language"] == "python"
        assert hook["entry"].startswith("vatscheck ")


def _pairs(part: str) -> list[tuple[str, str]]:
    first, *rows = part.strip().splitlines()
    pairs = [row.strip().split(": ", 1) for row in rows if ": " in row]
    return [("id", first.strip()), *((key, value) for key, value in pairs)]
