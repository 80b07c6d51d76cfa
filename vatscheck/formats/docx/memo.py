"""The template of every Word document: `python -m vatscheck.formats.docx.memo` writes it.

It carries all that a document looks like: styles, page, header and footer. What a
document says is put in by `vatscheck.formats.docx`, which names the styles only. In
header and footer `{{left}}`, `{{right}}`, `{{foot}}` and the words around the page
numbers are filled in.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vatscheck.formats.docx.styles import A4, MARGIN, Style, W, part, styles

MEMO = Path(__file__).parent / "memo.docx"
FIRM = Path(__file__).parent / "firm.docx"
"""An example of a firm's own template."""
FIRST_ENTRY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive: the first that the format can say."""
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


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
    return part(
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
        "[Content_Types].xml": part(
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": part(
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>'
            f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
            "</Relationships>"
        ),
        "docProps/core.xml": part(core),
        "docProps/app.xml": part(
            f'<Properties xmlns="{OFFICE}/extended-properties"></Properties>'
        ),
        "word/_rels/document.xml.rels": part(
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        ),
        "word/document.xml": part(
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{section}</w:body></w:document>'
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": part(
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
            "word/styles.xml": part(
                f'<w:styles xmlns:w="{W}">{"".join(made.xml() for made in own)}</w:styles>'
            ),
            "word/header1.xml": _running("Normal", _text("Example and Partners")),
        }
    )


if __name__ == "__main__":
    MEMO.write_bytes(memo())
    FIRM.write_bytes(firm())
