"""What other repositories take from this one: hooks, the action, the job of a pipeline."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.running import run

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


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("validate-manifest", ".pre-commit-hooks.yaml"),
        ("validate-config", ".pre-commit-config.yaml"),
    ],
)
def test_pre_commit_takes_its_files(command: str, name: str, tmp_path: Path) -> None:
    found = ran("pre-commit", command, name)
    assert (found.returncode, found.stdout) == (0, "")
    broken = tmp_path / name
    text = (ROOT / name).read_text(encoding="utf-8")
    broken.write_text(text.replace("entry:", "entrance:", 1), encoding="utf-8")
    assert ran("pre-commit", command, str(broken)).returncode == 1


def hooks() -> dict[str, dict[str, Any]]:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    return {hook["id"]: hook for hook in YAML(typ="safe").load(text)}


def test_the_hooks_call_commands_that_take_what_they_are_given() -> None:
    assert set(hooks()) == HOOKS
    for hook in hooks().values():
        assert all(hook.get(key) for key in REQUIRED)
        assert hook["language"] == "python"
        program, *words = hook["entry"].split()
        assert program == "vatscheck"
        files = ["profiles/minimal.toml"] if hook.get("pass_filenames", True) else []
        assert run(*words, *files).code in (0, 3)


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("profiles/acme.toml", True),
        ("profiles/emea/acme.toml", True),
        ("legal/profiles/acme.toml", True),
        ("profiles/.vatscheck.toml", False),
        ("profiles/acme.toml.bak", False),
        ("myprofiles/acme.toml", False),
        ("pyproject.toml", False),
    ],
)
def test_the_hooks_take_profiles_and_no_other_tables(path: str, taken: bool) -> None:
    for id in ("vatscheck-check", "vatscheck-assess"):
        assert bool(re.search(hooks()[id]["files"], path)) == taken
