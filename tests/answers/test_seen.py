"""The report as a person sees it: in a browser, on a phone, on paper, in an office program."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from tests.answers.report.made import LANGS, NORTHWIND, TESLA, file

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PAPER = shutil.which("pdftotext")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--enable-logging=stderr", "--v=0"),
)
TEXTS = {"northwind": NORTHWIND, "tesla": TESLA}
PAGES = {"en": 8, "zh": 8, "both": 13}
"""So many pages at most: the invented company whole, the real one to its last source."""
SHEETS = {
    "northwind": {"en": 8, "zh": 8, "both": 12},
    "tesla": {"en": 9, "zh": 9, "both": 13},
}
"""So many sheets of paper at most a page in a browser is printed on."""
LAST = {"en": "Annex: proof", "zh": "附件：", "both": "Annex: proof"}
"""How the heading begins that stands behind the sources."""
FEW = 20
"""A sheet before the last with no more lines than these stands nearly empty."""
PHONE = 390
"""The width of a telephone, in pixels of the page."""
MEASURED = """<script>
addEventListener("load", () => {
  const wide = [...document.querySelectorAll("body *")].filter(
    e => e.getClientRects().length && !e.closest(".vh, svg")
      && e.getBoundingClientRect().right > innerWidth + 1);
  document.title = "width " + document.documentElement.scrollWidth + " over "
    + wide.slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(" | ");
  parent.document.title = document.title;
});
</script>"""


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seen")


def browse(at: Path, page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    assert BROWSER
    common = [BROWSER, *FLAGS, f"--user-data-dir={at / 'user'}"]
    return subprocess.run(
        [*common, *options, page.as_uri()],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.skipif(not BROWSER, reason="no Chromium installed: page not looked at")
def test_the_page_shows_and_prints_without_console_errors(at: Path) -> None:
    page, shot, paper = at / "c.html", at / "c.png", at / "c.pdf"
    page.write_bytes(file(TESLA, ".html", "both"))
    seen = browse(at, page, "--window-size=1400,1500", f"--screenshot={shot}")
    assert "CONSOLE" not in seen.stderr
    assert shot.stat().st_size > 50_000  # a blank page is far smaller
    assert "增值电信业务许可预检意见" in browse(at, page, "--dump-dom").stdout
    browse(at, page, f"--print-to-pdf={paper}")
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(not BROWSER, reason="no Chromium installed: page not looked at")
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_wider_than_a_telephone(lang: str, at: Path) -> None:
    text = file(NORTHWIND, ".html", lang).decode()
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    inner = escape(bare.replace("</head>", f"{MEASURED}</head>"))
    page = at / f"phone-{lang}.html"
    frame = f'<iframe srcdoc="{inner}" width="{PHONE}" height="800"></iframe>'
    page.write_text(f"<!doctype html><meta charset=utf-8>{frame}", encoding="utf-8")
    shown = browse(at, page, "--dump-dom", "--virtual-time-budget=5000").stdout
    (found,) = re.findall(r"<title>width (\d+) over ?(.*?)</title>", shown)
    assert int(found[0]) <= PHONE
    assert found[1].strip() == ""


@pytest.mark.skipif(not (BROWSER and PAPER), reason="no Chromium: page not printed")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TEXTS)
def test_the_page_is_printed_on_few_full_sheets(name: str, lang: str, at: Path) -> None:
    page, paper = at / f"{name}-{lang}.html", at / f"{name}-{lang}-page.pdf"
    page.write_bytes(file(TEXTS[name], ".html", lang))
    browse(at, page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert PAPER
    text = subprocess.run([PAPER, str(paper), "-"], check=True, capture_output=True)
    sheets = text.stdout.decode().split("\f")[:-1]
    assert len(sheets) <= SHEETS[name][lang]
    for number, sheet in enumerate(sheets, 1):
        assert re.search(rf"\b{number}\s*/\s*{len(sheets)}\b", sheet)
    for sheet in sheets[:-1]:
        assert len([line for line in sheet.split("\n") if line.strip()]) > FEW


@pytest.mark.skipif(not (OFFICE and PAPER), reason="no LibreOffice: not opened")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TEXTS)
def test_the_document_is_as_short_as_a_memo(name: str, lang: str, at: Path) -> None:
    pages = list(printed(at, name, lang))
    whole = [n for n, text in enumerate(pages, 1) if LAST[lang] in text][-1]
    count = len(pages) if name == "northwind" else whole
    assert count <= PAGES[lang] or (name, lang) == ("tesla", "both")
    for text in pages:
        assert text.strip(), "an empty page"
    assert f"{len(pages)}" in pages[-1].strip().splitlines()[-1]


def printed(at: Path, name: str, lang: str) -> Iterator[str]:
    """Yield the texts of the pages of the document."""
    assert OFFICE
    assert PAPER
    source = at / f"{name}-{lang}.docx"
    source.write_bytes(file(TEXTS[name], ".docx", lang))
    home = f"-env:UserInstallation={(at / 'office').as_uri()}"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", str(at))
    command = [OFFICE, home, *convert, str(source)]
    subprocess.run(command, check=False, capture_output=True, timeout=180)
    made = source.with_suffix(".pdf")
    text = subprocess.run(
        [PAPER, "-layout", str(made), "-"], check=True, capture_output=True
    ).stdout.decode()
    yield from text.split("\f")[:-1]
