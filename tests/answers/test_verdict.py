"""The verdict of a run: its exit code, and one sentence without ids and lists of names."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest

from vatscheck.answers.verdict import RANKS, Tally, tally, verdict
from vatscheck.words.catalogue import LANGS

NO, OPEN, SILENT = "not_licensable", "undetermined", "not_covered"
YES, LIMITED, EXEMPT = "licensable", "conditional", "not_needed"


def document(
    *statuses: str, asks: tuple[str, ...] = (), barred: bool = False
) -> dict[str, Any]:
    return {
        "assessments": [
            {
                "service": f"service-{at}",
                "status": status,
                "asks": [{"fact": fact} for fact in asks] if status == OPEN else [],
                **({"barred": True} if barred and status == EXEMPT else {}),
            }
            for at, status in enumerate(statuses)
        ]
    }


ONE = [
    # The first four are the examples of the specification.
    ((NO, NO, NO, YES, EXEMPT), (), 1, "3 of 4 services cannot be licensed as described", "4项业务中3项按现状不具备许可条件"),
    ((LIMITED, LIMITED, LIMITED, YES), (), 0, "all 4 services can be licensed, 3 of them on conditions", "4项业务均可申请，其中3项附条件"),
    ((OPEN, OPEN, YES), ("servers.places", "owners"), 3, "2 of 3 services are undetermined: 2 answers would settle them", "3项业务中2项尚待查明，再答2个问题即可确定"),
    ((YES, YES), (), 0, "all 2 services can be licensed", "2项业务均可申请"),
    ((YES,), (), 0, "the service can be licensed", "该业务可申请"),
    ((LIMITED,), (), 0, "the service can be licensed on conditions", "该业务附条件可申请"),
    ((LIMITED, LIMITED), (), 0, "all 2 services can be licensed, all of them on conditions", "2项业务均附条件可申请"),
    ((NO,), (), 1, "the service cannot be licensed as described", "该业务按现状不具备许可条件"),
    ((NO, NO), (), 1, "none of the 2 services can be licensed as described", "2项业务按现状均不具备许可条件"),
    ((OPEN,), ("owners",), 3, "the service is undetermined: 1 answer would settle it", "该业务尚待查明，再答1个问题即可确定"),
    ((OPEN, YES), (), 3, "1 of 2 services is undetermined", "2项业务中1项尚待查明"),
    ((SILENT, YES, YES), (), 3, "1 of 3 services is not covered by the rules", "3项业务中1项未收录"),
    ((NO, OPEN, OPEN, YES), ("owners",), 1, "1 of 4 services cannot be licensed as described; 2 are undetermined: 1 answer would settle them", "4项业务中1项按现状不具备许可条件；2项尚待查明，再答1个问题即可确定"),
    ((EXEMPT, EXEMPT), (), 0, "no licence is needed", "无须许可"),
]  # fmt: skip


@pytest.mark.parametrize(("statuses", "asks", "code", "en", "zh"), ONE)
def test_one_document(
    statuses: tuple[str, ...], asks: tuple[str, ...], code: int, en: str, zh: str
) -> None:
    found = tally(document(*statuses, asks=asks))
    assert verdict([found], "en") == (code, en)
    assert verdict([found], "zh") == (code, zh)


def test_a_fact_of_a_service_is_asked_once_for_each() -> None:
    asks = ("services.content", "owners")
    found = tally(document(OPEN, OPEN, asks=asks))
    assert verdict([found], "en").sentence.endswith(": 3 answers would settle them")


def test_a_barred_product_is_named_first_and_counts_as_refused() -> None:
    found = tally(document(YES, EXEMPT, NO, barred=True))
    code, sentence = verdict([found], "en")
    assert code == 1
    assert sentence == (
        "1 product is barred by another duty; "
        "1 of 2 services cannot be licensed as described"
    )
    alone = tally(document(EXEMPT, barred=True))
    assert verdict([alone], "zh") == (1, "1项产品另因其他规定被禁止")


def test_the_option_that_made_the_code_is_named() -> None:
    no, limited = tally(document(NO, YES)), tally(document(LIMITED, YES))
    assert verdict([no], "en", exit_zero=True) == (
        0,
        "1 of 2 services cannot be licensed as described; --exit-zero",
    )
    assert verdict([no], "en", "never") == (
        0,
        "1 of 2 services cannot be licensed as described; --fail-on never",
    )
    assert verdict([limited], "en", "conditional") == (
        1,
        "1 of 2 services can be licensed on conditions only; --fail-on conditional",
    )
    both = tally(document(NO, OPEN))
    assert verdict([both], "en", "never").code == 3
    assert verdict([limited], "en", "never") == verdict([limited], "en")


def test_several_profiles_are_counted_by_their_worst() -> None:
    many = [*[document(NO, YES, OPEN)] * 12, *[document(YES)] * 188]
    assert verdict(map(tally, many), "en") == (
        1,
        "12 of 200 profiles have a service that cannot be licensed",
    )
    assert (
        verdict(map(tally, many), "zh").sentence
        == "200份事实表中12份有不具备许可条件的业务"
    )
    mixed = [document(NO), document(OPEN), document(OPEN), document(YES)]
    assert verdict(map(tally, mixed), "en") == (
        1,
        "1 of 4 profiles has a service that cannot be licensed; "
        "2 more have one that is undetermined",
    )
    good = [document(YES), document(LIMITED, YES), document(EXEMPT)]
    assert verdict(map(tally, good), "en") == (
        0,
        "in all 3 profiles every service can be licensed, in 1 of them on conditions",
    )


@pytest.mark.parametrize("fail_on", RANKS)
def test_the_codes_follow_the_order_of_the_statuses(fail_on: str) -> None:
    """Contract: 1 at or beyond `--fail-on`, else 3 where something is open, else 0."""
    every = (YES, LIMITED, OPEN, SILENT, NO, EXEMPT)
    for statuses in product(every, repeat=2):
        found = [tally(document(*statuses))]
        worst = max(RANKS[status] for status in statuses)
        refused = worst >= RANKS[fail_on]
        open_ = OPEN in statuses or SILENT in statuses
        assert verdict(found, "en", fail_on).code == (
            1 if refused else 3 if open_ else 0
        )
        assert verdict(found, "en", fail_on, exit_zero=True).code == 0


@pytest.mark.parametrize("lang", LANGS)
def test_every_mixture_makes_a_sound_sentence(lang: str) -> None:
    every = (YES, LIMITED, OPEN, SILENT, NO, EXEMPT)
    mixtures = [*product(every, repeat=1), *product(every, repeat=3)]
    for statuses, fail_on in product(mixtures, RANKS):
        one = tally(document(*statuses, asks=("owners",)))
        for found in ([one], [one, one], [one, tally(document(YES)), one]):
            text = verdict(found, lang, fail_on).sentence
            assert not re.search(
                r"[{}_]|service-|  |\b1 (?:services|profiles)\b", text
            ), text
            assert re.sub(r"^1 of \d+ (services|profiles) (is|has|can)", "", text)
            assert not re.search(
                r"\b1 of \d+ (?:services|profiles) (?:are|have)\b", text
            )


def test_nothing_is_worse_than_never() -> None:
    assert max(RANKS, key=lambda status: RANKS[status]) == "never"
    assert Tally({}).worst == EXEMPT
