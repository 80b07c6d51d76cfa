"""Asking: what settles most first, nothing that no longer matters, always a sound profile."""

from __future__ import annotations

import tomllib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.strategies import DAYS, SERVICES
from tests.intake.strategies import NAMES
from vatscheck.engine.assess import assess
from vatscheck.intake.asking import Interview, Prompt, steps
from vatscheck.intake.shares import Misread
from vatscheck.intake.toml import written
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load

DAY = "2026-11-22"
KINDS = {
    "yes-no": ["yes", "否", ""],
    "number": ["0", "1,000万", ""],
    "place": ["上海市浦东新区1号", "beijing/haidian", "guizhou", ""],
    "places": ["shanghai/pudong", "上海市、北京市", ""],
    "content": ["无", "news", "games; music", ""],
    "jurisdiction": ["美国", "HK", "CN", ""],
    "share": ["50%", "0.5%", "10-60%", "100", ""],
}
"""Answers by kind; `serves` stays empty, for left out it is a reading, not unknown."""
CONSISTENT = KINDS | {"share": ["50%", "45-55%", "60%", ""]}
"""The same, but a share that is asked again stays inside the range given before."""
HOLDERS = ["Acme; US; 50%", "中方；中国；40-60%", "H; 香港; 30%", "; ; ", ""]


def answer(prompt: Prompt, random: Random, kinds: dict[str, list[str]]) -> str:
    """The answer to a question: for one path always the same."""
    if prompt.holders:
        return random.choice(HOLDERS)
    if prompt.question is None or prompt.question.kind == "serves":
        return ""
    words = [*prompt.question.values, ""]
    return random.choice(kinds.get(prompt.question.kind, words))


def begun(services: list[str], day: str) -> Interview:
    interview = Interview(NAMES, day)
    for text in ("Example", ";".join(services)):
        interview.reply(interview.prompts()[0], text)
    return interview


def carried_on(
    interview: Interview,
    seed: int,
    order: Random | None,
    most: int,
    kinds: dict[str, list[str]] = KINDS,
) -> None:
    """Answer up to so many questions, in the order asked or in a random one."""
    holders = 0
    for _ in range(most):
        prompts = interview.prompts()
        if not prompts:
            return
        prompt = order.choice(prompts) if order else prompts[0]
        holders += prompt.holders
        random = Random(f"{seed} {prompt.path} {holders * prompt.holders}")
        text = answer(prompt, random, kinds)
        try:
            interview.reply(prompt, text)
        except Misread:
            interview.reply(prompt, "")


@given(
    st.lists(st.sampled_from(SERVICES), min_size=1, max_size=2, unique=True),
    st.integers(0, 10**6),
    st.sampled_from(DAYS),
    st.integers(0, 12),
)
@settings(max_examples=25)
def test_any_answers_give_a_sound_profile(
    services: list[str], seed: int, day: str, most: int
) -> None:
    interview = begun(services, day)
    carried_on(interview, seed, None, most)
    load(written(interview.data, "a comment"), "x.toml", settler(NAMES))


@given(st.sampled_from(SERVICES), st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=8)
def test_the_order_of_the_answers_does_not_matter(
    service: str, seed: int, order: int
) -> None:
    straight, crooked = begun([service], DAY), begun([service], DAY)
    carried_on(straight, seed, None, 200, CONSISTENT)
    carried_on(crooked, seed, Random(order), 200, CONSISTENT)
    assert straight.prompts() == crooked.prompts() == []
    assert straight.answer
    assert crooked.answer
    found = [item.status for item in straight.answer.assessments]
    assert found == [item.status for item in crooked.answer.assessments]


def test_equal_answers_in_any_order_are_one_profile() -> None:
    first, last = begun(["ircs"], DAY), begun(["ircs"], DAY)
    texts = {"registration.place": "shanghai/lingang", "owners": "A; US; 100%"}
    for interview, paths in ((first, list(texts)), (last, list(texts)[::-1])):
        for path in paths:
            prompt = next(p for p in interview.prompts() if p.path == path)
            interview.reply(prompt, texts[path])
    assert first.data == last.data
    assert first.answer
    assert last.answer
    assert first.answer.assessments[0].status == last.answer.assessments[0].status


def test_services_come_first_then_the_place() -> None:
    interview = Interview(NAMES, DAY)
    asked = []
    for text in ("Example", "cloud", "yes", "上海市徐汇区1号"):
        asked.append(interview.prompts()[0].path)
        interview.reply(interview.prompts()[0], text)
    assert asked == [
        *("name", "services", "services[0].for_others", "registration.place")
    ]


def test_what_no_longer_matters_is_not_asked() -> None:
    """A domestic company needs no place for its servers: any will do."""
    interview = begun(["ircs"], DAY)
    paths = [prompt.path for prompt in interview.prompts()]
    assert "servers.places" in paths
    assert "owners" in paths
    owners = next(p for p in interview.prompts() if p.path == "owners")
    interview.reply(owners, "Founder; CN; 100%")
    paths = [prompt.path for prompt in interview.prompts()]
    assert "servers.places" not in paths
    assert "owners" not in paths
    assert "facts.contract_control" in paths


def test_an_empty_answer_is_unknown_and_not_asked_again() -> None:
    interview = begun(["ircs"], DAY)
    prompt = interview.prompts()[0]
    assert interview.reply(prompt, " ") is None
    assert "registration" not in interview.data
    assert prompt not in interview.prompts()


@pytest.mark.parametrize(
    ("path", "text", "id"),
    [
        ("registration.place", "88 Renmin Road, Suzhou", "ambiguous-place"),
        ("registration.place", "Atlantis", "no-such-place"),
        ("owners", "Acme", "ask-holder-form"),
        ("owners", "Acme; US; 0.5", "intake-fraction"),
        ("owners", "Acme; Utopia; 5%", "jurisdiction-unknown"),
        ("owners", "Acme; US; 5%; Nobody", "intake-through"),
        ("servers.places", "suzhou", "ambiguous-place"),
    ],
)
def test_a_wrong_answer_changes_nothing(path: str, text: str, id: str) -> None:
    interview = begun(["ircs"], DAY)
    before = dict(interview.data)
    prompt = next(p for p in interview.prompts() if p.path == path)
    with pytest.raises(Misread) as wrong:
        interview.reply(prompt, text)
    assert wrong.value.id == id
    assert interview.data == before
    assert prompt in interview.prompts()


def test_shares_above_a_hundred_are_refused_when_they_come() -> None:
    interview = begun(["ircs"], DAY)
    for text in ("A; CN; 60%", "B; SG; 60%"):
        prompt = next(p for p in interview.prompts() if p.path == "owners")
        if text.startswith("B"):
            with pytest.raises(Misread) as wrong:
                interview.reply(prompt, text)
            assert wrong.value.id == "shares-over-100"
        else:
            interview.reply(prompt, text)
    assert interview.data["owners"] == [
        {"name": "A", "jurisdiction": "CN", "share": 60}
    ]


def test_a_holder_above_a_chinese_one_is_put_there() -> None:
    interview = begun(["ircs"], DAY)
    for text in ("HoldCo; CN; 50%", "Parent; US; 100%; holdco"):
        prompt = next(p for p in interview.prompts() if p.path == "owners")
        interview.reply(prompt, text)
    above = [{"name": "Parent", "jurisdiction": "US", "share": 100}]
    assert interview.data["owners"][0]["owners"] == above


def test_the_verdict_is_that_of_the_profile_written() -> None:
    interview = begun(["ircs", "edi-ecommerce"], DAY)
    carried_on(interview, 7, None, 8)
    profile, _ = load(written(interview.data, ""), "x.toml", settler(NAMES))
    assert interview.answer
    assert interview.answer == assess(profile, NAMES.law, DAY, cured=False)
    assert tomllib.loads(written(interview.data, "").decode())["name"] == "Example"


def test_the_steps_of_a_path() -> None:
    assert steps("owners[0].owners[12].share") == ("owners", 0, "owners", 12, "share")


def test_a_level_of_holders_that_is_begun_is_asked_to_its_end() -> None:
    """60 % from abroad refuses the cloud already; the cap table is still finished."""
    interview = begun(["ircs"], DAY)
    owners = next(p for p in interview.prompts() if p.path == "owners")
    interview.reply(owners, "Acme Inc.; US; 60%")
    assert interview.prompts()[0].path == "owners"
    interview.reply(interview.prompts()[0], "Zhang; CN; 10%")
    assert interview.prompts()[0].path == "owners"
    interview.reply(interview.prompts()[0], "")
    assert "owners" not in [prompt.path for prompt in interview.prompts()]
    assert len(interview.data["owners"]) == 2


def test_every_service_is_asked_about_under_its_own_name() -> None:
    ids = list(NAMES.law.services)
    interview = begun(ids, DAY)
    for at, id in enumerate(ids):
        assert interview._prompt(f"services[{at}].content").about == id
