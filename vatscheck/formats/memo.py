"""The template of every Word document: `python -m vatscheck.formats.memo` writes it.

It carries all that a document looks like: styles, page, header and footer. What a
document says is put in by `vatscheck.formats.docx`, which names the styles only. In
header and footer `{{left}}`, `{{right}}`, `{{foot}}` and the words around the page
numbers are filled in.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MEMO = Path(__file__).parent / "memo.docx"
FIRM = Path(__file__).parent / "firm.docx"
"""An example of a firm's own template."""
FIRST_ENTRY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive: the first that the format can say."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ACCENT, TEXT, DIM, RULE, SOFT = "1D3F6E", "1C2430", "55606E", "C9D0D8", "F4F6F8"
COLOURS = {
    "licensable": ("0B5B36", "DCF1E4"),
    "conditional": ("714400", "FBECC9"),
    "not_licensable": ("8C1C1C", "F9E0DC"),
    "undetermined": ("35456E", "E3E8F5"),
    "not_needed": ("3B4652", "E8ECEF"),
    "not_covered": ("3B4652", "E8ECEF"),
}
"""The dark word and the pale ground of each status: legible in grey too."""
SANS, SERIF = ("Arial", "SimSun"), ("Times New Roman", "SimHei")
A4, MARGIN = (11906, 16838), 1077
"""The sheet and its margin (19 mm) in twentieths of a point."""


class Style(NamedTuple):
    """A style; sizes and distances are points, `more` and `run` further properties as XML."""

    name: str
    kind: str = "paragraph"
    based: str = "Normal"
    size: float = 0
    bold: bool = False
    colour: str = ""
    ground: str = ""
    fonts: tuple[str, str] | None = None
    before: float = 0
    after: float = 0
    line: int = 0
    more: str = ""
    run: str = ""
    keep: bool = False

    def xml(self) -> str:
        """Return the style as XML; the order of its properties is that of the schema."""
        id = self.name.replace(" ", "")
        above = (
            f'<w:basedOn w:val="{self.based.replace(" ", "")}"/>' if self.based else ""
        )
        default = ' w:default="1"' if self.name == "Normal" else ""
        return (
            f'<w:style w:type="{self.kind}"{default} w:styleId="{id}">'
            f'<w:name w:val="{self.name}"/>{above}<w:qFormat/>'
            f"{self._paragraph()}<w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _run(self) -> str:
        shade = self.ground and self.kind == "character"
        parts = [
            _fonts(*self.fonts) if self.fonts else "",
            "<w:b/>" if self.bold else "",
            f'<w:color w:val="{self.colour}"/>' if self.colour else "",
            _sized(self.size) if self.size else "",
            _shade(self.ground) if shade else "",
        ]
        return "".join([*parts, self.run])

    def _paragraph(self) -> str:
        if self.kind != "paragraph":
            return ""
        framed = self.more.startswith("<w:pBdr")
        before, after = round(self.before * 20), round(self.after * 20)
        line = f' w:line="{self.line}" w:lineRule="auto"' if self.line else ""
        parts = [
            "<w:keepNext/>" if self.keep else "",
            self.more if framed else "",
            _shade(self.ground) if self.ground else "",
            "" if framed or "w:tabs" not in self.more else self.more,
            f'<w:spacing w:before="{before}" w:after="{after}"{line}/>',
            "" if framed or "w:tabs" in self.more else self.more,
        ]
        return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _fonts(latin: str, chinese: str) -> str:
    names = " ".join(f'w:{name}="{latin}"' for name in ("ascii", "hAnsi", "cs"))
    return f'<w:rFonts {names} w:eastAsia="{chinese}"/>'


def _sized(points: float) -> str:
    size = round(points * 2)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _shade(ground: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'


def heading(level: int, size: float, before: float, colour: str) -> Style:
    """Return the style of a heading, which keeps with what follows it."""
    return Style(
        f"heading {level}",
        size=size,
        bold=True,
        colour=colour,
        fonts=SERIF,
        before=before,
        after=3,
        keep=True,
        more=f'<w:outlineLvl w:val="{level - 1}"/>',
    )


def styles() -> str:
    """Return the part that holds all styles."""
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{ACCENT}"/></w:pBdr>'
    found = [
        Style("Normal", based="", size=9.5, colour=TEXT, fonts=SANS, after=3, line=252),
        Style("Title", size=20, bold=True, colour=ACCENT, fonts=SERIF, keep=True),
        Style("Subtitle", size=12.5, after=5, keep=True),
        heading(1, 13, 6, ACCENT),
        heading(2, 10.5, 4, TEXT),
        heading(3, 9.5, 5, TEXT),
        Style("Short Answer", size=10.5, before=2, after=4, more=bar),
        Style("List Number", size=9.5, after=2),
        Style("toc 1", size=8.5, after=4),
        Style("Table Text", size=8, line=228),
        Style("Table Head", size=7, bold=True, colour=DIM, keep=True, line=240),
        Style("Table Note", size=7, colour=DIM, line=228),
        Style("Small Text", size=7, line=216),
        Style("Gap", size=2, line=240),
        Style("Phase", size=8, bold=True, colour=ACCENT, ground=SOFT, keep=True),
        Style("Note", size=7.5, colour=DIM, after=2, line=228),
        Style(
            "Source",
            size=7,
            after=0,
            line=216,
            more='<w:ind w:left="397" w:hanging="397"/>',
        ),
        Style("Caption", size=8, colour=DIM, keep=True),
        Style("header", size=7.5, colour=DIM, more=_tab()),
        Style("footer", size=7.5, colour=DIM, more=_tab()),
        Style("Strong", "character", based="", bold=True),
        Style("Dim", "character", based="", size=7, colour=DIM),
        Style("Code", "character", based="", fonts=("Consolas", "SimSun")),
        Style("Link", "character", based="", colour=ACCENT),
        Style("Tick Box", "character", based="", fonts=("MS Gothic", "MS Gothic")),
        Style(
            "Reference",
            "character",
            based="",
            colour=ACCENT,
            run='<w:vertAlign w:val="superscript"/>',
        ),
    ]
    for status, (dark, pale) in COLOURS.items():
        name = status.replace("_", " ")
        found.append(
            Style(
                f"Status {name}",
                "character",
                based="",
                bold=True,
                colour=dark,
                ground=pale,
            )
        )
        found.append(
            Style(
                f"Grid {name}",
                based="Table Text",
                size=8,
                bold=True,
                colour=dark,
                ground=pale,
                before=1,
                after=1,
                more='<w:jc w:val="center"/>',
            )
        )
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return _part(
        f'<w:styles xmlns:w="{W}">{defaults}{"".join(made.xml() for made in found)}{_tables()}</w:styles>'
    )


def _tab() -> str:
    right = A4[0] - 2 * MARGIN
    return f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'


def _tables() -> str:
    """The styles of tables: lines between the rows, and none for pictures and frames."""
    margin = (
        '<w:tblCellMar><w:top w:w="8" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="6" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    )

    def side(name: str, size: int, colour: str) -> str:
        return (
            f'<w:{name} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        )

    lines = (
        "<w:tblBorders>"
        + side("top", 8, TEXT)
        + side("bottom", 4, RULE)
        + side("insideH", 4, RULE)
        + "</w:tblBorders>"
    )
    tight = margin.replace('"0"', '"30"').replace('"90"', '"30"')
    return "".join(
        f'<w:style w:type="table" w:styleId="{id}"><w:name w:val="{name}"/>'
        f"<w:tblPr>{borders}{cells}</w:tblPr></w:style>"
        for id, name, borders, cells in (
            ("ReportTable", "Report Table", lines, margin),
            ("ReportFrame", "Report Frame", "", margin),
            ("ReportGrid", "Report Grid", "", tight),
        )
    )


def _part(inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{inner}'


def _field(name: str) -> str:
    """A field with a first result, which every reader renews when it lays out pages."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _running(kind: str, inner: str) -> str:
    tag = "ftr" if kind == "footer" else "hdr"
    return _part(
        f'<w:{tag} xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{kind}"/></w:pPr>'
        f"{inner}</w:p></w:{tag}>"
    )


def parts() -> dict[str, str]:
    """Return every part of the template by its name in the archive."""
    tab = "<w:r><w:tab/></w:r>"
    pages = (
        _text("{{page}}")
        + _field("PAGE")
        + _text("{{of}}")
        + _field("NUMPAGES")
        + _text("{{end}}")
    )
    margins = " ".join(f'w:{s}="{MARGIN}"' for s in ("top", "right", "bottom", "left"))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{A4[0]}" w:h="{A4[1]}"/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(
            (
                ("styles", "styles.xml"),
                ("settings", "settings.xml"),
                ("header", "header1.xml"),
                ("footer", "footer1.xml"),
            ),
            1,
        )
    )
    kinds = {
        "/word/document.xml": f"{WORD}.document.main+xml",
        "/word/styles.xml": f"{WORD}.styles+xml",
        "/word/settings.xml": f"{WORD}.settings+xml",
        "/word/header1.xml": f"{WORD}.header+xml",
        "/word/footer1.xml": f"{WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title></dc:title></cp:coreProperties>"
    )
    return {
        "[Content_Types].xml": _part(
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": _part(
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>'
            f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
            "</Relationships>"
        ),
        "docProps/core.xml": _part(core),
        "docProps/app.xml": _part(
            f'<Properties xmlns="{OFFICE}/extended-properties"></Properties>'
        ),
        "word/_rels/document.xml.rels": _part(
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        ),
        "word/document.xml": _part(
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{section}</w:body></w:document>'
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": _part(
            f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
            '<w:characterSpacingControl w:val="doNotCompress"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>'
        ),
        "word/header1.xml": _running(
            "header", _text("{{left}}") + tab + _text("{{right}}")
        ),
        "word/footer1.xml": _running("footer", _text("{{foot}}") + tab + pages),
    }


def memo() -> bytes:
    """Return the template as a file, the same bytes each time."""
    return _archive(parts())


def _archive(found: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in found.items():
            entry = ZipInfo(name, FIRST_ENTRY)
            entry.create_system = 0
            archive.writestr(entry, text.encode(), ZIP_DEFLATED)
    return out.getvalue()


def firm() -> bytes:
    """Return an example of a firm's own template: its letterhead, and where the page goes.

    It has three styles of its own; all others are added to it from ours.
    """
    own = (
        Style("Normal", based="", size=10, fonts=("Georgia", "SimSun"), after=4),
        Style(
            "Title", size=18, bold=True, colour="5B2333", fonts=("Georgia", "SimHei")
        ),
        Style("heading 1", size=13, bold=True, colour="5B2333", before=9, keep=True),
    )
    letter = "<w:p><w:r><w:t>Example and Partners, Shanghai</w:t></w:r></w:p>"
    anchor = "<w:p><w:r><w:t>{{report}}</w:t></w:r></w:p>"
    end = "<w:p><w:r><w:t>Example and Partners is an invented firm.</w:t></w:r></w:p>"
    found = parts()
    body = found["word/document.xml"]
    return _archive(
        found
        | {
            "word/document.xml": body.replace(
                "<w:body>", f"<w:body>{letter}{anchor}{end}"
            ),
            "word/styles.xml": _part(
                f'<w:styles xmlns:w="{W}">{"".join(made.xml() for made in own)}</w:styles>'
            ),
            "word/header1.xml": _running("Normal", _text("Example and Partners")),
        }
    )


if __name__ == "__main__":
    MEMO.write_bytes(memo())
    FIRM.write_bytes(firm())
