"""A foreign share of which nobody says who holds it."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.portfolio.equality import differing
from tests.portfolio.tables import NAMES, read, wrong
from vatscheck.engine.assess import assess
from vatscheck.engine.axes import ownership
from vatscheck.names.resolution import settler
from vatscheck.portfolio.assessor import Assessor
from vatscheck.portfolio.register_classes import register
from vatscheck.profile.models import Profile

DAY = "2026-12-01"


def status(folder: Path, columns: dict[str, str], **more: str) -> dict[str, str]:
    columns = {"name": "A", **more, **columns}
    heads, cells = ",".join(columns), ",".join(columns.values())
    (given,) = read(folder, f"{heads}\n{cells}\n")
    assert not given.problems, given
    data: dict[str, Any] = {"schema": 1, **given.data}
    assert not settler(NAMES)(data)
    answer = assess(Profile.model_validate(data), NAMES.law, DAY, cured=False)
    return {found.service.id: found.status for found in answer.assessments}


SHANGHAI = {"registration.place": "shanghai/xuhui", "servers.places": "shanghai/xuhui"}


def test_no_foreign_share_is_a_domestic_company(tmp_path: Path) -> None:
    found = status(
        tmp_path, {"foreign_share": "0", "services": "edi-exchange"}, **SHANGHAI
    )
    assert found == {"edi-exchange": "licensable"}


def test_half_of_a_service_that_is_open_to_half(tmp_path: Path) -> None:
    """FITE Regulations 2022, Art. 6: value-added services up to 50 %, foreign-held."""
    at = {"service": "info-search", "content": "none", **SHANGHAI}
    assert status(tmp_path, {"foreign_share": "50", **at}) == {
        "info-search": "licensable"
    }
    assert status(tmp_path, {"foreign_share": "50.01", **at, "foreign_from": "US"}) == {
        "info-search": "not_licensable"
    }


def test_a_share_may_be_that_of_certified_suppliers(tmp_path: Path) -> None:
    """CEPA opens data centres to certified suppliers of Hong Kong and Macao, up to 50 %."""
    at = {"services": "idc", **SHANGHAI, "foreign_share": "40"}
    assert status(tmp_path, at) == {"idc": "undetermined"}
    assert status(tmp_path, {**at, "foreign_from": "香港"}) == {"idc": "undetermined"}
    assert status(tmp_path, {**at, "foreign_from": "JP; US"}) == {
        "idc": "not_licensable"
    }
    assert status(tmp_path, {**at, "foreign_share": "51"}) == {"idc": "not_licensable"}


def test_a_range_leaves_open_what_it_leaves_open(tmp_path: Path) -> None:
    at = {"service": "info-search", "content": "none", **SHANGHAI, "foreign_from": "US"}
    for columns in (
        {"foreign_min": "40", "foreign_max": "60"},
        {"foreign_share": "40-60"},
    ):
        assert status(tmp_path, {**at, **columns}) == {"info-search": "undetermined"}
    assert status(tmp_path, {**at, "foreign_min": "51"}) == {
        "info-search": "not_licensable"
    }
    assert status(tmp_path, {**at, "foreign_max": "50"}) == {
        "info-search": "licensable"
    }


@pytest.mark.parametrize("share", ["0.05", "0.1", "99.95", "100"])
def test_shares_near_the_ends_are_kept(tmp_path: Path, share: str) -> None:
    text = f"name,services,foreign_share\nA,idc,{share}\n"
    (given,) = read(tmp_path, text)
    data = {"schema": 1, **given.data}
    profile = Profile.model_validate(data)
    low, high = ownership(profile).extent("ownership.foreign")
    assert low == high == Fraction(share)


@pytest.mark.parametrize(
    ("columns", "cells", "id"),
    [
        ("foreign_share,foreign_min", "5,5", "table-foreign-twice"),
        ("foreign_min,foreign_max", "60,50", "range-order"),
        ("foreign_min", "40-50", "table-foreign-ends"),
        ("foreign_share,foreign_from", "5,CN", "table-foreign-home"),
        ("foreign_share,registration.listed", "5,yes", "table-foreign-listed"),
    ],
)
def test_what_a_register_cannot_say(
    tmp_path: Path, columns: str, cells: str, id: str
) -> None:
    (given,) = read(tmp_path, f"name,services,{columns}\nA,idc,{cells}\n")
    assert wrong(given) == [(id, "owners")]


@pytest.mark.parametrize("home", ["", "HK"])
def test_shares_of_one_class_are_judged_as_assess_does(
    home: str, tmp_path: Path
) -> None:
    """Shares between the same cuts are one class; each is compared with `assess` itself."""
    judge = Assessor(NAMES.law, DAY)
    classes = set()
    for share in ("0.3", "9", "20.5", "37", "49.4", "49.6", "50", "50.2", "70", "99"):
        text = "name,service,content,registration.place,foreign_share,foreign_from\n"
        for service in ("idc", "info-search", "basic-fixed"):
            text += f"A,{service},none,shanghai/xuhui,{share},{home}\n"
        for given in read(tmp_path, text):
            data = {"schema": 1, **given.data}
            assert differing(data, DAY, judge.given(given)) == [], (share, data)
            owners = Profile.model_validate(data).owners
            classes.add(register(owners, judge.tables.cuts))
    assert None not in classes
    assert 5 < len(classes) < 10
