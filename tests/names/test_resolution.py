"""How much is looked for: ids cost a look-up, and wrong names a bounded search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from vatscheck.answers.errors import sentence
from vatscheck.law.book import Law
from vatscheck.names import aliases, index, meanings, resolution
from vatscheck.names.index import Names
from vatscheck.names.resolution import SEARCHES, settler
from vatscheck.profile.load import MOST, load
from vatscheck.profile.problems import Problem, ProfileError


def data(**tables: Any) -> dict[str, Any]:
    return {"schema": 1, "name": "X", "services": ["cdn"], **tables}


SETTLED = data(
    services=[
        {"id": "ircs", "serves": ["nationwide", "shanghai"], "servers": ["beijing"]},
        {"id": "info-publish", "content": ["news", "games"]},
        "cdn",
    ],
    products=["marketplace"],
    registration={"place": "shanghai/pudong"},
    servers={"places": ["shanghai/pudong", "guangdong/shenzhen"]},
    owners=[
        {"jurisdiction": "CN", "owners": [{"jurisdiction": "US"}]},
        {"jurisdiction": "HK"},
    ],
    facts={"icp_filed": True, "users_count": 10, "sectors": ["payment"]},
    tasks=[{"id": "app-filing"}],
)


def test_names_that_are_ids_are_only_looked_up(
    law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name is folded, no list of names is made, and nothing is searched."""

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("a plain id was taken for a name")

    for module in (aliases, index):
        monkeypatch.setattr(module, "fold", never)
    monkeypatch.setattr(index, "close", never)
    monkeypatch.setattr(resolution, "close", never)
    names = Names(law)
    assert settler(names)(SETTLED) == []
    made = {"_index", "_service_names", "_last_named", "_states", "_outsides"}
    assert made.isdisjoint(vars(names))


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names that are compared with others."""
    done: list[str] = []
    for module in (index, meanings, resolution):
        plain = module.close

        def counted(name: str, *rest: Any, plain: Any = plain, **more: Any) -> Any:
            done.append(name)
            return plain(name, *rest, **more)

        monkeypatch.setattr(module, "close", counted)
    yield done


def wrong(kind: str, count: int) -> dict[str, Any]:
    """A profile with as many different wrong names of a kind."""
    names = [f"{chr(97 + n % 26)}qx{n}" for n in range(count)]
    return {
        "places": data(servers={"places": list(names)}),
        "serves": data(services=[{"id": "cdn", "serves": list(names)}]),
        "services": data(services=list(names)),
        "products": data(products=list(names)),
        "content": data(services=[{"id": "info-publish", "content": list(names)}]),
        "facts": data(facts=dict.fromkeys(names, True)),
        "values": data(facts={"sectors": list(names)}),
        "tasks": data(tasks=[{"id": name} for name in names]),
        "owners": data(owners=[{"jurisdiction": name} for name in names]),
    }[kind]


KINDS = (
    *("places", "serves", "services", "products", "content"),
    *("facts", "values", "tasks", "owners"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_first_wrong_names_are_compared(
    law: Law, searches: list[str], kind: str
) -> None:
    problems = settler(Names(law))(wrong(kind, 300))
    assert len(problems) == 300
    told = [problem for problem in problems if problem.id == "not-compared"]
    assert len(told) == 300 - SEARCHES
    assert told == problems[SEARCHES:]
    each = 2 if kind in ("places", "serves") else 1  # a place, or a state abroad
    assert len(searches) == each * SEARCHES


@pytest.mark.parametrize("kind", KINDS)
def test_no_more_is_looked_at_than_is_told(
    law: Law, searches: list[str], kind: str
) -> None:
    problems = settler(Names(law))(wrong(kind, 20_000))
    assert len(problems) == MOST + 1
    assert len(searches) <= 2 * SEARCHES


def test_the_same_wrong_name_is_compared_once(law: Law, searches: list[str]) -> None:
    names = ["shenzen", "beijng"] * 400
    problems = settler(Names(law))(data(servers={"places": names}))
    assert {problem.id for problem in problems} == {"unknown-place"}
    assert len(problems) == 800
    assert sorted(set(searches)) == ["beijng", "shenzen"]
    assert len(searches) == 4


def test_what_was_not_looked_for_is_said(law: Law) -> None:
    told = Problem(
        "not-compared", ("servers", "places", 3), {"found": "qx", "most": "100"}
    )
    assert sentence(told, "en") == (
        'unknown name "qx": the nearest are looked for only for the first 100 unknown '
        "names; mend those first"
    )
    assert sentence(told, "zh") == (
        "未知名称“qx”：仅为前100个未知名称查找相近名称，请先改正"
    )
    places = ", ".join(f'"qx{n}"' for n in range(150))
    text = f'schema = 1\nname = "X"\nservices = ["cdn"]\nservers.places = [{places}]\n'
    with pytest.raises(ProfileError) as caught:
        load(text.encode(), "p.toml", settler(Names(law)))
    ids = [problem.id for problem in caught.value.problems]
    assert ids == ["no-such-place"] * SEARCHES + ["not-compared"] * 50


def entry(serves: str) -> dict[str, Any]:
    return {"id": "cdn", "serves": [serves]}


@pytest.mark.parametrize(
    ("asked", "twice"),
    [
        ("aa", 0),
        ("ab", 1),
        ("aba", 2),
        ("abab", 3),
        ("aab", 1),
        ("aabaa", 3),
    ],
)
def test_every_entry_that_differs_from_an_earlier_one_is_told(
    law: Law, asked: str, twice: int
) -> None:
    words = {"a": "nationwide", "b": "abroad"}
    services = [entry(words[letter]) for letter in asked]
    problems = settler(Names(law))(data(services=services))
    assert [problem.id for problem in problems] == ["service-twice"] * twice
