"""The comparison as a person sees it: a page in a browser, and on paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.answers.test_seen import BROWSER, FLAGS
from tests.cli.running import PROFILES, run


@pytest.mark.skipif(not BROWSER, reason="no Chromium installed: page not looked at")
def test_the_page_shows_and_prints_without_console_errors(tmp_path: Path) -> None:
    assert BROWSER
    page, paper = tmp_path / "c.html", tmp_path / "c.pdf"
    days = ("--as-of", "2024-01-01", "--as-of", "2026-11-22")
    options = (*days, "--format", "html", "--lang", "zh", "-o", page)
    assert run("compare", PROFILES / "tesla.toml", *options).code == 0
    common = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'user'}"]
    seen = subprocess.run(
        [*common, "--dump-dom", page.as_uri()],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "CONSOLE" not in seen.stderr
    assert "<h1>Tesla (Shanghai)：两份结论对比</h1>" in seen.stdout
    subprocess.run(
        [*common, f"--print-to-pdf={paper}", page.as_uri()],
        check=False,
        capture_output=True,
    )
    assert paper.read_bytes().startswith(b"%PDF")
