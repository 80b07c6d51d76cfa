"""What the columns of a table mean, and which cannot be left aside without a word."""

from pathlib import Path

import pytest

from tests.portfolio.tables import NAMES, read, refused
from vatscheck.portfolio.csv_input import CsvReader

WHOLE = "id,name,services"


def test_dotted_keys_become_tables_of_the_profile(tmp_path: Path) -> None:
    text = (
        "id,name,registration.place,registration.capital_cny,registration.listed,"
        "servers.places,services,facts.users_count,facts.contract_control\n"
        "A-1,Example,上海市浦东新区,1000万,否,beijing; 上海,IDC; cdn,250000,no\n"
    )
    (given,) = read(tmp_path, text)
    assert given.id == "A-1"
    assert given.data == {
        "name": "Example",
        "registration": {
            "place": "shanghai/pudong",
            "capital_cny": 10_000_000,
            "listed": False,
        },
        "servers": {"places": ["beijing", "shanghai"]},
        "services": [{"id": "idc"}, {"id": "cdn"}],
        "facts": {"users_count": 250_000, "contract_control": False},
    }


def test_an_empty_cell_is_unknown(tmp_path: Path) -> None:
    text = "id,name,services,registration.place,owners.1.jurisdiction,foreign_trade\n"
    mapped = {"foreign trade": "-"}
    (given,) = read(tmp_path, text + "1,A,idc,,,\n", mapped)
    assert given.data == {"name": "A", "services": [{"id": "idc"}]}


@pytest.mark.parametrize("yes", ["true", "TRUE", "是", "yes"])
@pytest.mark.parametrize("no", ["false", "否", "no"])
def test_yes_and_no_in_both_languages(tmp_path: Path, yes: str, no: str) -> None:
    text = f"name,services,registration.listed,facts.is_ciio\nA,idc,{yes},{no}\n"
    (given,) = read(tmp_path, text)
    assert given.data["registration"] == {"listed": True}
    assert given.data["facts"] == {"is_ciio": False}


def test_a_row_a_service(tmp_path: Path) -> None:
    text = "id,name,service,serves,content,for_others\n"
    text += "7,A,info-publish,beijing; 上海,news; games,yes\n7,A,cdn,全国,,\n"
    first, second = read(tmp_path, text)
    assert first.data["services"] == [
        {
            "id": "info-publish",
            "serves": ["beijing", "shanghai"],
            "content": ["news", "games"],
            "for_others": True,
        }
    ]
    assert second.data["services"] == [{"id": "cdn", "serves": ["nationwide"]}]
    assert (first.id, second.id) == ("7", "7")


def test_foreign_headings_are_mapped(tmp_path: Path) -> None:
    text = "企业名称,注册地址,业务,外资股比\nA,北京市,IDC,50%\n"
    mapped = {
        "企业名称": "name",
        "注册地址": "registration.place",
        "业务": "services",
        "外资股比": "foreign_share",
    }
    (given,) = read(tmp_path, text, mapped)
    assert given.data["registration"] == {"place": "beijing"}
    assert given.data["owners"][0] == {"jurisdiction": "CN", "share": 50}
    assert refused(tmp_path, text, {**mapped, "外资股比": "外资"}) == [
        "table-map-key",
        "table-ownership",
    ]
    assert refused(tmp_path, text, {**mapped, "外资": "name"}) == ["table-map-head"]


def test_a_column_that_is_not_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"{WHOLE},remarks,电话\n1,A,idc,x,y\n", encoding="utf-8")
    (told,) = CsvReader(path, NAMES).notices
    assert (told.id, told.parts) == ("table-unread", {"found": "remarks, 电话"})


@pytest.mark.parametrize(
    ("heads", "id"),
    [
        (f"{WHOLE},shareholder", "table-ownership"),
        (f"{WHOLE},外资比例", "table-ownership"),
        (f"{WHOLE},Foreign capital", "table-ownership"),
        (f"{WHOLE},share", "table-ownership"),
        (f"{WHOLE},registration.plce", "table-no-key"),
        (f"{WHOLE},owners.1.jurisdicton", "table-no-key"),
        (f"{WHOLE},owners.0.share", "table-no-key"),
        (f"{WHOLE},id", "table-twice"),
        (f"{WHOLE},service", "table-beside"),
        (f"{WHOLE},serves", "table-entry"),
        (f"{WHOLE},foreign_share,owners.1.share", "table-beside"),
        ("id,name", "table-no-services"),
    ],
)
def test_headings_that_are_refused(tmp_path: Path, heads: str, id: str) -> None:
    assert id in refused(tmp_path, f"{heads}\n")


def test_a_table_of_at_most_a_thousand_columns(tmp_path: Path) -> None:
    wide = ",".join([WHOLE, *(f"x{at}" for at in range(998))])
    assert refused(tmp_path, f"{wide}\n") == ["table-too-wide"]


def test_numbered_holders_and_those_above_them(tmp_path: Path) -> None:
    text = (
        "name,services,owners.1.jurisdiction,owners.1.share,owners.1.owners.1.jurisdiction,"
        "owners.1.owners.1.share,owners.3.jurisdiction,owners.3.share.min,"
        "owners.3.share.max,owners.3.service_supplier\n"
        "A,idc,CN,60,US,50.000000000000000000000000000001,香港,30,40%,是\n"
    )
    (given,) = read(tmp_path, text)
    first, second = given.data["owners"]
    assert first["share"] == 60
    assert str(first["owners"][0]["share"]) == "50.000000000000000000000000000001"
    assert second == {
        "jurisdiction": "HK",
        "share": {"min": 30, "max": 40},
        "service_supplier": True,
    }
