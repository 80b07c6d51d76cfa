"""Lists of the law: what is found, how old it is, and what is modelled."""

from __future__ import annotations

from vatscheck.law.book import Law, load_law
from vatscheck.law.compile import DATA
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.upkeep.extent import coverage, joined
from vatscheck.upkeep.rows import Row, aged, as_data, matching, rows
from vatscheck.upkeep.spots import spots_in
from vatscheck.upkeep.standing import standing


def test_every_record_is_listed_once(law: Law) -> None:
    found = [(row.kind, row.id) for row in rows(law)]
    assert len(set(found)) == len(found)
    parts = sum(len(area.part) for area in law.areas.values())
    assert len(found) == parts + sum(len(records(law, kind)) for kind in KINDS)


def test_a_row_says_what_the_record_says(law: Law) -> None:
    (row,) = matching(law, ["route", "pilot-2024-isp"])
    route = law.routes["pilot-2024-isp"]
    assert row == Row(
        "route",
        "pilot-2024-isp",
        route.title,
        route.title_zh,
        "2024-10-23",
        None,
        "S",
        "medium-high",
        route.evidence.verified_on,
        True,
    )


def test_kinds_are_joined_by_or_and_words_by_and(law: Law) -> None:
    both = matching(law, ["routes", "prohibition"])
    assert {row.kind for row in both} == {"route", "prohibition"}
    assert len(both) == len(law.routes) + len(law.prohibitions)
    assert [r.id for r in matching(law, ["routes", "Hainan", "VPN"])] == [
        "hainan-ip-vpn"
    ]
    assert [r.id for r in matching(law, ["途径", "nothing"])] == []


def test_ages_are_counted_from_the_day_and_the_oldest_comes_first(law: Law) -> None:
    found = aged(law, "2026-11-25")
    assert [item.days for item in found] == sorted(
        (i.days for i in found), reverse=True
    )
    assert found[0].days == 226
    assert found[0].row.verified_on == "2026-04-13"
    old = aged(law, "2026-11-25", older_than=100)
    assert old == [item for item in found if item.days > 100]
    assert aged(law, "2026-11-25", before="2026-11-22") == old
    assert aged(law, "2026-11-25", older_than=226) == []


def test_days_before_the_verification_leave_it_out(law: Law) -> None:
    assert {i.row.verified_on for i in aged(law, "2026-04-13")} == {"2026-04-13"}


def test_coverage_holds_every_version_of_every_route(law: Law) -> None:
    found = coverage(law)
    for route in law.routes.values():
        for version in route.version:
            for service in version.services:
                (extent,) = [
                    e
                    for e in found.extents
                    if (e.service, e.kind, e.area) == (service, route.kind, route.area)
                ]
                assert route.id in extent.routes
                assert any(
                    start <= version.from_
                    and (end is None or (version.to or "9") <= end)
                    for start, end in extent.spans
                )


def test_what_is_not_covered_is_said(law: Law) -> None:
    found = coverage(law)
    assert set(found.unread) == {s.id for s in law.services.values() if not s.covered}
    assert found.silences == ()


def test_days_without_a_route_are_a_silence() -> None:
    bare = load_law()
    domestic = bare.routes["domestic"]
    late = [
        v._replace(from_="2010-01-01", to="2015-12-31") for v in domestic.version[-1:]
    ]
    other = [r for r in bare.routes.values() if "multi-party" in r.version[-1].services]
    books = records(bare, "route")
    for route in other:
        books.put(route._replace(version=late))  # type: ignore[attr-defined]
    spans = [s.span for s in coverage(bare).silences if s.service == "multi-party"]
    assert spans[0] == ("2001-01-01", "2009-12-31")
    assert spans[-1][1] is None


def test_spans_that_touch_are_one() -> None:
    spans = [("2001-01-01", "2001-12-31"), ("2002-01-01", "2002-06-30")]
    assert joined(spans) == (("2001-01-01", "2002-06-30"),)
    assert joined([*spans, ("2003-01-01", None)])[-1] == ("2003-01-01", None)
    assert joined([("2001-01-01", None), *spans]) == (("2001-01-01", None),)


def test_every_record_is_found_in_its_file(law: Law) -> None:
    spots = {(spot.kind, spot.id) for spot in spots_in(DATA)}
    for kind in KINDS:
        assert {(kind, id) for id in records(law, kind)} <= spots


def test_a_spot_points_at_the_header_and_holds_the_record() -> None:
    for spot in spots_in(DATA):
        lines = (DATA / spot.file).read_text(encoding="utf-8").split("\n")
        written = spot.text.split("\n")
        assert lines[spot.line - 1 : spot.line - 1 + len(written)] == written
        assert written[0].lstrip().startswith("[[")


def test_records_of_one_id_stand_together(law: Law) -> None:
    found = standing(law, None, "pilot-2024")
    assert [spot.kind for _, spot in found] == ["area", "route"]
    assert [spot.kind for _, spot in standing(law, None, "pilot-shenzhen")] == ["part"]
    assert standing(law, None, "nothing") == []


def test_a_record_as_data_has_the_keys_of_its_file(law: Law) -> None:
    data = as_data(law.prohibitions["before-accession"])
    assert data["from"] == "2001-01-01"
    assert data["to"] == "2001-12-31"
    assert data["cites"] == ["wto-schedule#2.C", "telecom-regulations"]
    assert data["when"][0]["check"] == "foreign-above"
    assert "services" not in data
