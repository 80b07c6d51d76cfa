"""The decision tree: every product is reached, and no answer loses one in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from vatscheck.law.book import Law
from vatscheck.names.tree import SHORT, Tree, questions
from vatscheck.names.words import words

Answers = dict[str, str]


def paths(tree: Tree, answers: Answers) -> Iterator[Answers]:
    """Every way through the tree, to where it asks no more."""
    asked = tree.next(answers)
    if asked is None:
        yield answers
        return
    for option, _ in tree.options(asked, answers):
        yield from paths(tree, {**answers, asked.code: option.id})


@pytest.fixture
def tree(law: Law) -> Tree:
    return Tree(law, questions())


def test_every_product_is_left_at_some_end(tree: Tree) -> None:
    ends = list(paths(tree, {}))
    assert {id for end in ends for id in tree.left(end)} == set(tree.law.products)
    assert all(tree.left(end) for end in ends)
    assert max(map(len, ends)) <= 8


def test_every_product_that_is_named_is_one(tree: Tree) -> None:
    named = {id for q in questions() for o in q.options for id in o.products}
    assert named <= set(tree.law.products)


def test_codes_of_the_index_are_questions(tree: Tree) -> None:
    codes = {question.code for question in questions()}
    assert {code for row in words().rows for code in row.ask} - {"G"} <= codes
    assert set(SHORT) <= codes


def test_not_knowing_removes_nothing(tree: Tree) -> None:
    unknown = {question.code: "" for question in questions()}
    assert tree.left(unknown) == list(tree.law.products)
    assert tree.next(unknown) is None


@pytest.mark.parametrize(
    ("answers", "left", "gone"),
    [
        # own use: what is run for others falls away
        (
            {"A": "own", "H": "calls"},
            {"own_hotline", "own_sms", "own_mail", "newsletter_own"},
            {"contact_centre", "sms", "email_svc", "email_marketing"},
        ),
        (
            {"A": "own", "H": "cloud"},
            {"cloud_user", "colo_tenant", "private_cloud_own"},
            {"iaas", "public_cloud", "colocation"},
        ),
        # for others: contact only, then who pays
        (
            {"A": "others", "H": "information", "D": "no", "C": "nobody"},
            {"b2b_portal_free"},
            {"b2b_portal_paid", "classifieds"},
        ),
        ({"A": "others", "H": "trade", "D": "yes"}, {"marketplace"}, {"own_shop"}),
        ({"B": "own"}, {"own_shop"}, {"marketplace", "app_store", "social"}),
        ({"E": "customer"}, {"it_outsourcing"}, {"cloud_agent", "colocation", "paas"}),
        ({"E": "operator"}, {"cloud_agent"}, {"cloud_resale_own"}),
        ({"F": "across"}, {"own_line_x", "sdwan_x"}, {"domestic_vpn", "overseas_site"}),
        ({"F": "abroad"}, {"overseas_site"}, {"corp_site"}),
        ({"I": "build"}, {"software_dev"}, {"own_app", "saas_plain"}),
        ({"I": "buy"}, {"cloud_user", "colo_tenant"}, {"iaas", "colocation"}),
        ({"W": "individual"}, {"personal_blog"}, {"mini_program_overseas"}),
    ],
)
def test_what_an_answer_leaves(
    tree: Tree, answers: Answers, left: set[str], gone: set[str]
) -> None:
    found = set(tree.left(answers))
    assert left <= found
    assert not gone & found


def test_a_question_is_asked_only_while_needs_differ(tree: Tree) -> None:
    answers = {"A": "own", "H": "calls"}
    needs = {tree.law.products[id].need for id in tree.left(answers)}
    assert needs == {"nothing"}
    assert tree.next(answers) is None
    first = tree.next({})
    assert first is not None
    assert first.code == "A"
