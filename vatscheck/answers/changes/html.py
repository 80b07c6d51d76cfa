"""The page for a browser and for paper: one file without remote parts or scripts."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vatscheck.answers.changes.interface import Compared
from vatscheck.answers.changes.model import memo
from vatscheck.answers.interface import Page
from vatscheck.law.book import Law


def render(compared: Compared, law: Law, page: Page) -> str:
    """Return the page as text; the template escapes every value."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    language = "zh-CN" if page.lang == "zh" else "en"
    template = environment.get_template("page.html")
    return template.render(m=memo(compared, law, page.lang), language=language)
