"""The styles of every Word document: all that it looks like, as XML."""

from __future__ import annotations

from typing import NamedTuple

from vatscheck.formats.palette import COLOURS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ACCENT, TEXT, DIM, RULE, SOFT = "1D3F6E", "1C2430", "55606E", "C9D0D8", "F4F6F8"
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
    inside: int = 0

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
            f'<w:ind w:left="{self.inside}"/>' if self.inside else "",
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
        Style("Short Answer", size=10.5, before=2, after=4, more=bar, inside=227),
        Style("List Number", size=9.5, after=2),
        Style("toc 1", size=8.5, after=4),
        Style("Table Text", size=8, line=228),
        Style("Table Head", size=7, bold=True, colour=DIM, keep=True, line=240),
        Style(
            "Grid Head",
            size=7,
            bold=True,
            colour=DIM,
            keep=True,
            line=240,
            more='<w:jc w:val="center"/>',
        ),
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
        Style(
            "Foreign",
            "character",
            based="",
            colour=COLOURS["conditional"][0],
            ground=COLOURS["conditional"][1],
        ),
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
    return part(
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
    roomy = margin.replace('"8"', '"26"').replace('"6"', '"26"')
    tight = margin.replace('"0"', '"30"').replace('"90"', '"30"')
    return "".join(
        f'<w:style w:type="table" w:styleId="{id}"><w:name w:val="{name}"/>'
        f"<w:tblPr>{borders}{cells}</w:tblPr></w:style>"
        for id, name, borders, cells in (
            ("ReportTable", "Report Table", lines, roomy),
            ("ReportList", "Report List", lines, margin),
            ("ReportFrame", "Report Frame", "", margin),
            ("ReportGrid", "Report Grid", "", tight),
        )
    )


def part(inner: str) -> str:
    """Return the XML of a part of the file."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{inner}'
