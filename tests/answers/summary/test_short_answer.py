"""Every short answer is proved by the answer that it stands in, and fits its screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.answers.summaries import LONGEST, at_random, bundled, faults

BUNDLED = {name: (data, day) for name, data, day in bundled()}


@pytest.mark.parametrize("lang", LONGEST)
@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_profile_says_what_is_proved(name: str, lang: str) -> None:
    data, day = BUNDLED[name]
    assert [*faults(data, day, lang)] == []


@pytest.mark.parametrize(("data", "day"), [*at_random(40, seed=1)])
def test_a_random_company_is_told_what_is_proved(
    data: dict[str, Any], day: str
) -> None:
    for lang in LONGEST:
        assert [*faults(data, day, lang)] == []
