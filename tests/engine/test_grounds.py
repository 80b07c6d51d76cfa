"""What a refusal rests on, in a word for each kind of check."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import company, holder, judged


@pytest.mark.parametrize(
    ("service", "more"),
    [("basic-fixed", {}), ("info-publish", {"content": ["audio-visual"]})],
)
def test_private_holders_of_the_mainland_lack_a_share_of_the_state(
    service: str, more: dict[str, Any]
) -> None:
    item = judged(company(service, [holder("CN", 100)], **more))
    assert item.status == "not_licensable"
    assert item.grounds == ("state",)
