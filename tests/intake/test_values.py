"""Answers as people write them: understood where they are clear, refused where not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.intake.strategies import NAMES
from vatscheck.intake.form import question
from vatscheck.intake.shares import Misread
from vatscheck.intake.values import Reader

READER = Reader(NAMES)


def read(key: str, text: str) -> Any:
    return READER.read(question(NAMES.law, key), text)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("name", " Acme ", "Acme"),
        ("name", "unknown", "unknown"),
        ("registration.capital_cny", "10,000,000", 10_000_000),
        ("registration.capital_cny", "人民币1000万元", 10_000_000),
        ("registration.capital_cny", "1.5 million RMB", 1_500_000),
        ("registration.capital_cny", "１２００", 1200),
        ("registration.legal_form", "有限责任公司", "company"),
        ("registration.legal_form", "company 公司", "company"),
        ("registration.legal_form", "分公司", "branch"),
        ("registration.legal_form", "无", "none"),
        ("registration.listed", "yes / 是", True),
        ("registration.listed", "no 否", False),
        ("registration.listed", "不清楚", None),
        ("registration.place", "上海市徐汇区1号", "shanghai/xuhui"),
        ("servers.places", "Shanghai, Beijing", ["shanghai", "beijing"]),
        (
            "servers.places",
            "1 A Road, Pudong, Shanghai; 北京",
            ["shanghai/pudong", "beijing"],
        ),
        ("services.serves", "全国", ["nationwide"]),
        ("services.serves", "境外、北京", ["abroad", "beijing"]),
        ("services.content", "无", ["none"]),
        ("services.content", "网络游戏，新闻（转载或平台）", ["games", "news"]),
        (
            "services.content",
            "education-cooperation 学前、高中及高等教育",
            ["education-cooperation"],
        ),
        ("facts.sectors", "支付；保险", ["payment", "insurance"]),
        ("facts.users_count", "250 000", 250_000),
        ("facts.line_supplier", "其他", "other"),
        ("owners.jurisdiction", "英属维尔京群岛", "VG"),
        ("owners.kind", "上市公司", "listed"),
        ("owners.kind", "自然人", "person"),
        ("owners.share", "50％", 50),
        ("products", "marketplace, 搜索引擎", ["marketplace", "search"]),
        ("facts.app", "", None),
        ("facts.app", "TBD", None),
    ],
)
def test_what_is_understood(key: str, text: str, value: object) -> None:
    assert read(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "id"),
    [
        ("registration.capital_cny", "USD 100", "intake-number"),
        ("registration.capital_cny", "about 100", "intake-number"),
        ("registration.capital_cny", "-1", "intake-number"),
        ("registration.capital_cny", "1.000.000", "intake-number"),
        ("facts.users_count", "12.5", "intake-whole"),
        ("facts.users_count", "9" * 30, "intake-whole"),
        ("facts.app", "maybe", "intake-yes-no"),
        ("facts.app", "是的吧", "intake-yes-no"),
        ("registration.legal_form", "foundation", "intake-one"),
        ("services.content", "none; news", "none-beside"),
        ("services.content", "blog", "intake-one"),
        ("servers.places", "suzhou", "ambiguous-place"),
        ("registration.place", "上海市、北京市", "unknown-place"),
        ("owners.jurisdiction", "Germny", "jurisdiction"),
        ("owners.share", "0.5", "intake-fraction"),
        ("products", "spaceship", "unknown-product"),
    ],
)
def test_what_is_refused(key: str, text: str, id: str) -> None:
    with pytest.raises(Misread) as error:
        read(key, text)
    assert error.value.id == id
