"""The checklist as a person sees it: in a browser, on paper, and in an office program."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--enable-logging=stderr", "--v=0"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the checklist of one company as a page and a document."""
    at = tmp_path_factory.mktemp("seen")
    page, document = at / "c.html", at / "c.docx"
    options = ("-o", page, "-o", document, "--lang", "both", "--as-of", "2026-11-22")
    assert run("report", PROFILES / "tesla.toml", *options).code == 0
    return at


@pytest.mark.skipif(not BROWSER, reason="no Chromium installed: page not looked at")
def test_the_page_shows_and_prints_without_console_errors(folder: Path) -> None:
    assert BROWSER
    page = (folder / "c.html").as_uri()
    common = [BROWSER, *FLAGS, f"--user-data-dir={folder / 'user'}"]
    shot, paper = folder / "c.png", folder / "c.pdf"
    window = "--window-size=1400,1500"
    seen = subprocess.run(
        [*common, window, f"--screenshot={shot}", page],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "CONSOLE" not in seen.stderr
    assert shot.stat().st_size > 50_000  # a blank page is far smaller
    dom = subprocess.run(
        [*common, "--dump-dom", page],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    assert "增值电信业务许可预检意见" in dom
    subprocess.run(
        [*common, f"--print-to-pdf={paper}", page], check=False, capture_output=True
    )
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice installed: document not opened")
def test_an_office_program_opens_the_document(folder: Path) -> None:
    assert OFFICE
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", str(folder))
    made = folder / "c.pdf"
    made.unlink(missing_ok=True)
    subprocess.run(
        [OFFICE, home, *convert, str(folder / "c.docx")],
        check=False,
        capture_output=True,
        timeout=180,
    )
    assert made.read_bytes().startswith(b"%PDF")
