"""A page as one HTML file: no script, nothing loaded, readable on a phone and on paper."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vatscheck.formats import inert
from vatscheck.formats.page import Line, Page

FOLDER = Path(__file__).parent
LANGUAGES = {"zh": "zh-CN"}
"""The names of languages as HTML writes them, where they differ."""


def render(page: Page) -> str:
    """Return the page as an HTML document; every text is escaped."""
    return str(_template("page.html").render(page=page, **_shared(page.lang)))


def fragment(page: Page) -> str:
    """Return the blocks of a page alone, for a notebook that has a document already."""
    return str(_template("blocks.html").render(page=page, **_shared(page.lang)))


def _shared(lang: str) -> dict[str, Any]:
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "language": LANGUAGES.get(lang, lang),
        "style": Markup(style),
        "digest": digest,
        "flow": _flow,
    }


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


def _flow(found: Line) -> Markup:
    """Return a line with its styles as classes."""
    runs = (
        Markup('<span class="{}">{}</span>').format(run.style, inert.terminal(run.text))
        if run.style
        else Markup.escape(inert.terminal(run.text))
        for run in found
    )
    return Markup("").join(runs)
