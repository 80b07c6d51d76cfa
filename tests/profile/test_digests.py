"""The hash of what rules can read: it changes with that, and with nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from vatscheck.profile.digests import facts_digest
from vatscheck.profile.models import Profile

SAID: dict[str, Any] = {
    "schema": 1,
    "name": "Acme",
    "services": ["idc"],
    "registration": {"place": "beijing", "listed": True},
    "owners": [{"jurisdiction": "US", "share": 5}],
}


class Later(Profile):
    """A profile of a version that knows one more key."""

    later: str | None = None


def test_a_key_that_is_left_out_changes_nothing() -> None:
    assert facts_digest(Later.model_validate(SAID)) == facts_digest(
        Profile.model_validate(SAID)
    )


@pytest.mark.parametrize(
    ("key", "value", "same"),
    [
        ("name", "Other", True),
        ("tasks", [{"id": "app-filing"}], True),
        ("registration", {"place": "beijing", "listed": True, "market": "A"}, False),
        ("registration", {"place": "beijing"}, False),
        ("owners", [{"jurisdiction": "US", "share": 6}], False),
        ("services", ["ircs"], False),
    ],
)
def test_it_hangs_on_what_rules_can_read(key: str, value: Any, *, same: bool) -> None:
    before = facts_digest(Profile.model_validate(SAID))
    after = facts_digest(Profile.model_validate(SAID | {key: value}))
    assert (before == after) is same
