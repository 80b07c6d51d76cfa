"""Texts as runs: each in its style and language, with the links and marks of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE

from vatscheck.formats import inert
from vatscheck.formats.keeping import kept
from vatscheck.formats.page import BREAK, Line, Run

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
BAD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
RUNS = {
    "strong": "Strong",
    "dim": "Dim",
    "code": "Code",
    "ref": "Reference",
    "link": "Link",
    "foreign": "Foreign",
}
"""The style of each kind of run, but for those that are a status."""


class Texts:
    """Writes texts as the XML of paragraphs; `ids` are those of styles by their names."""

    def __init__(self, part: Any, ids: Mapping[str, str]) -> None:
        self.part, self.ids = part, ids
        self.marks = 0
        self.links: dict[str, str] = {}

    def paragraph(
        self, style: str, text: Line, anchor: str = "", more: str = ""
    ) -> str:
        """Return a paragraph; `more` are properties that come behind its style."""
        id = self.ids[style.lower()]
        kind = f'<w:pStyle w:val="{id}"/>' if id != self.ids["normal"] else ""
        properties = f"<w:pPr>{kind}{more}</w:pPr>" if kind or more else ""
        return f"<w:p>{properties}{self.marked(anchor, self.runs(text))}</w:p>"

    def marked(self, anchor: str, inner: str) -> str:
        """Return runs with a bookmark around them, if they have an anchor."""
        if not anchor:
            return inner
        self.marks += 1
        name = quoteattr(_bookmark(anchor))
        start = f'<w:bookmarkStart w:id="{self.marks}" w:name={name}/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{self.marks}"/>'

    def runs(self, text: Line) -> str:
        """Return the runs of a text."""
        return "".join(map(self.run, text))

    def run(self, run: Run) -> str:
        """Return one run in its style and language, as a link if it is one."""
        if run == BREAK:
            return "<w:r><w:br/></w:r>"
        name = RUNS.get(run.style) or (
            f"Status {run.style.replace('_', ' ')}" if run.style else ""
        )
        style = f'<w:rStyle w:val="{self.ids[name.lower()]}"/>' if name else ""
        chinese = CHINESE.search(run.text)
        fonts = '<w:rFonts w:hint="eastAsia"/>' if chinese else ""
        tongue = '<w:lang w:eastAsia="zh-CN"/>' if chinese else ""
        properties = f"{style}{fonts}{tongue}"
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        made = f"<w:r>{properties}{_text(run.text)}</w:r>"
        return self.linked(run.link, made) if run.link else made

    def linked(self, link: str, inner: str) -> str:
        """Return runs as a link to a place of the document, or to an address."""
        if link.startswith("#"):
            name = quoteattr(_bookmark(link[1:]))
            return f'<w:hyperlink w:anchor={name} w:history="1">{inner}</w:hyperlink>'
        if link not in self.links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self.links[link] = self.part.relate_to(link, kind, is_external=True)
        return f'<w:hyperlink r:id="{self.links[link]}" w:history="1">{inner}</w:hyperlink>'


def clean(text: str) -> str:
    """A text with what hides or turns it round made visible; a kept blank stays one."""
    parts = (inert.terminal(part) for part in text.split("\u00a0"))
    return BAD.sub("\ufffd", "\u00a0".join(parts))


def _text(text: str) -> str:
    """Text in which a tab is one; whatever else is live is shown."""
    parts = (escape(kept(clean(part))) for part in text.split("\t"))
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in parts
    )


def _bookmark(anchor: str) -> str:
    return re.sub(r"\W", "_", anchor)
