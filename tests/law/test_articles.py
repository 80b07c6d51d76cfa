"""A provision is cited by the number that it has in the edition in force on the day."""

import pytest

from vatscheck.law.articles import numbers
from vatscheck.law.book import Law
from vatscheck.words.sources import valid


@pytest.mark.parametrize(
    ("cite", "day", "edition", "article"),
    [
        ("fite#Art. 22", "2004-06-01", "fite-2001", "Art. 24"),
        ("fite#Art. 22", "2008-09-09", "fite-2001", "Art. 24"),
        ("fite#Art. 22", "2008-09-10", "fite-2008", "Art. 22"),
        ("fite#Art. 22", "2016-05-31", "fite-2016", "Art. 22"),
        ("fite#Art. 15", "2004-06-01", "fite-2001", "Art. 16"),
        ("fite#Art. 15", "2010-06-01", "fite-2008", "Art. 15"),
        ("fite#Art. 11", "2004-06-01", "fite-2001", "Art. 11"),
        ("fite#Art. 12", "2004-06-01", "fite-2001", "Art. 18"),
        ("fite#Art. 12", "2016-02-06", "fite-2016", "Art. 17"),
        ("fite#Art. 12", "2022-05-01", "fite-2022", "Art. 12"),
        ("telecom-regulations#Art. 69", "2010-01-01", None, "Art. 70"),
        ("telecom-regulations#Art. 69", "2014-07-28", None, "Art. 70"),
        ("telecom-regulations#Art. 69", "2014-07-29", None, "Art. 69"),
        ("telecom-regulations#Art. 68", "2010-01-01", None, "Art. 69"),
        ("telecom-regulations#Arts 58, 69, 77", "2010-01-01", None, "Arts 59, 70, 78"),
        ("telecom-regulations#Art. 53", "2010-01-01", None, "Art. 54"),
        ("telecom-regulations#Art. 30", "2010-01-01", None, "Art. 31"),
        ("telecom-regulations#Art. 64", "2014-07-28", None, "Art. 65"),
        ("telecom-regulations#Arts 13, 14", "2010-01-01", None, "Arts 13, 14"),
        ("cybersecurity-law#Art. 23", "2025-12-31", None, "Art. 21"),
        ("cybersecurity-law#Art. 23", "2026-01-01", None, "Art. 23"),
        ("iis-measures#Art. 17", "2004-06-01", "iis-measures-2000", "Art. 17"),
        ("national-list#telecom item", "2026-12-01", None, "telecom item"),
    ],
)
def test_the_number_of_the_edition_in_force(
    law: Law, cite: str, day: str, edition: str | None, article: str
) -> None:
    source = law.source(cite, day)
    assert source is not None
    assert source.article == article
    assert edition in (None, source.instrument.id)


@pytest.mark.parametrize(
    ("kind", "id", "day", "articles"),
    [
        ("documents", "project-application-report", "2004-06-01", "Art. 14"),
        ("documents", "project-application-report", "2018-06-01", "Art. 13"),
        ("documents", "fite-opinion-paper", "2004-06-01", "Art. 16"),
        ("documents", "commerce-certificate", "2004-06-01", "Art. 17"),
        ("stages", "step-opinion-miit-2002", "2008-09-09", "Art. 13"),
        ("stages", "step-opinion-miit-2002", "2008-09-10", "Art. 12"),
        ("stages", "step-opinion-province-2016", "2018-06-01", "Art. 12"),
        ("stages", "step-commerce-2002", "2004-06-01", "Art. 16"),
        ("stages", "step-licence-foreign-2002", "2004-06-01", "Art. 17"),
        ("stages", "step-licence-foreign-2002", "2010-06-01", "Art. 16"),
        ("stages", "step-registration-2002", "2004-06-01", "Art. 17"),
        ("duties", "minors-protection", "2026-12-01", "Art. 56"),
        ("duties", "penalty-foreign-share", "2026-12-01", "Art. 13"),
        ("duties", "line-sale-foreign", "2010-06-01", "Art. 17"),
        ("prohibitions", "track-record-failed", "2010-06-01", "Art. 9(para. 2)"),
    ],
)
def test_what_a_record_prints_on_a_day(
    law: Law, kind: str, id: str, day: str, articles: str
) -> None:
    cites = getattr(law, kind)[id].evidence.cites
    found = [law.source(cite, day) for cite in valid(law, day, cites)]
    assert articles in [source.article for source in found if source]


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("Art. 9(2)", ["9"]),
        ("Art. 9(para. 2)", ["9"]),
        ("Arts 7, 10-12, 22", ["7", "10", "12", "22"]),
        ("Arts. 18-20", ["18", "20"]),
        ("Annex 1 Table 3", []),
        ("telecom item", []),
        ("B13", []),
        ("", []),
    ],
)
def test_the_articles_that_a_locator_names(locator: str, found: list[str]) -> None:
    assert numbers(locator) == found
