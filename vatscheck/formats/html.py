"""A page as one HTML file: no script, nothing loaded, readable on a phone and on paper."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vatscheck.formats import inert
from vatscheck.formats.drawing import drawing
from vatscheck.formats.heat import heat
from vatscheck.formats.keeping import kept
from vatscheck.formats.page import (
    Heading,
    Heat,
    Line,
    Page,
    Run,
    Table,
    Tasks,
    heat_table,
    paragraphs,
    plain,
)

FOLDER = Path(__file__).parent
LANGUAGES = {"zh": "zh-CN"}
"""The names of languages as HTML writes them, where they differ."""
CHINESE = re.compile(
    "([\u3000-\u303f\u4e00-\u9fff\uff00-\uffef〔〕《》“”]*[\u4e00-\u9fff][^A-Za-z]*)"
)
"""A stretch of Chinese in a text of another language, figures in it included."""
WORDS = ("licensable", "conditional", "not_licensable", "undetermined", "not_covered")
TILES = ".heat .tile { fill: var(--yes); stroke: var(--line); stroke-width: .5; }\n"
"""How the squares of a heat map look, on a page that has one."""
STATUSES = (*WORDS, "not_needed")
"""The styles that stand in a chip."""


def render(page: Page) -> str:
    """Return the page as an HTML document; every text is escaped."""
    return str(_template("page.html").render(page=page, **_shared(page)))


def fragment(page: Page) -> str:
    """Return the blocks of a page alone, for a notebook that has a document already."""
    return str(_template("blocks.html").render(page=page, **_shared(page)))


def _shared(page: Page) -> dict[str, Any]:
    style = (FOLDER / "page.css").read_text(encoding="utf-8") + _shares(page)
    if any(isinstance(block, Heat) for block in page.blocks):
        style += TILES
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    anchors = (
        b for b in page.blocks if isinstance(b, Heading) and b.anchor == "answer"
    )
    return {
        "language": LANGUAGES.get(page.lang, page.lang),
        "title": inert.terminal(page.title),
        "style": Markup(style),
        "digest": digest,
        "flow": partial(_flow, page.lang),
        "mark": partial(_mark, page.lang),
        "text": plain,
        "drawing": partial(drawing, wide=page.lang != "en"),
        "heat": partial(heat, wide=page.lang != "en"),
        "heat_table": heat_table,
        "skip": next(anchors, None),
    }


def _shares(page: Page) -> str:
    """The widths of columns as rules: the policy of the page allows none beside them."""
    tables = (block for block in page.blocks if isinstance(block, Table | Tasks))
    shares = {column.share for table in tables for column in table.columns}
    return "".join(
        f".w{share} {{ width: {share}%; }}\n" for share in sorted(shares) if share
    )


@cache
def _template(name: str) -> Any:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.finalize = _shown
    environment.tests["a"] = lambda block, name: type(block).__name__ == name
    return environment.get_template(name)


def _shown(value: Any) -> Any:
    """Return a text with what hides or turns it round made visible."""
    plain = isinstance(value, str) and not isinstance(value, Markup)
    return inert.terminal(value) if plain else value


def _flow(lang: str, found: Line) -> Markup:
    """Return a line with its styles as classes; a paragraph of a cell as a block."""
    flows = [
        Markup("").join(_run(lang, run) for run in part) for part in paragraphs(found)
    ]
    if len(flows) == 1:
        return flows[0]
    return Markup("").join(Markup('<span class="p">{}</span>').format(f) for f in flows)


def _run(lang: str, run: Run) -> Markup:
    text = _mark(run.lang or lang, run.text)
    if run.lang and run.lang != lang:
        name = LANGUAGES.get(run.lang, run.lang)
        text = Markup('<span lang="{}">{}</span>').format(name, text)
    if run.link:
        inner = Markup("<sup>{}</sup>").format(text) if run.style == "ref" else text
        return Markup('<a href="{}">{}</a>').format(run.link, inner)
    if run.style == "ref":
        return Markup("<sup>{}</sup>").format(text)
    if not run.style:
        return text
    kind = f"s {run.style}" if run.style in STATUSES else run.style
    return Markup('<span class="{}">{}</span>').format(kind, text)


def _mark(lang: str, text: str, svg: bool = False) -> Markup:
    """Return a text whose Chinese says so, where the page is in another language."""
    text = kept(inert.terminal(text))
    if lang == "zh" or text.isascii():
        return Markup.escape(text)
    tag = "tspan" if svg else "span"
    return Markup("").join(
        Markup('<{} lang="zh-CN">{}</{}>').format(tag, part, tag)
        if CHINESE.fullmatch(part)
        else Markup.escape(part)
        for part in CHINESE.split(text)
        if part
    )
