"""Rows of CSV files: every one is read, or told, and none takes another one with it."""

from pathlib import Path
from random import Random

import pytest

from tests.portfolio.tables import NAMES, read, wrong
from vatscheck.portfolio.bounds import LINE
from vatscheck.portfolio.csv_input import CsvReader
from vatscheck.profile.problems import ProfileError

HEADS = "id,name,registration.place,services\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = HEADS + "1,甲公司,北京市,数据中心\n2,乙公司,上海市,cdn\n"
    first, second = read(tmp_path, text.replace("数据中心", "idc").encode(encoding))
    assert (first.data["name"], second.data["name"]) == ("甲公司", "乙公司")
    assert not first.problems
    assert not second.problems


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_what_stands_between_cells(tmp_path: Path, sign: str) -> None:
    text = (HEADS + '1,"A, B","北京市",idc\n').replace(",", sign)
    (given,) = read(tmp_path, text)
    assert given.data["name"] == f"A{sign} B"


def test_a_cell_may_go_over_lines(tmp_path: Path) -> None:
    text = HEADS + '1,"A\nB ""C""",beijing,idc\r\n\r\n,,,\n2,5" pipe,beijing,cdn\n'
    first, second = read(tmp_path, text)
    assert first.data["name"] == 'A\nB "C"'
    assert (second.row, second.data["name"]) == (2, '5" pipe')


BROKEN = [
    ("table-quote", b'x,"Open,beijing,idc'),
    ("table-quote", b'x,A,"b"eijing,idc'),
    ("table-cells", b"x,Short,beijing"),
    ("table-cells", b"x,Long,beijing,idc,more"),
    ("table-encoding", b"x,\xff\xfe\xfa,beijing,idc"),
    ("table-line-long", b"x," + b"a" * LINE + b",beijing,idc"),
    ("no-such-place", b"x,A,Qwertyuiop,idc"),
    ("unknown-service", b"x,A,beijing,qwertyuiop"),
    ("intake-share", b"x,A,beijing,idc,120"),
]


@pytest.mark.parametrize(("id", "bad"), BROKEN, ids=[str(n) for n in range(9)])
def test_a_broken_row_is_one_row(tmp_path: Path, id: str, bad: bytes) -> None:
    heads, end = HEADS.encode(), b"\n"
    if id == "intake-share":
        heads, end = heads.replace(b"\n", b",foreign_share\n"), b",5\n"
    good = "1,甲,beijing,idc".encode() + end
    found = read(tmp_path, heads + good * 3 + bad + b"\n" + good * 3)
    assert [given.row for given in found] == list(range(1, 8))
    assert [len(given.problems) for given in found] == [0, 0, 0, 1, 0, 0, 0]
    assert (found[3].id, found[3].problems[0].id) == ("x", id)


@pytest.mark.parametrize("seed", range(3))
def test_nine_kinds_of_broken_rows_among_good_ones(seed: int, tmp_path: Path) -> None:
    """A hundredth of the rows of each kind: every row is there, and the right ones are bad."""
    random = Random(seed)
    good = [f'{at},"甲, {at}",beijing,idc,5'.encode() for at in range(1_000)]
    kinds = [bad if id == "intake-share" else bad + b",5" for id, bad in BROKEN]
    places = random.sample(range(1_000), 10 * len(kinds))
    for at, place in enumerate(places):
        good[place] = kinds[at % len(kinds)]
    heads = HEADS.replace("\n", ",foreign_share").encode()
    found = read(tmp_path, b"\n".join([heads, *good]))
    assert [given.row for given in found] == list(range(1, 1_001))
    bad = [at for at, given in enumerate(found) if given.problems]
    assert bad == sorted(places)


def test_two_open_quotes_swallow_no_rows_between_them(tmp_path: Path) -> None:
    good, bad = "1,A,beijing,idc\n", '2,"B,beijing,idc\n'
    found = read(tmp_path, HEADS + bad + good * 5 + bad + good)
    assert [bool(given.problems) for given in found] == [
        *(True, False, False, False, False, False, True, False)
    ]


def test_an_empty_file_has_no_headings(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read(tmp_path, "\n\n")
    assert [problem.id for problem in caught.value.problems] == ["table-no-heads"]


def test_blocks_are_the_same_for_the_same_file_only(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    body = "".join(f"{at},A,beijing,idc\n" for at in range(40_000))
    path.write_text(HEADS + body, encoding="utf-8")
    first = [block[:3] + block[4:] for block in CsvReader(path, NAMES).blocks()]
    again = [block[:3] + block[4:] for block in CsvReader(path, NAMES).blocks()]
    assert first == again
    assert [block[1] for block in first] == [1, 16_385, 32_769]
    path.write_text(HEADS + body.replace("39999,A", "39999,B"), encoding="utf-8")
    other = [block[:3] + block[4:] for block in CsvReader(path, NAMES).blocks()]
    assert [a == b for a, b in zip(first, other, strict=True)] == [True, True, False]


OWNERS = """id,path,jurisdiction,share,service supplier
A,1,CN,60,
A,1/1,US,30,
A,1/2,中国,70,
B,1,HK,100,是
A,2,HK,40,
"""


def test_owners_in_a_second_table(tmp_path: Path) -> None:
    text = "id,name,services\nB,Bb,idc\nA,Aa,idc\nC,Cc,idc\nA,Aa,cdn\n"
    b, a, c, again = read(tmp_path, text, owners=OWNERS)
    assert b.data["owners"] == [
        {"jurisdiction": "HK", "share": 100, "service_supplier": True}
    ]
    assert a.data["owners"] == [
        {
            "jurisdiction": "CN",
            "share": 60,
            "owners": [
                {"jurisdiction": "US", "share": 30},
                {"jurisdiction": "CN", "share": 70},
            ],
        },
        {"jurisdiction": "HK", "share": 40},
    ]
    assert "owners" not in c.data
    assert again.data["owners"] == a.data["owners"]


@pytest.mark.parametrize(
    ("row", "id", "key"),
    [
        ("A,3,XX,5,\n", "jurisdiction-unknown", "owners[2].jurisdiction"),
        ("A,1/1/x,US,5,\n", "table-path", "owners"),
        ("A,2,US,5,\n", "table-path-twice", "owners"),
        ("A,7/1,US,5,\n", "table-path-parent", "owners"),
        ("A,3,US\n", "table-owner-row", "owners"),
    ],
)
def test_a_wrong_row_of_owners_is_told_of_its_company(
    tmp_path: Path, row: str, id: str, key: str
) -> None:
    text = "id,name,services\nA,Aa,idc\nB,Bb,idc\n"
    a, b = read(tmp_path, text, owners=OWNERS + row)
    assert wrong(a) == [(id, key)]
    assert not wrong(b)


def test_a_row_of_owners_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read(tmp_path, "id,name,services\nA,Aa,idc\n", owners=f"{OWNERS},1,US,5,\n")
    assert [problem.id for problem in caught.value.problems] == ["table-owner-nobody"]


def test_owners_of_companies_that_are_not_there_are_told(tmp_path: Path) -> None:
    read(tmp_path, "id,name,services\nA,Aa,idc\n", owners=OWNERS)
    from vatscheck.portfolio.owner_table import owner_table

    table = owner_table(CsvReader(tmp_path / "owners.csv", NAMES, table="owners"))
    assert table.strangers(["A", "C"]) == (1, ("B",))
    assert table.strangers(["A", "B"]) == (0, ())


def test_without_a_column_of_names_the_key_stands_for_it(tmp_path: Path) -> None:
    (given,) = read(tmp_path, "id,services\nK-7,idc\n")
    assert given.data["name"] == "K-7"
