"""The rule base is sound, and every way of breaking it is found."""

import shutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from pydantic import ValidationError

from vatscheck.answers.findings import sentence
from vatscheck.law.book import Law
from vatscheck.law.compile import DATA, build, read
from vatscheck.law.findings import Finding
from vatscheck.law.lint import lint
from vatscheck.law.tidy import tidy, unused

pytestmark = pytest.mark.usefixtures("read_once")
PILOT = "routes/pilot-2024.toml"
NATIONAL = "routes/national.toml"
SERVICES = "services.toml"


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """All but one of a broken law's files are the bundled ones: read each text once."""
    with patch("tomllib.loads", cache(tomllib.loads)):
        yield


def broken(tmp_path: Path, file: str, old: str, new: str) -> Law:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return Law(build(folder).encode())


def told(findings: list[Finding]) -> list[str]:
    return [f"{found.id}: {sentence(found, 'en')}" for found in findings]


def test_the_bundled_law_is_sound_and_tidy(law: Law) -> None:
    assert lint(law) == []
    assert tidy(law) == []


def test_what_no_rule_refers_to_is_kept_for_reference(law: Law) -> None:
    kinds = {found.kind for found in unused(law)}
    assert kinds <= {"instrument", "check", "fact"}
    assert ("instrument", "rcep-2022") in [found[:2] for found in unused(law)]


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (NATIONAL, "to = 2003-12-10", "to = 2003-12-11", "overlap"),
        (NATIONAL, "to = 2003-12-10", "to = 2003-12-09", "nothing between"),
        (NATIONAL, "to = 2003-12-10", "to = 2001-12-10", "before it starts"),
        (PILOT, 'check = "registered-within"', 'check = "no-such"', "no check no-such"),
        (PILOT, 'value = "pilot-2024"', 'value = "no-area"', "no area no-area"),
        (
            PILOT,
            'services = ["@data-centre"',
            'services = ["nothing"',
            "no service nothing",
        ),
        (PILOT, '"pilot-approval", "pilot-cdn"', '"gone"', "no condition gone"),
        (
            PILOT,
            'overrides = ["not-committed"',
            'overrides = ["gone"',
            "no prohibition",
        ),
        (
            PILOT,
            'cites = ["miit-2024-107#para. 1"]',
            'cites = ["gone"]',
            "no instrument",
        ),
        (
            PILOT,
            'cites = ["miit-2024-107#para. 1"]',
            'cites = ["cai-eu-china"]',
            "never in force",
        ),
        (PILOT, "In four areas,", "TODO", "a placeholder"),
        (PILOT, 'value = ["news",', 'value = ["gossip",', "no content gossip"),
        ("checks.toml", 'fact = "registration.place"', 'fact = "x.y"', "no fact x.y"),
        ("areas.toml", 'place = "beijing"', 'place = "atlantis"', "no place atlantis"),
        (
            PILOT,
            'confidence = "high"\nverified_on = 2026-11-22\nquestion = false',
            'confidence = "low"\nverified_on = 2026-11-22\nquestion = false',
            "without a question",
        ),
        ("facts.toml", '"自有", "租赁", "无"', '"自有", "租赁"', "Chinese name"),
        ("prohibitions.toml", 'id = "company-only"', 'id = "pilot-2024"', "2 rules"),
        (
            "prohibitions.toml",
            'area = "gene-pilot-2024"',
            'area = "nowhere"',
            "content-gene-tech: no area nowhere",
        ),
        (
            "prohibitions.toml",
            'from = 2024-09-08, cites = ["mofcom-2024-568"]',
            'from = 2024-09-08, to = 2024-09-07, cites = ["mofcom-2024-568"]',
            "content-gene-tech: ends 2024-09-07, before it starts",
        ),
        (
            "areas.toml",
            'own_list = "ftz-list"',
            'own_list = "no-list"',
            "ftz: no instrument no-list",
        ),
        (PILOT, "value = 100", 'value = "100"', "write a number"),
        (PILOT, "value = 100", "value = 101", "from 0 to 100"),
        (PILOT, 'value = ["news",', 'value = "news", of = ["HK",', "write a list"),
        (PILOT, 'reach = ["part:pilot-2024"]', 'reach = ["town"]', "is no reach"),
        ("checks.toml", 'op = "outside"', 'op = "is"', "is does not compare"),
        (
            "conditions.toml",
            'check = "contract-control", value = true,',
            'check = "contract-control",',
            "contract-control has no value",
        ),
        (
            "licensing/conditions.toml",
            'fact = "services.coverage"',
            'fact = "services.covered"',
            "no fact services.covered",
        ),
        (
            "places.toml",
            'kind = "province"',
            'kind = "province"\nlies_in = ["beijing"]',
            "lies in itself",
        ),
        (
            "services.toml",
            "judged_as = [{",
            'judged_as = [{ to = 2000-01-01, note = "xx", note_zh = "某某", service = "gone" }, {',
            "no service gone",
        ),
        ("areas.toml", 'cites = ["wto-schedule"]', 'cites = ["gone"]', "no instrument"),
        (
            "instruments.toml",
            'short = "Data Security Law"',
            'short = "PIPL"',
            "pipl-2021: is cited as PIPL, as is data-security-law-2021",
        ),
        (
            "instruments.toml",
            'short_zh = "《数据安全法》"',
            'short_zh = "《个人信息保护法》"',
            "pipl-2021: is cited as 《个人信息保护法》, as is data-security-law-2021",
        ),
        (NATIONAL, "admits up to {cap} %", "admits up to 50 %", "names a share in"),
        (
            "routes/basic.toml",
            'line = "basic services for a',
            'line = "{cap} % for a',
            "basic-state: writes {cap} in",
        ),
        (PILOT, "the pilot admits any", "the pilot " + "x" * 160, "at most 160"),
        (
            "conditions.toml",
            'cites = ["fite#Art. 15"]',
            'cites = ["fite#Art. 7"]',
            "commerce-approval: cites Art. 7 of fite, which has no row",
        ),
        (
            "conditions.toml",
            'cites = ["fite#Art. 15"]',
            'cites = ["fite#Art. 12"]',
            "names another provision in a later edition",
        ),
        (
            "conditions.toml",
            'cites = ["fite#Art. 15"]',
            'cites = ["fite-2022#Art. 13"]',
            "commerce-approval: cites fite-2022, in force 2022-05-01 to -, on none",
        ),
        (
            "licensing/conditions.toml",
            'cites = ["fite#Art. 13", "fite#Art. 14"]',
            'cites = ["fite#Art. 22"]',
            "cites Art. 22 of fite, but fite-2022, in force on days of the record",
        ),
        (
            "licensing/conditions.toml",
            'cites = ["fite-2016#Arts 18, 20"]',
            'cites = ["fite-2016#Art. 24"]',
            "cites Art. 24 of fite-2016, which has no row in [[articles]]",
        ),
        (
            "articles.toml",
            'series = "networking-provisions"',
            'series = "fil-2019"',
            "no series fil-2019",
        ),
        (
            "articles.toml",
            '{ cybersecurity-law-2016 = "21"',
            '{ data-security-law-2021 = "1", cybersecurity-law-2016 = "21"',
            "no edition data-security-law-2021",
        ),
        (
            "articles.toml",
            '{ cybersecurity-law-2016 = "23"',
            '{ cybersecurity-law-2016 = "21"',
            "gives Art. 21 of cybersecurity-law-2016 to two provisions",
        ),
    ],
)
def test_a_broken_rule_base_is_found(
    tmp_path: Path, file: str, old: str, new: str, finding: str
) -> None:
    found = told(lint(broken(tmp_path, file, old, new)))
    assert any(finding in sentence for sentence in found), found


def test_two_routes_that_disagree_are_a_conflict(tmp_path: Path) -> None:
    route = (DATA / NATIONAL).read_text(encoding="utf-8")
    start = route.index('[[route]]\nid = "national-capped-dns"')
    end = route.index('[[route]]\nid = "national-uncapped"')
    twin = route[start:end].replace("national-capped-dns", "rival")
    twin = twin.replace("value = 50", "value = 40")
    law = broken(tmp_path, NATIONAL, "# The national", twin + "\n# The national")
    assert told(lint(law)) == [
        "rival: disagrees with national-capped-dns on dns: the same checks, "
        "another cap; end one, or replace it"
    ]


@pytest.mark.parametrize(
    "key", ["cites", "grade", "confidence", "verified_on", "question", "text_zh"]
)
def test_the_schema_refuses_a_route_without_its_evidence(
    tmp_path: Path, key: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    lines = (folder / PILOT).read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
    del lines[at]
    (folder / PILOT).write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ValidationError, match=key):
        read(folder)


def test_the_schema_refuses_an_unknown_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / PILOT
    path.write_text(path.read_text("utf-8").replace("area =", "aera =", 1), "utf-8")
    with pytest.raises(ValidationError, match="aera"):
        read(folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (NATIONAL, "to = 2003-12-10", 'to = "2003-13-10"'),
        (NATIONAL, "to = 2003-12-10", "to = 9999-12-31"),
        (NATIONAL, "verified_on = 2026-04-13", 'verified_on = "2026-02-30"'),
        (
            "services.toml",
            "to = 2016-02-29, note",
            'to = "2016-02-30", note',
        ),
    ],
)
def test_a_day_that_does_not_exist_is_refused(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    with pytest.raises(ValidationError):
        broken(tmp_path, file, old, new)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="national-uncapped"):
        broken(
            tmp_path, NATIONAL, 'id = "national-capped-dns"', 'id = "national-uncapped"'
        )


RIVAL = """
[[prohibition]]
id = "rival"
from = 2001-01-01
title = "rival"
title_zh = "另一规则"
text = "One more rule."
text_zh = "另一规则。"
cites = ["telecom-regulations"]
grade = "P"
confidence = "high"
verified_on = 2026-11-22
question = false
"""


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (
            PILOT,
            'check = "foreign-at-most", value = 100,',
            'check = "foreign-above", value = 100,',
            "pilot-2024: its checks on ownership.foreign can never hold together (from",
        ),
        (
            PILOT,
            'check = "servers-with-registration"',
            'check = "registered-outside"',
            "pilot-2024: its checks on registration.place can never hold together",
        ),
        (
            PILOT,
            'check = "servers-with-registration", value = "pilot-2024"',
            'check = "registered-within", value = "wto-3"',
            "pilot-2024: its checks on registration.place can never hold together",
        ),
        (
            PILOT,
            'check = "servers-with-registration", value = "pilot-2024"',
            'check = "content-includes", value = ["games"]',
            "pilot-2024: its checks on services.content can never hold together",
        ),
        (
            "conditions.toml",
            "from = 2002-01-01\nto = 2020-10-14",
            "from = 2000-01-01\nto = 2000-12-31",
            "fite-approval: ends 2000-12-31, before 2001-01-01, the first day covered",
        ),
        (
            "conditions.toml",
            'kinds = ["national", "area", "supplier"]',
            "kinds = []",
            "user-posts: no route carries this condition",
        ),
        (
            "instruments.toml",
            'short_zh = "工信部通信函〔2024〕107号"\n',
            "",
            "miit-2024-107: no short citation",
        ),
        (
            PILOT,
            'line_zh = "注册地与全部设施同在一个试点地区的，试点不限外资比例"\n',
            "",
            "pilot-2024: no line",
        ),
        (
            "prohibitions.toml",
            "# Rules",
            RIVAL
            + """services = ["paging"]
to = 2001-12-31
when = [{ check = "foreign-above", value = 0, cites = ["telecom-regulations"] }]
# Rules""",
            "rival: no route that it could defeat",
        ),
        (
            "prohibitions.toml",
            "# Rules",
            RIVAL
            + """when = [{ check = "registered-outside", value = "mainland", cites = ["telecom-regulations#Art. 13", "fite#Art. 2"] }]
# Rules""",
            "mainland-company: says the same as rival",
        ),
    ],
)
def test_a_slip_is_found(
    tmp_path: Path, file: str, old: str, new: str, finding: str
) -> None:
    found = told(tidy(broken(tmp_path, file, old, new)))
    assert any(sentence.startswith(finding) for sentence in found), found


def test_an_area_that_no_rule_names_is_noted(tmp_path: Path) -> None:
    law = broken(tmp_path, "areas.toml", 'id = "wto-3"', 'id = "spare"')
    assert ("area", "spare") in [found[:2] for found in unused(law)]


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (SERVICES, 'label = "cloud"', 'label = "data centre"', "also that of"),
        (SERVICES, 'label_zh = "云服务"', 'label_zh = "数据中心"', "also that of"),
        (SERVICES, "only if the content of others", "only " * 13, "at most 60 fit"),
        (
            SERVICES,
            'label_zh = "云服务"',
            f'label_zh = "{"云" * 13}"',
            "at most 12 fit",
        ),
        ("places.toml", 'label = "Lin-gang"', 'label = "Pudong"', "also that of"),
        ("facts.toml", "On which date?", "The date", "does not end with ?"),
        ("facts.toml", 'label = "day judged"', 'label = "servers"', "also that of"),
    ],
)
def test_a_short_field_is_short_and_names_one_record(
    tmp_path: Path, file: str, old: str, new: str, finding: str
) -> None:
    found = lint(broken(tmp_path, file, old, new))
    assert len(found) == 1
    assert finding in sentence(found[0], "en")


@pytest.mark.parametrize(
    ("file", "old", "finding"),
    [
        (SERVICES, 'label_zh = "云服务"\n', "lacks a short field"),
        (
            SERVICES,
            'threshold_zh = "仅限为他人内容加速；加速自有内容的除外"\n',
            "lacks a short field",
        ),
        ("facts.toml", 'label_zh = "服务器"\n', "lacks a short field"),
        ("duties/data.toml", 'phase = "before-launch"\n', "no phase"),
        ("conditions.toml", 'phase = "filing"\n', "no phase"),
    ],
)
def test_a_record_without_its_short_field_is_named(
    tmp_path: Path, file: str, old: str, finding: str
) -> None:
    found = tidy(broken(tmp_path, file, old, ""))
    assert len(found) == 1
    assert finding in sentence(found[0], "en")


SECTORS = "duties/sectors.toml"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('op = "within", value = "ftz"', 'op = "within", value = "zone"', "area zone"),
        ('op = "within", value = "ftz"', 'op = "is", value = "ftz"', "within, outside"),
        ('op = "within", value = "ftz"', 'op = "within", value = ["ftz"]', "one"),
        (
            'op = "outside", value = "hospital-pilot-2024" }],\n]\n',
            'op = "outside", value = "hospital-pilot-2024" }],\n]\nlimits = true\n',
            "limits, and reads registration.place",
        ),
    ],
)
def test_a_place_in_a_duty_is_an_area_and_limits_nothing(
    tmp_path: Path, old: str, new: str, finding: str
) -> None:
    found = told(lint(broken(tmp_path, SECTORS, old, new)))
    assert any(finding in line for line in found)
