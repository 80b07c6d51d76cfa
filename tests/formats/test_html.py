"""The page as HTML: nothing loaded, everything named, legible in light and in the dark."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.answers.report.made import LANGS, NORTHWIND, TESLA, file, report
from vatscheck.formats.html import FOLDER, STATUSES


class Reader(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a kind."""
        return [attributes for name, attributes in self.found if name == tag]


def page(lang: str = "en", text: str = NORTHWIND) -> str:
    return file(text, ".html", lang).decode()


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_loaded_and_only_the_one_style_is_allowed(lang: str) -> None:
    text = page(lang)
    found = Reader(text)
    kinds = {tag for tag, _ in found.found}
    assert not kinds & {"script", "img", "iframe", "link", "object", "form"}
    assert not [a for _, a in found.found if "style" in a or "src" in a]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    assert policy in {a.get("content") for a in found.of("meta")}
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("lang", LANGS)
def test_links_go_to_places_of_the_page_or_to_known_addresses(lang: str) -> None:
    found = Reader(page(lang))
    ids = [a["id"] for _, a in found.found if "id" in a]
    assert len(ids) == len(set(ids))
    known = {source["url"] for source in report(NORTHWIND)["sources"]}
    for link in found.of("a"):
        target = str(link["href"])
        assert target.removeprefix("#") in ids or target in known
    items = {item["id"] for item in report(NORTHWIND)["items"]}
    assert items <= set(ids)


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_a_caption_and_every_head_a_scope(lang: str) -> None:
    text = page(lang, TESLA)
    found = Reader(text)
    assert text.count("<caption") == len(found.of("table"))
    assert all("scope" in head for head in found.of("th"))
    assert text.count('role="img"') == text.count("<svg") == 1
    assert text.count("<title>") == 2 + len(re.findall(r"<rect", text))


@pytest.mark.parametrize(("lang", "name"), [("en", "en"), ("zh", "zh-CN")])
def test_the_page_and_what_is_in_the_other_language_say_which(
    lang: str, name: str
) -> None:
    assert Reader(page(lang)).of("html")[0]["lang"] == name
    if lang == "en":
        body = re.sub(r"<style>.*?</style>", "", page(lang), flags=re.S)
        rest = re.sub(r'<(span|tspan) lang="zh-CN">[^<]*</\1>', "", body)
        seen = re.sub(r"<[^>]*>", "", rest)
        assert not re.findall("[\u4e00-\u9fff]+", seen)


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(t[1]) for t, _ in Reader(page()).found if re.fullmatch("h[1-6]", t)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for above, below in pairwise(levels):
        assert below <= above + 1 or (above, below) == (1, 3)  # question, answer


# --- contrast --------------------------------------------------------------------------


def light(colour: str) -> float:
    """The luminance of a colour such as #1c2430 (WCAG 2)."""
    full = colour.lstrip("#")
    full = "".join(2 * c for c in full) if len(full) == 3 else full
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def palettes() -> list[dict[str, str]]:
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    roots = re.findall(r":root \{(.*?)\}", style, re.S)
    assert len(roots) == 2  # by day, and in the dark
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", root)) for root in roots]


@pytest.mark.parametrize("at", [0, 1], ids=["light", "dark"])
def test_texts_are_legible(at: int) -> None:
    day, dark = palettes()
    colours = day | dark if at else day
    for name in ("text", "dim", "accent"):
        assert contrast(colours[name], colours["ground"]) >= 4.5, name
    assert contrast(colours["accent"], colours["soft"]) >= 4.5
    for name in ("yes", "cond", "no", "open", "none"):
        ground = colours[f"{name}-ground"]
        assert contrast(colours[name], ground) >= 4.5, name
        assert contrast(colours["text"], ground) >= 4.5, name


def test_every_status_has_a_look() -> None:
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    for status in STATUSES:
        assert re.search(rf"\.{status}\b[^{{]*\{{[^}}]*background", style), status


def test_word_and_excel_have_the_colours_of_the_page() -> None:
    from vatscheck.formats.palette import COLOURS as WORD
    from vatscheck.formats.xlsx import COLOURS as EXCEL

    assert {status: f"#{dark}" for status, (dark, _) in WORD.items()} == {
        status: dark for status, (dark, _) in EXCEL.items()
    }
    for dark, pale in WORD.values():
        assert contrast(dark, pale) >= 4.5
