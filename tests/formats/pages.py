"""A small page with every kind of block, and one made of hostile texts."""

from __future__ import annotations

from vatscheck.formats.page import (
    Column,
    Entries,
    Entry,
    Gap,
    Heading,
    Label,
    Labels,
    Listing,
    Note,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)

CLOSED = "closed nationally; the nearest exception needs registration in its areas; Xuhui is outside"
SMALL = Page(
    "Müller & Co",
    "en",
    (
        Heading(line("Müller & Co"), 1),
        Paragraph(line("1 December 2026; ", Run("law 2026.12", "dim"))),
        Gap(),
        Entries(
            ("status, service", "why", "where", "next"),
            (
                Entry(
                    Run("not licensable", "not_licensable"),
                    line("data centre (B11)"),
                    (
                        Note("why", line(CLOSED, Run(" [Letter 107]", "dim")), 2, 2),
                        Note("where", line("Beijing; Shenzhen"), 3, 3),
                        Note("next", line("register in Beijing"), 3, 4),
                    ),
                ),
                Entry(
                    Run("licensable", "licensable"),
                    line("call centre (B24)"),
                    (
                        Note("why", line("open at any foreign share"), 2, 2),
                        Note("next", line("prepare the file: 12 items"), 3, 4),
                    ),
                ),
            ),
        ),
        Gap(),
        Heading(line("Sources")),
        Labels((Label("ground", line("a")), Label("way", line("b")))),
        Listing((("1", line("first")), ("-", line("second")))),
        Table(
            (Column("place"), Column("up to")),
            ((line("Hainan"), line("100 %")), (line("Beijing"), line(Run("50 %", "strong")))),
            "shares",
        ),
    ),
)  # fmt: skip

HOSTILE = (
    "\x1b[31mred\x1b]0;t\x07",
    "\x9b2J\x85next",
    "\u202eabc\u2066\u200b\u2028",
    "<script>alert(1)</script>",
    "[red]x[/red] [link=file:///x]y[/link]",
    "[a](http://evil.example) ![b](//evil.example/p.png) www.evil.example @all",
    "=1+1;=cmd|'/c calc'!A1",
    "::error file=x::y %0A::set-output",
    "{{ 7 * 7 }} {% raw %} {value}",
    "| a | b |\n|---|---|\n# head",
    "`code` *b* _i_ ~s~ $x$ &lt;b&gt;",
)


def hostile(text: str, lang: str = "en") -> Page:
    """A page in which a hostile text stands wherever a text may stand."""
    found = line(text)
    note = Note(text, found, 2, 2)
    return Page(
        text,
        lang,
        (
            Heading(found, 1),
            Paragraph(line(text, Run(text, "code"), Run(text, "dim"))),
            Entries((text, text, text, text), (Entry(Run(text, "licensable"), found, (note,)),)),
            Labels((Label(text, found),)),
            Listing((("1", found), ("-", found))),
            Table((Column(text), Column("b")), ((found, line("x")),), text),
        ),
    )  # fmt: skip
