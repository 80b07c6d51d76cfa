"""A questionnaire that comes back as it was sent gives the profile that it was made of."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import vatscheck
from tests.cli.running import PROFILES
from tests.intake.strategies import NAMES, profiles
from vatscheck.answers.intake import docx, xlsx
from vatscheck.answers.intake.build import questionnaire
from vatscheck.intake.answers import answers, checked
from vatscheck.intake.form import form
from vatscheck.intake.slips import Filled
from vatscheck.intake.toml import written
from vatscheck.intake.values import Reader
from vatscheck.profile.models import Profile

DAY = "2026-11-22"
ROOMS: dict[str, ModuleType] = {".xlsx": xlsx, ".docx": docx}
Langs = Literal["en", "zh", "both"]


def sent(profile: Profile, lang: Langs, suffix: str) -> bytes:
    law = NAMES.law
    pages = questionnaire(law, form(law, DAY, profile), profile.name, DAY, lang)
    content: bytes = ROOMS[suffix].render(pages)
    return content


def back(content: bytes, suffix: str) -> Profile:
    reader, filled = Reader(NAMES), Filled()
    answers("a", content, suffix, reader, filled)
    assert filled.slips == []
    return checked("a", filled, reader, written(filled.data, ""))


def data(profile: Profile) -> dict[str, Any]:
    return profile.model_dump(exclude={"tasks"})


@given(profiles(), st.sampled_from(["en", "zh", "both"]))
@settings(max_examples=60)
def test_a_workbook_gives_the_same_profile_back(profile: Profile, lang: Langs) -> None:
    assert data(back(sent(profile, lang, ".xlsx"), ".xlsx")) == data(profile)


@given(profiles(), st.sampled_from(["en", "zh", "both"]))
@settings(max_examples=25)
def test_a_document_gives_the_same_profile_back(profile: Profile, lang: Langs) -> None:
    assert data(back(sent(profile, lang, ".docx"), ".docx")) == data(profile)


@pytest.mark.parametrize("suffix", ROOMS)
@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_the_bundled_profiles_come_back(path: Path, suffix: str) -> None:
    profile = vatscheck.load_profile(path, NAMES.law)
    assert data(back(sent(profile, "both", suffix), suffix)) == data(profile)


def test_equal_profiles_give_equal_workbooks() -> None:
    profile = vatscheck.load_profile(PROFILES / "tesla.toml", NAMES.law)
    assert sent(profile, "both", ".xlsx") == sent(profile, "both", ".xlsx")


def filled_in(answers_: dict[str, object]) -> bytes:
    """Fill in the workbook for one service as a client would: by key, in Chinese."""
    profile = load(b'schema = 1\nname = "-"\nservices = ["info-publish"]\n')
    book = load_workbook(BytesIO(sent(profile, "zh", ".xlsx")))
    for row in book["问题"].iter_rows(min_row=2):
        if row[0].value in answers_:
            row[4].value = answers_[row[0].value]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def load(raw: bytes) -> Profile:
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load as load_

    return load_(raw, "x.toml", settler(NAMES))[0]


def test_what_a_client_fills_in_in_chinese_is_understood() -> None:
    profile = back(
        filled_in(
            {
                "name": "示例（上海）有限公司",
                "registration.place": "上海市徐汇区漕溪北路1200号",
                "registration.legal_form": "有限责任公司",
                "registration.capital_cny": "1,000万元",
                "registration.listed": "否",
                "servers.places": "上海市浦东新区；北京市海淀区",
                "facts.app": "是",
                "facts.sectors": "均不涉及",
                "facts.users_count": 250000,
                "facts.domain_holder": "申请人",
                "facts.icp_filed": "不清楚",
            }
        ),
        ".xlsx",
    )
    assert profile.name == "示例（上海）有限公司"
    assert profile.registration.model_dump() == {
        "place": "shanghai/xuhui",
        "legal_form": "company",
        "capital_cny": 10_000_000,
        "listed": False,
        "market": None,
    }
    assert profile.servers.places == ["shanghai/pudong", "beijing/haidian"]
    assert profile.facts.model_extra == {
        "app": True,
        "sectors": ["none"],
        "users_count": 250_000,
        "domain_holder": "applicant",
    }


def test_a_wrong_answer_names_sheet_cell_and_question() -> None:
    reader, filled = Reader(NAMES), Filled()
    raw = filled_in(
        {"name": "X", "facts.app": "maybe", "registration.place": "朝阳区1号"}
    )
    answers("a", raw, ".xlsx", reader, filled)
    found = {slip.spot.about: slip for slip in filled.slips if slip.spot}
    assert found["facts.app"].id == "intake-yes-no"
    place = found["registration.place"]
    assert place.spot is not None
    assert place.spot.sheet == "问题"
    assert place.spot.at.startswith("E")
    assert (place.id, place.parts["found"]) == ("unknown-place", "朝阳区1号")


@pytest.mark.parametrize(
    ("sheet", "column", "id"),
    [("问题", 4, "intake-no-answers"), ("股东", 3, "intake-no-cap-table")],
)
def test_a_head_that_is_gone_is_told_and_nothing_dropped(
    sheet: str, column: int, id: str
) -> None:
    book = load_workbook(BytesIO(filled_in({"name": "X"})))
    book[sheet][1][column].value = "gone"
    out = BytesIO()
    book.save(out)
    filled = Filled()
    answers("a", out.getvalue(), ".xlsx", Reader(NAMES), filled)
    assert [slip.id for slip in filled.slips] == [id]
