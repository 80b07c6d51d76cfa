"""Nothing that was given is lost without a word: it is in the profile, or it is told."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.cli.running import run
from tests.intake.strategies import NAMES
from tests.intake.test_roundtrip import sent
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import ProfileError

HEADS = {
    "name": ["Shareholder", "股东", "Holder name"],
    "jurisdiction": ["Country", "国籍", "Domicile"],
    "share": ["% held", "持股比例", "Stake"],
    "through": ["Held through", "经由", "Owned via"],
    "kind": ["Type", "股东类型"],
    "other": ["Notes", "备注", "Share class", "Parent", "实际控制人", "Remarks"],
}
CELLS = {
    "jurisdiction": ["US", "中国", "Hong Kong", "Utopia", "", "Germny"],
    "share": ["50%", "40-60%", "0.5", "half", "", "101%", "约10%", "33,3%", "7"],
    "through": ["", "", "H0", "Nobody"],
    "kind": ["", "Ltd", "自然人", "LP", "alien", "nominee"],
}


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A cap table: heads in some words, a column more or less, any cells."""
    keys = ["name", "jurisdiction", "share"]
    keys += draw(st.lists(st.sampled_from(["through", "kind", "other"]), unique=True))
    heads = [draw(st.sampled_from(HEADS[key])) for key in keys]
    rows = []
    for at in range(draw(st.integers(1, 4))):
        row = [f"H{at}"]
        row += [
            f"N{at}x{column}" if key == "other" else draw(st.sampled_from(CELLS[key]))
            for column, key in enumerate(keys[1:])
        ]
        row += [f"E{at}beyond"] if draw(st.integers(0, 9)) == 0 else []
        rows.append(row)
    return [heads, *rows]


def every(value: Any) -> list[str]:
    """All leaves of some data as texts."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in every(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in every(item)]
    return [str(value)]


@given(tables())
@settings(max_examples=60)
def test_every_cell_of_a_cap_table_is_read_or_told(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    with TemporaryDirectory() as folder:
        table, path = Path(folder) / "cap.csv", Path(folder) / "p.toml"
        table.write_text(text, encoding="utf-8")
        ran = run("init", path, "--owners", table)
        if ran.code == 2:
            assert ran.err.splitlines()[-1].startswith("nothing written")
            assert not path.exists()
            return
        owners = tomllib.loads(path.read_text("utf-8"))["owners"]
    model, heads = every(owners), rows[0]
    for line in rows[1:]:
        holder = line[0]
        assert holder in model
        for at, cell in enumerate(line):
            if not cell or at == 0:
                continue
            if at >= len(heads) or heads[at] in HEADS["other"]:
                told = heads[at] if at < len(heads) else "ABCDEFGH"[at]
                assert told in ran.err
            elif heads[at] in HEADS["share"]:
                assert read_as_share(cell) & set(model)
            elif heads[at] in HEADS["jurisdiction"]:
                nominee = "a nominee counts as the real investor" in ran.err
                assert NAMES.state(cell) in model or nominee
            elif heads[at] in HEADS["kind"]:
                known = {"Ltd": "company", "自然人": "person"}.get(cell)
                assert known in model if known else f"{holder}: " in ran.err


def read_as_share(cell: str) -> set[str]:
    from vatscheck.intake.shares import percent

    share = percent(cell)
    return {f"{share.low.normalize():f}", f"{share.high.normalize():f}"}


ANSWERS = [
    *("yes", "no", "yes - both", "perhaps", "12", "约25万", "500万元", "TBC", "N/A"),
    *("beijing", "Suzhou", "2027-03-01", "none", "games; music", "18+ only", "公司"),
]
BLANK = load(
    b'schema = 1\nname = "X"\nservices = ["ircs", "info-publish"]\n', "", settler(NAMES)
)[0]
FORM = sent(BLANK, "en", ".xlsx")
UNKNOWN = ("TBC",)


@given(st.lists(st.sampled_from(ANSWERS), min_size=5, max_size=60), st.integers(0, 50))
@settings(max_examples=20)
def test_every_answer_is_read_or_told_or_says_that_it_is_unknown(
    texts: list[str], start: int
) -> None:
    book = load_workbook(BytesIO(FORM))
    rows = list(book["Questions"].iter_rows(min_row=2))
    given_ = {}
    for at, row in enumerate(rows[1:]):
        if at >= start and at - start < len(texts):
            row[4].value = given_[str(row[0].value)] = texts[at - start]
    with TemporaryDirectory() as folder:
        form, path = Path(folder) / "q.xlsx", Path(folder) / "p.toml"
        book.save(form)
        ran = run("init", path, "--from", form)
        assert ran.code == 0
        data = tomllib.loads(path.read_text("utf-8"))
    for key, text in given_.items():
        value: Any = data
        for step in key.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        told = any(key in line and text in line for line in ran.err.splitlines())
        assert value is not None or told or text in UNKNOWN


LEAVES = st.sampled_from(
    [True, False, 0, 7, 50, "x", "beijing", "US", "company", ["a"]]
)
KEYS = st.sampled_from(
    [
        *("name", "place", "places", "registration", "servers", "owners", "services"),
        *("share", "jurisdiction", "kind", "legal_form", "id", "facts", "app", "due"),
        *("listed", "capital_cny", "products", "tasks", "Name", "owner", "for_others"),
    ]
)
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, max_size=3), st.lists(inner, max_size=2)
    ),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, NESTED, max_size=5))
@settings(max_examples=150)
def test_every_leaf_of_a_profile_is_in_the_model_or_told(data: dict[str, Any]) -> None:
    raw = tomli_w.dumps(
        {"schema": 1, "name": "N", "services": ["ircs"], **data}
    ).encode()
    try:
        profile, _ = load(raw, "x.toml", settler(NAMES))
    except ProfileError as error:
        assert error.problems
        return
    kept = every(Profile.model_dump(profile, mode="json", by_alias=True))
    for leaf in every(tomllib.loads(raw.decode())):
        assert leaf in kept or NAMES.services(leaf) or NAMES.place(leaf)
