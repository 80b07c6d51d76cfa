"""Twenty thousand simulated companies: the same status, route, cap and reasons as alone.

They are judged by the engine that `assess` calls, without cures and questions, and by
what a portfolio knows.
"""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import islice

import pytest

from tests.portfolio.companies import LAW, NAMES
from tests.portfolio.simulated import FOREIGN, lines
from vatscheck.engine.assess import proved, space_for
from vatscheck.engine.grounds import deciding, lacking
from vatscheck.law.atlas import atlas_on
from vatscheck.names.resolution import settler
from vatscheck.portfolio.assessor import Assessor
from vatscheck.portfolio.jsonl_input import given
from vatscheck.profile.models import Profile

DAY = "2026-12-01"
ROWS = 20_000
SHARDS = 8
"""So many tests share the rows of each portfolio, by several processes if there are."""


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("portfolio", FOREIGN)
def test_a_simulated_portfolio(portfolio: str, shard: int) -> None:
    assessor, atlas, settle = Assessor(LAW, DAY), atlas_on(LAW, DAY), settler(NAMES)
    count = ROWS // (SHARDS * len(FOREIGN))
    judged = 0
    for at, line in enumerate(islice(lines(portfolio, 100 + shard), count)):
        found = assessor.given(given(at + 1, line))
        assert found.problems == ()
        data = json.loads(line, parse_float=Decimal)
        del data["id"]
        assert settle(data) == []
        profile = Profile.model_validate(data)
        for entry, finding in zip(profile.services, found.findings, strict=True):
            space = space_for(LAW, atlas, profile, entry)
            _, best, cap = proved(space, valued=False)
            rule = deciding(space)
            wanted = (
                space.status,
                best.rule.route.id if best else None,
                cap,
                rule.id if rule else None,
                tuple(sorted({check.id for check in lacking(space)})),
            )
            mine = finding.status, finding.route, finding.cap, finding.decided_by
            assert (*mine, finding.reasons) == wanted, line
            judged += 1
    assert judged > count
