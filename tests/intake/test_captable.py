"""Cap tables: heads in two languages, shares that are never guessed, look-through."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.running import run
from tests.intake.strategies import NAMES
from vatscheck.intake.answers import owners
from vatscheck.intake.slips import AnswersError, Filled
from vatscheck.intake.values import Reader

HEAD = "holder,jurisdiction,share,held through\n"


def read(raw: bytes, suffix: str = ".csv") -> Filled:
    filled = Filled()
    owners("cap", raw, suffix, Reader(NAMES), filled)
    return filled


def holders(text: str) -> Any:
    filled = read(text.encode())
    assert filled.slips == []
    return filled.data["owners"]


def wrong(text: str) -> list[tuple[str, str, str]]:
    """The wrong cells of a table: id, address, column."""
    return [
        (s.id, s.spot.at, s.spot.about) for s in read(text.encode()).slips if s.spot
    ]


def test_a_plain_table() -> None:
    assert holders(HEAD + "Acme Inc.,USA,60%,\n中方公司,中国,40%,\n") == [
        {"name": "Acme Inc.", "jurisdiction": "US", "share": 60},
        {"name": "中方公司", "jurisdiction": "CN", "share": 40},
    ]


CHINESE = "股东名称,国籍或注册地,持股比例（%）,经由\n甲公司,境内,51.5,\n香港投资者,中国香港,48.5,\n上层,开曼群岛,100,甲公司\n合计,,100,\n"
TREE = [
    {
        "name": "甲公司",
        "jurisdiction": "CN",
        "share": 51.5,
        "owners": [{"name": "上层", "jurisdiction": "KY", "share": 100}],
    },
    {"name": "香港投资者", "jurisdiction": "HK", "share": 48.5},
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_chinese_table_in_every_encoding(encoding: str) -> None:
    filled = read(CHINESE.encode(encoding))
    assert filled.slips == []
    assert filled.data["owners"] == TREE


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(delimiter: str) -> None:
    assert holders(CHINESE.replace(",", delimiter)) == TREE


def test_heads_below_a_title_and_empty_rows() -> None:
    table = "Cap table of X,,,\n,,,\n" + HEAD + ",,,\nA,US,100%,\n"
    assert holders(table) == [{"name": "A", "jurisdiction": "US", "share": 100}]


def test_latin_1_is_not_taken_for_gbk() -> None:
    with pytest.raises(AnswersError) as error:
        read((HEAD + "Société Générale,France,10%,\n").encode("latin-1"))
    assert error.value.slips[0].id == "not-utf-8"


@pytest.mark.parametrize(
    ("shares", "values"),
    [
        (["50%", "50%"], [50, 50]),
        (["50", "50"], [50, 50]),
        (["99.5", "0.5"], [99.5, 0.5]),
        (["99.5%", "0.5%"], [99.5, 0.5]),
        (["0", "100"], [0, 100]),
        (["40%-60%", "40~60"], [{"min": 40, "max": 60}] * 2),
        (["５０％", ".5%"], [50, 0.5]),
        (["", "100%"], [None, 100]),
    ],
)
def test_shares_that_are_certain(shares: list[str], values: list[object]) -> None:
    rows = "".join(f"H{at},US,{share},\n" for at, share in enumerate(shares))
    found = [owner.get("share") for owner in holders(HEAD.replace(",", ",") + rows)]
    assert found == values


@pytest.mark.parametrize("shares", [["0.6", "0.4"], ["1", ""], ["0.5", "50%"]])
def test_a_column_of_fractions_is_not_guessed(shares: list[str]) -> None:
    rows = "".join(f"H{at},US,{share},\n" for at, share in enumerate(shares))
    assert wrong(HEAD + rows) == [("intake-fractions", "C2", "owners.share")]


@pytest.mark.parametrize("share", ["101%", "-5", "half", "1/3", "60-40%", "5 000"])
def test_what_is_no_share(share: str) -> None:
    assert wrong(HEAD + f"A,US,{share},\n") == [("intake-share", "C2", "owners.share")]


def test_holders_through_holders_at_any_depth_by_name_or_number() -> None:
    table = HEAD + "A,CN,100%,\nB,CN,100%,a\nC,US,60%,2\nD,HK,40%,B\n"
    (top,) = holders(table)
    assert [o["name"] for o in top["owners"][0]["owners"]] == ["C", "D"]


@pytest.mark.parametrize(
    ("rows", "slip"),
    [
        ("A,CN,100%,Nobody\n", ("intake-through", "D2", "owners.through")),
        ("A,CN,100%,A\n", ("intake-circle", "D2", "owners.through")),
        ("A,CN,9%,B\nB,CN,9%,A\n", ("intake-circle", "D3", "owners.through")),
        (
            "A,CN,9%,\nA,CN,9%,\nB,US,9%,A\n",
            ("intake-through-several", "D4", "owners.through"),
        ),
        ("A,Utopia,9%,\n", ("jurisdiction-unknown", "B2", "owners.jurisdiction")),
        ("A,Germny,9%,\n", ("jurisdiction", "B2", "owners.jurisdiction")),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(
    rows: str, slip: tuple[str, str, str]
) -> None:
    assert slip in wrong(HEAD + rows)


def test_a_company_that_is_called_total_is_no_total() -> None:
    assert holders(HEAD + "Total,France,100%,\nTotal,,100%,\n") == [
        {"name": "Total", "jurisdiction": "FR", "share": 100}
    ]


def test_numbers_that_stand_twice_share_no_holders() -> None:
    table = "No.,holder,jurisdiction,share,held through\n1,A,CN,50%,\n1,B,CN,50%,\n2,C,US,9%,A\n"
    first, second = holders(table)
    assert [owner["name"] for owner in first["owners"]] == ["C"]
    assert "owners" not in second


def test_two_columns_of_one_meaning_are_not_chosen_from() -> None:
    table = "holder,country,nationality,share\nA,US,CN,9%\n"
    assert wrong(table) == [("intake-columns-twice", "A1", "owners")]


def test_a_count_of_shares_is_no_share() -> None:
    table = "holder,country,shares,percentage\nA,US,60,30%\n"
    assert holders(table) == [{"name": "A", "jurisdiction": "US", "share": 30}]


def test_every_error_of_a_table_at_once() -> None:
    assert len(wrong(HEAD + "A,Utopia,200%,X\nB,US,half,\n")) == 4


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"holder\nA\n"])
def test_what_is_no_cap_table(raw: bytes) -> None:
    with pytest.raises(AnswersError) as error:
        read(raw)
    assert error.value.slips[0].id == "intake-no-cap-table"


@pytest.mark.parametrize(
    ("raw", "suffix", "id"),
    [
        (b"x", ".xlsx", "intake-no-office"),
        (b"x", ".docx", "intake-no-office"),
        (b"PK\x03\x04", ".xlsx", "intake-no-office"),
        (b"x", ".xls", "intake-format"),
        (b'"' + b"x" * 200_000 + b'"', ".csv", "intake-no-csv"),
        (b"a\n" * 6000, ".csv", "intake-too-long"),
    ],
)
def test_files_that_are_not_what_they_say(raw: bytes, suffix: str, id: str) -> None:
    with pytest.raises(AnswersError) as error:
        read(raw, suffix)
    assert error.value.slips[0].id == id


def workbook(rows: list[list[Any]], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for at, form in (formats or {}).items():
        book.active[at].number_format = form
    out = BytesIO()
    book.save(out)
    return out.getvalue()


HEADS = ["Shareholder", "Country", "Shareholding"]


def test_a_percent_format_in_a_workbook_is_a_sign() -> None:
    raw = workbook(
        [HEADS, ["A", "US", 0.3], ["B", "SG", 0.7]], {"C2": "0.00%", "C3": "0%"}
    )
    filled = read(raw, ".xlsx")
    assert filled.slips == []
    assert [owner["share"] for owner in filled.data["owners"]] == [30, 70]


def test_plain_numbers_in_a_workbook() -> None:
    filled = read(workbook([HEADS, ["A", "US", 33.3], ["B", "SG", 66.7]]), ".xlsx")
    shares = [str(owner["share"]) for owner in filled.data["owners"]]
    assert shares == ["33.3", "66.7"]
    fractions = read(workbook([HEADS, ["A", "US", 0.3], ["B", "SG", 0.7]]), ".xlsx")
    assert [slip.id for slip in fractions.slips] == ["intake-fractions"]


def test_a_formula_without_its_value_is_told() -> None:
    with pytest.raises(AnswersError) as error:
        read(workbook([HEADS, ["A", "US", "=1/2"]]), ".xlsx")
    assert error.value.slips[0].id == "intake-formula"
    assert error.value.slips[0].parts["at"] == "C2"


def test_a_circle_and_what_hangs_on_it_are_told_and_nothing_hangs(
    tmp_path: Path,
) -> None:
    text = (
        "Holder,Jurisdiction,Share,Held through\nA,CN,50%,B\nB,CN,50%,A\nC,US,50%,A\n"
    )
    (tmp_path / "loop.csv").write_text(text, encoding="utf-8")
    ran = run("init", tmp_path / "n.toml", "--owners", tmp_path / "loop.csv")
    assert ran.code == 2
    assert "circle" in ran.err
    assert not (tmp_path / "n.toml").exists()


@pytest.mark.parametrize("downwards", [True, False])
def test_a_chain_deeper_than_a_profile_is_told(tmp_path: Path, downwards: bool) -> None:
    rows = ["H0,CN,100%,"] + [f"H{n},CN,100%,H{n - 1}" for n in range(1, 1200)]
    lines = rows if downwards else rows[::-1]
    text = "\n".join(["holder,jurisdiction,share,held through", *lines])
    (tmp_path / "deep.csv").write_text(text, encoding="utf-8")
    ran = run("init", tmp_path / "n.toml", "--owners", tmp_path / "deep.csv")
    assert ran.code == 2
    assert "more than 32 levels" in ran.err


def test_a_total_that_the_holders_do_not_reach_is_told(tmp_path: Path) -> None:
    table, profile = tmp_path / "total.csv", tmp_path / "n.toml"
    heads = "holder,jurisdiction,share\n"
    table.write_text(f"{heads}Acme,US,60%\n合计,,100%\n", encoding="utf-8")
    ran = run("init", profile, "--owners", table)
    assert ran.code == 2
    assert "the table says 100% in all, its direct holders add up to 60" in ran.err
    table.write_text(f"{heads}Acme,US,60%\nZhang,CN,40%\nTotal,,100%\n", "utf-8")
    assert run("init", profile, "--owners", table).code == 0


# --- nothing of a table is lost without a word ----------------------------------------


def refused(raw: bytes, suffix: str = ".csv") -> list[str]:
    """Why a file is refused as a whole."""
    with pytest.raises(AnswersError) as error:
        read(raw, suffix)
    return [slip.id for slip in error.value.slips]


@pytest.mark.parametrize(
    "text",
    [
        'A,US,10%,\n"B,US,20%,\nC,CN,70%,\n',
        'A,US,10%,\n"B"x,US,20%,\n',
    ],
)
def test_a_quote_that_nothing_closes_is_refused(text: str) -> None:
    assert refused((HEAD + text).encode()) == ["intake-no-csv"]


def book(*sheets: list[list[Any]]) -> Workbook:
    """A workbook with these sheets."""
    made = Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    return made


def saved(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


ROWS = [["holder", "jurisdiction", "share"], ["A", "US", "60%"], ["B", "CN", "40%"]]


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_of_two_cap_tables_none_is_taken_for_the_other(state: str) -> None:
    made = book(ROWS, [ROWS[0], ["C", "CN", "100%"]])
    made.worksheets[0].sheet_state = state
    assert refused(saved(made), ".xlsx") == ["intake-several-tables"]


@pytest.mark.parametrize(("ref", "at"), [("C2:C3", "C3"), ("A2:A3", "A3")])
def test_a_merged_cell_is_told(ref: str, at: str) -> None:
    made = book(ROWS)
    made.worksheets[0].merge_cells(ref)
    slips = read(saved(made), ".xlsx").slips
    assert [(s.id, s.spot.at) for s in slips if s.spot] == [("intake-merged", at)]


def test_a_merged_cell_of_a_document_is_told() -> None:
    from docx import Document

    document = Document()
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2))
    out = BytesIO()
    document.save(out)
    slips = read(out.getvalue(), ".docx").slips
    assert [(s.id, s.spot.at) for s in slips if s.spot] == [("intake-merged", "C3")]


@pytest.mark.parametrize("at", ["A5900", "BZ2"])
def test_what_stands_beyond_the_rows_that_are_read_is_refused(at: str) -> None:
    made = book(ROWS)
    made.worksheets[0][at] = "C"
    assert refused(saved(made), ".xlsx") == ["intake-too-long"]


@pytest.mark.parametrize(
    ("format_", "share"),
    [("0%", 50), ("0.00%", 50), ('0.0" %"', 0.5), ("0.0\\%", 0.5)],
)
def test_only_a_live_percent_sign_multiplies(format_: str, share: float) -> None:
    made = book([ROWS[0], ["A", "US", 0.5], ["B", "CN", "60%"], ["C", "CN", 20]])
    made.worksheets[0]["C2"].number_format = format_
    assert read(saved(made), ".xlsx").data["owners"][0]["share"] == share


def test_a_lost_sign_is_no_name() -> None:
    text = (HEAD + "甲公司,中国,100%,\n").encode("utf-16")
    assert refused(text[:22] + b"\x00\xd8" + text[24:]) == ["not-utf-8"]


def test_it_is_said_what_a_table_was_read_as(tmp_path: Path) -> None:
    made = book(
        [
            ["holder", "jurisdiction", "share", "notes", None],
            ["A", "US", 6, "nominee for Z", None],
            ["B", "CN", 4, None, "more"],
            ["C", "CN", None, None, None],
        ],
        [["what else"]],
    )
    table, path = tmp_path / "cap.xlsx", tmp_path / "p.toml"
    table.write_bytes(saved(made))
    ran = run("init", path, "--owners", table)
    assert ran.code == 0
    assert ran.err.splitlines()[0] == (
        f"{table}: holders: 3, from the columns holder, jurisdiction, share; "
        "direct holders: 3, together 10 %; without a share: 1; "
        "columns not read: notes, E3; sheets not read: Sheet1"
    )
    chinese = run("init", tmp_path / "q.toml", "--owners", table, "--lang", "zh").err
    assert chinese.splitlines()[0] == (
        f"{table}：读取股东3名，栏目：holder, jurisdiction, share；直接股东3名，合计10%；未写比例：1名；未读取的栏目：notes, E3；未读取的工作表：Sheet1"
    )


# --- heads as they come ---------------------------------------------------------------

HOLDERS = [
    *("Shareholder", "Shareholder name", "Name of shareholder", "Investor", "Owner"),
    *("Stockholder", "Member", "股东", "股东名称", "股东/投资人", "投资者", "出资人"),
]
HOMES = [
    *("Country", "Nationality", "Country of incorporation", "Domicile", "国家"),
    *("Jurisdiction of incorporation", "Country / region", "国家/地区", "注册地"),
    *("国籍或注册地", "所属国家", "Incorporated in"),
]
SHARES = [
    *("% held", "Held %", "Percentage", "Ownership %", "Percentage held", "Stake"),
    *("Shareholding (%)", "Equity interest", "% of shares", "Shares (%)", "持股比例"),
    *("持股比例（%）", "占比", "认缴出资比例", "股权比例"),
]
THROUGH = [
    *("Held through", "Owned via", "Held via", "Via", "Shareholder of", "经由"),
    *("通过", "持股主体", "Invests through", "中间股东"),
]


@pytest.mark.parametrize(
    "heads",
    [
        *((h, "Country", "Share", "Held through") for h in HOLDERS),
        *(("Holder", h, "Share", "Held through") for h in HOMES),
        *(("Holder", "Country", h, "Held through") for h in SHARES),
        *(("Holder", "Country", "Share", h) for h in THROUGH),
    ],
)
def test_a_head_in_other_words(heads: tuple[str, ...]) -> None:
    table = f"{','.join(heads)}\nA,CN,100%,\nB,US,60%,A\n"
    (top,) = holders(table)
    assert top["name"] == "A"
    assert top["owners"] == [{"name": "B", "jurisdiction": "US", "share": 60}]


@pytest.mark.parametrize(
    "head",
    [
        "Parent",
        "Parent entity",
        "Owned by",
        "Held by",
        "上级股东",
        "母公司",
        "控股股东",
    ],
)
def test_a_head_that_may_say_who_holds_what_is_never_left_aside(head: str) -> None:
    table = f"Holder,Jurisdiction,Share,{head}\nA Co,CN,50%,\nB Ltd,US,50%,A Co\n"
    assert wrong(table) == [("intake-ownership-column", "D1", "owners")]
    empty = f"Holder,Jurisdiction,Share,{head}\nA Co,CN,50%,\n"
    assert wrong(empty) == []


def test_a_head_can_be_given_its_meaning(tmp_path: Path) -> None:
    table, path = tmp_path / "cap.csv", tmp_path / "p.toml"
    text = "Holder,Jurisdiction,Share,Parent\nA Co,CN,50%,\nB Ltd,US,50%,A Co\n"
    table.write_text(text, encoding="utf-8")
    command = ("init", path, "--owners", table)
    assert '--map "Parent=held through"' in run(*command).err
    for wrong_ in ("Parent", "Parent=grandfather", "=held through"):
        ran = run(*command, "--map", wrong_)
        assert (ran.code, path.exists()) == (2, False)
        assert "HEAD=MEANING" in ran.err
    ran = run(*command, "--map", "Parent=held through")
    assert (ran.code, "direct holders: 1, together 50 %" in ran.err) == (0, True)
    path.unlink()
    ran = run(*command, "--map", "Parent=-")
    assert (ran.code, "columns not read: Parent" in ran.err) == (0, True)


def test_a_sheet_can_be_named(tmp_path: Path) -> None:
    made = book(ROWS, [ROWS[0], ["C", "CN", "100%"]])
    made.worksheets[0].sheet_state = "hidden"
    table, path = tmp_path / "cap.xlsx", tmp_path / "p.toml"
    table.write_bytes(saved(made))
    ran = run("init", path, "--owners", table)
    assert ran.code == 2
    assert "Sheet (hidden)" in ran.err
    ran = run("init", path, "--owners", table, "--sheet", "Sheet1")
    assert (ran.code, "sheets not read: Sheet (hidden)" in ran.err) == (0, True)
    assert 'name = "C"' in path.read_text("utf-8")


def test_hidden_rows_and_struck_cells_are_read_and_told(tmp_path: Path) -> None:
    from openpyxl.styles import Font

    made = book(ROWS)
    made.worksheets[0].row_dimensions[3].hidden = True
    made.worksheets[0]["A2"].font = Font(strike=True)
    table = tmp_path / "cap.xlsx"
    table.write_bytes(saved(made))
    err = run("init", tmp_path / "p.toml", "--owners", table).err
    assert "hidden rows that were read: 3" in err
    assert "cells struck out that were read: A2" in err


# --- numbers of shares, decimal commas, fractions -------------------------------------

COUNTS = "Holder,Country,Number of shares\n"


@pytest.mark.parametrize(
    ("numbers", "shares"),
    [
        (("7000000", "3000000", "10000000"), [70, 30]),
        (('"7,000,000"', '"3,000,000"', '"10,000,000"'), [70, 30]),
        (("7.000.000", "3.000.000", "10.000.000"), [70, 30]),
        (("1 股", "1 股", "2 股"), [50, 50]),
        (("50.5", "49.5", "100"), [50.5, 49.5]),
    ],
)
def test_numbers_of_shares_beside_a_total(
    numbers: tuple[str, str, str], shares: list[float]
) -> None:
    first, second, total = numbers
    table = f"{COUNTS}A,CN,{first}\nB,US,{second}\nTotal,,{total}\n"
    assert [owner["share"] for owner in holders(table)] == shares


def test_a_third_is_kept_to_fifteen_decimals() -> None:
    table = f"{COUNTS}A,CN,1\nB,US,1\nC,US,1\n合计,,3\n"
    assert str(holders(table)[0]["share"]) == "33.333333333333333"


@pytest.mark.parametrize(
    ("rows", "slips"),
    [
        ("A,CN,7\nB,US,3\n", ["intake-count-total"]),
        ("A,CN,7\nB,US,3\nTotal,,11\n", ["intake-count-sum"]),
        ("A,CN,7\nB,US,3\nTotal,,9\n", ["intake-count-sum"]),
        ("A,CN,many\nB,US,3\nTotal,,9\n", ["intake-count"]),
        ("A,CN,1万\nB,US,3\nTotal,,9\n", ["intake-count"]),
        ("A,CN,7\nTotal,,0\n", ["intake-count-sum"]),
    ],
)
def test_numbers_of_shares_that_are_not_certain(rows: str, slips: list[str]) -> None:
    assert [id for id, _, _ in wrong(COUNTS + rows)] == slips


def test_a_number_of_shares_in_another_company_has_no_total() -> None:
    table = "Holder,Country,Shares,Via\nA,CN,10,\nB,US,5,A\nTotal,,10,\n"
    assert [id for id, _, _ in wrong(table)] == ["intake-count-above"]


@pytest.mark.parametrize(
    ("shares", "values"),
    [
        (('"51,5%"', '"48,5%"'), [51.5, 48.5]),
        (('"51,25"', '"48,75"'), [51.25, 48.75]),
        (('"99,5"', '"0,5"'), [99.5, 0.5]),
    ],
)
def test_decimal_commas(shares: tuple[str, str], values: list[float]) -> None:
    rows = "".join(f"H{at},US,{share},\n" for at, share in enumerate(shares))
    assert [owner["share"] for owner in holders(HEAD + rows)] == values
    semicolons = HEAD.replace(",", ";")
    rows = "".join(f"H{at};US;{s.strip(chr(34))};\n" for at, s in enumerate(shares))
    assert [owner["share"] for owner in holders(semicolons + rows)] == values


def test_a_comma_before_three_digits_is_not_guessed() -> None:
    table = HEAD + 'A,US,"12,345%",\n'
    assert wrong(table) == [("intake-share", "C2", "owners.share")]


@pytest.mark.parametrize(
    "rows",
    [
        "A,US,0.6,\nB,US,0.4,\nC,US,1.5,\n",
        "A,HK,1,\nB,US,70,A\nC,CN,30,A\n",
        "A,CN,100,\nB,US,0.6,A\nC,CN,0.4,A\n",
    ],
)
def test_a_level_far_from_whole_with_a_share_of_one_or_less_is_not_guessed(
    rows: str,
) -> None:
    assert [id for id, _, _ in wrong(HEAD + rows)] == ["intake-fractions"]


# --- kinds of holders -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *(("Ltd", "company"), ("limited company", "company"), ("有限公司", "company")),
        *(("股份有限公司", "company"), ("自然人", "person"), ("Individual", "person")),
        *(("国资", "state"), ("SOE", "state"), ("state-owned", "state")),
        *(("上市公司", "listed"), ("company", "company"), ("person 自然人", "person")),
    ],
)
def test_a_kind_of_holder_from_words(word: str, kind: str) -> None:
    table = f"holder,jurisdiction,share,kind\nA,CN,100%,{word}\n"
    assert holders(table)[0].get("kind") == kind


@pytest.mark.parametrize(
    ("name", "word", "id"),
    [
        *(("A", "LP", "partnership"), ("A", "有限合伙", "partnership")),
        *(("A", "fund", "fund"), ("A", "私募基金", "fund"), ("A", "trust", "trust")),
        *(("A", "家族信托", "trust"), ("A", "nominee", "nominee")),
        *(("A", "代持", "nominee"), ("A", "ESOP", "employee-platform")),
        *(("A", "员工持股平台", "employee-platform"), ("Star Fund", "", "fund")),
        *(
            ("某某（有限合伙）", "", "partnership"),
            ("Oak Capital LP", "", "partnership"),
        ),
    ],
)
def test_a_holder_that_is_more_than_it_seems_is_told(
    name: str, word: str, id: str
) -> None:
    filled = read(f"holder,jurisdiction,share,kind\n{name},CN,100%,{word}\n".encode())
    assert filled.slips == []
    assert [doubt.parts["kind"] for doubt in filled.doubts] == [id]
    (owner,) = filled.data["owners"]
    assert "kind" not in owner
    assert ("jurisdiction" in owner) is (id != "nominee")


def test_what_a_nominee_means_is_said(tmp_path: Path) -> None:
    table = tmp_path / "cap.csv"
    text = "holder,jurisdiction,share,kind\nWang,CN,100%,nominee\n"
    table.write_text(text, encoding="utf-8")
    ran = run("init", tmp_path / "p.toml", "--owners", table)
    assert "A2, Wang: a nominee counts as the real investor" in ran.err
    chinese = run("init", tmp_path / "q.toml", "--owners", table, "--lang", "zh").err
    assert "A2，Wang：代持按实际投资人计算" in chinese


def test_a_name_with_such_a_word_inside_is_an_ordinary_one() -> None:
    filled = read((HEAD + "Fundamental Help Ltd,US,100%,\n").encode())
    assert filled.doubts == []
