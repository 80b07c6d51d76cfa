"""Companies as the tests write them: a place, holders, one service."""

from __future__ import annotations

from typing import Any

from tests.engine.strategies import LAW
from tests.engine.test_properties import settle
from vatscheck.engine.answer import Assessment
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law

TODAY = "2026-11-22"
GUIYANG: dict[str, Any] = {
    "registration": {"place": "guizhou/guiyang"},
    "servers": {"places": ["guizhou/guiyang"]},
}
"""A company outside every zone and pilot."""


def holder(home: str | None, share: Any = None, **more: Any) -> dict[str, Any]:
    """A holder named after its home; a mainland one is private unless said otherwise."""
    said: dict[str, Any] = {"name": f"{home} holder", "jurisdiction": home}
    if home == "CN":
        said["kind"] = "company"
    if isinstance(share, tuple):
        share = {"min": share[0], "max": share[1]}
    found = {**said, "share": share, **more}
    return {key: value for key, value in found.items() if value is not None}


def us(share: Any, **more: Any) -> list[dict[str, Any]]:
    """A holder from the United States, and a mainland one for the rest."""
    rest = None if isinstance(share, tuple) else 100 - share
    return [holder("US", share, **more), holder("CN", rest)]


def company(service: str, owners: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A profile with one service, in Guiyang unless another place is given."""
    content, serves = more.pop("content", None), more.pop("serves", None)
    entry = {"id": service, "content": content, "serves": serves}
    entry = {key: value for key, value in entry.items() if value is not None}
    return {
        "schema": 1,
        "name": "P",
        "services": [entry],
        "owners": owners,
        **GUIYANG,
        **more,
    }


def judged(data: dict[str, Any], day: str = TODAY, law: Law = LAW) -> Assessment:
    """The whole answer for the one service of a profile."""
    (item,) = assess(settle(data), law, day).assessments
    return item
