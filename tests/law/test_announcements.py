"""What is published, planned or only claimed is said, and gives no right."""

import pytest

from vatscheck.law.book import Law


@pytest.mark.parametrize(
    ("id", "service", "first", "last"),
    [
        ("claimed-circular-2025", "idc", "2025-12-01", None),
        ("claimed-circular-2025", "cdn", "2025-12-01", None),
        ("treated-as-domestic-2021", "idc", "2021-01-01", "2022-06-14"),
        (
            "offshore-call-centre-31",
            "call-centre-offshore",
            "2016-05-05",
            "2019-07-29",
        ),
        ("direct-satellite-2025", "basic-mobile", "2025-06-01", None),
    ],
)
def test_the_days_of_an_announcement(
    law: Law, id: str, service: str, first: str, last: str | None
) -> None:
    from vatscheck.law.days import shifted

    def told(day: str) -> bool:
        return id in [item.id for item in law.announcements_on(day, service)]

    assert told(first)
    assert not told(shifted(first, -1))
    if last:
        assert told(last)
        assert not told(shifted(last, 1))
    else:
        assert told("2026-12-01")


def test_a_claim_without_trace_says_so_and_opens_nothing(law: Law) -> None:
    claim = law.announcements["claimed-circular-2025"]
    assert claim.text.startswith("Claimed, no trace")
    assert claim.text_zh.startswith("网传信息，未见出处")
    routes = [found.route.id for found in law.routes_on("2026-12-01", "idc")]
    before = [found.route.id for found in law.routes_on("2025-11-30", "idc")]
    assert routes == before
