"""The checklist as one page: no remote parts, printable, with its pictures as SVG."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vatscheck.answers.checklist.model import Checklist
from vatscheck.answers.checklist.pictures import history_bars


def render(checklist: Checklist) -> bytes:
    """Return the page in UTF-8; the template escapes every text."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("page.html")
    bars = history_bars(checklist.history)
    language = {"zh": "zh-CN"}.get(checklist.lang, "en")
    text = page.render(c=checklist, w=checklist.words, bars=bars, language=language)
    return text.encode()
