"""The action: its shell text carried out with inputs as a workflow hands them over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

from tests.repository.test_hooks import ROOT

ACTION = ROOT / ".github" / "actions" / "vatscheck" / "action.yml"
GOOD = """schema = 1
name = "Northwind"
services = ["edi-exchange"]
registration = { place = "hangzhou" }
owners = [{ jurisdiction = "CN", share = 100 }]
"""
REFUSED = GOOD.replace("CN", "US")
BAD = GOOD.replace("edi-exchange", "edi-exchang")


class Step(NamedTuple):
    """How the step of the action ended, and what it left behind."""

    code: int
    out: str
    summary: str
    outputs: str


def judged(folder: Path, **inputs: str) -> Step:
    """Carry the judging step out in a folder, with the program as a command."""
    action = YAML(typ="safe").load(ACTION.read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    tools = folder / "tools"
    tools.mkdir()
    (folder / "temp").mkdir(exist_ok=True)
    program = tools / "vatscheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vatscheck "$@"\n')
    program.chmod(0o755)
    given = {name: value["default"] for name, value in action["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    env = {
        key: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for key, value in step["env"].items()
    }
    files = {
        "GITHUB_OUTPUT": folder / "outputs",
        "GITHUB_STEP_SUMMARY": folder / "summary",
    }
    env |= {key: str(path) for key, path in files.items()} | {
        "RUNNER_TEMP": str(folder / "temp"),
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    ran = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    told = [p.read_text("utf-8") if p.exists() else "" for p in files.values()]
    return Step(ran.returncode, ran.stdout + ran.stderr, told[1], told[0])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "good.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


DAY = "2026-12-01"


def test_a_pull_request_in_order_passes_and_is_told(repository: Path) -> None:
    step = judged(repository, profiles="profiles", as_of=DAY)
    assert (step.code, step.outputs) == (0, "exit-code=0\n")
    assert step.summary.startswith("# Northwind\n")
    assert "(exit 0)" in step.out


def test_a_refusal_fails_is_marked_and_reported(repository: Path) -> None:
    (repository / "profiles" / "new.toml").write_text(REFUSED, encoding="utf-8")
    step = judged(
        repository,
        profiles="profiles/good.toml\n\nprofiles/n*.toml\n",
        as_of=DAY,
        junit="report.junit.xml",
        sarif="report.sarif",
    )
    assert (step.code, step.outputs) == (1, "exit-code=1\n")
    assert "::error file=profiles/new.toml,line=" in step.out
    assert "**not licensable**" in step.summary
    root = ElementTree.parse(repository / "report.junit.xml").getroot()
    assert root.get("failures") == "1"
    assert (repository / "report.sarif").stat().st_size


def test_a_bad_file_fails_and_the_rest_is_judged(repository: Path) -> None:
    (repository / "profiles" / "bad.toml").write_text(BAD, encoding="utf-8")
    step = judged(repository, profiles="profiles", as_of=DAY)
    assert (step.code, step.outputs) == (2, "exit-code=2\n")
    assert "::error file=profiles/bad.toml,line=3,col=13::" in step.out
    assert "good.toml" in step.summary


def test_what_is_open_is_told_and_does_not_fail(repository: Path) -> None:
    text = GOOD.replace("owners", "# owners")
    (repository / "profiles" / "good.toml").write_text(text, encoding="utf-8")
    step = judged(repository, profiles="profiles", as_of=DAY, summary="false")
    assert (step.code, step.outputs, step.summary) == (0, "exit-code=3\n", "")


@pytest.mark.parametrize(
    "name", ["$(touch ran).toml", "`touch ran`", '"; touch ran; "']
)
def test_no_input_is_carried_out(repository: Path, name: str) -> None:
    step = judged(repository, profiles=name, as_of=name, fail_on="never")
    assert (step.code, step.outputs) == (2, "exit-code=2\n")
    assert not (repository / "ran").exists()


def test_an_old_answer_of_the_runner_is_not_told(repository: Path) -> None:
    (repository / "temp").mkdir()
    for name in ("vatscheck", "vatscheck.md"):
        (repository / "temp" / name).write_text("old", encoding="utf-8")
    step = judged(repository, profiles="profiles", as_of="yesterday")
    assert (step.code, step.summary) == (2, "")
    assert "old" not in step.out
