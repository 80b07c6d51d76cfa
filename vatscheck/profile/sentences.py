"""Which sentence a validation error gets, and what it names: found, allowed, example."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from vatscheck.profile.models import MAX_LEVELS, Profile
from vatscheck.profile.problems import Loc, Problem

SENTENCES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "not-one-of",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "finite_number": "out-of-range",
    "string_too_short": "empty",
    "too_short": "empty",
    "bool_type": "wants-bool",
    "bool_parsing": "wants-bool",
    "string_type": "wants-text",
    "list_type": "wants-list",
    "string_pattern_mismatch": "jurisdiction-unknown",
    "recursion_depth_exceeded": "too-many-levels",
}
"""The sentence for each kind of validation error; any other is `wrong-type`."""
OWN = (
    "range-order",
    "supplier-elsewhere",
    "shares-over-100",
    "share-left-out",
    "shares-fractions",
    "too-many-levels",
    "none-beside",
    "task-twice",
    "ten-largest-shown",
    "kind-elsewhere",
    "kind-last",
    "no-such-day",
    "waiver-day",
    "waiver-ends-first",
    "waiver-too-long",
    "waiver-digest",
    "waiver-reason",
    "waiver-twice",
)
"""The errors that the models themselves raise: each is a sentence of its own."""
ITEMS = {
    "services": "ircs",
    "products": "marketplace",
    "content": "none",
    "serves": "nationwide",
}
"""What stands in a list, by its key; places elsewhere."""
EXAMPLES = {
    "schema": "schema = 1",
    "name": 'name = "Example Co., Ltd."',
    "services": 'services = ["ircs"]',
    "products": 'products = ["marketplace"]',
    "id": 'id = "ircs"',
    "share": "share = 50",
    "min": "min = 40",
    "max": "max = 60",
    "jurisdiction": 'jurisdiction = "US"',
    "place": 'place = "shanghai/pudong"',
    "places": 'places = ["shanghai/pudong"]',
    "serves": 'serves = ["nationwide"]',
    "content": 'content = ["none"]',
    "capital_cny": "capital_cny = 10_000_000",
    "registration": 'place = "shanghai/pudong"',
    "servers": 'places = ["shanghai/pudong"]',
    "owners": 'jurisdiction = "US"',
    "facts": "contract_control = false",
    "tasks": 'id = "app-filing"',
    "waivers": 'rule = "app-filing"',
    "rule": 'rule = "app-filing"',
    "reason": 'reason = "Filed 2026-11-12, receipt pending."',
    "by": 'by = "Zhang Wei, GC"',
    "decided": "decided = 2026-11-20",
    "until": "until = 2027-02-28",
}
"""What to write, for the keys whose absence or type is an error; in a table, below it."""
HOMES = {
    "registration": "[registration]",
    "servers": "[servers]",
    "owners": "[[owners]]",
    "services": "[[services]]",
    "facts": "[facts]",
    "tasks": "[[tasks]]",
    "waivers": "[[waivers]]",
}
"""How the header of each table is written."""
MEANT = {
    "country": "jurisdiction",
    "nationality": "jurisdiction",
    "percent": "share",
    "percentage": "share",
    "stake": "share",
    "shareholder": "owners",
    "shareholders": "owners",
    "investors": "owners",
    "address": "place",
    "city": "place",
    "location": "place",
    "capital": "capital_cny",
    "registered_capital": "capital_cny",
    "company_name": "name",
    "type": "legal_form",
    "wfoe": "company",
    "jv": "company",
    "llc": "company",
    "limited": "company",
    "有限公司": "company",
    "有限责任公司": "company",
    "股份有限公司": "company",
    "合伙企业": "partnership",
    "个体工商户": "sole-trader",
    "分公司": "branch",
    "rep-office": "representative-office",
    "representative": "representative-office",
    "代表处": "representative-office",
    "常驻代表机构": "representative-office",
    "individual": "person",
    "自然人": "person",
    "个人": "person",
    "国有企业": "state",
    "上市公司": "listed",
    "中央结算": "hkscc",
}
"""Words that lawyers use for the keys and values of a profile, in lower case."""


def distinct(problems: Iterable[Problem]) -> list[Problem]:
    """One problem a key: a share that is neither number nor range errs twice."""
    first: dict[Loc, Problem] = {}
    for problem in problems:
        if problem.loc not in first or problem.id in OWN:
            first[problem.loc] = problem
    deeper = {loc[:depth] for loc in first for depth in range(len(loc))}
    return [p for p in first.values() if p.id != "share" or p.loc not in deeper]


def problem(error: Any, data: dict[str, Any]) -> Problem:
    """The problem of one validation error: its sentence, its key and its parts."""
    loc = _real(error["loc"], data, error["type"] == "missing")
    key = next((step for step in loc[::-1] if isinstance(step, str)), "")
    context = error.get("ctx", {})
    if error["type"] in OWN:
        parts = {name: str(value) for name, value in context.items() if name != "at"}
        return Problem(error["type"], (*loc, *context.get("at", ())), parts)
    id = _sentence(error, loc, key)
    parts = {"found": shown(error["input"]), "key": key, "most": str(MAX_LEVELS)}
    if id == "unknown-key":
        id, more = _unknown_key(str(loc[-1]), loc[:-1])
    elif id == "not-one-of":
        id, more = _not_one_of(error["input"], str(context["expected"]))
    else:
        more = _advice(error["input"], key, id)
        if loc[:1] == ("tasks",) and key == "id":
            more["example"] = EXAMPLES["tasks"]
    return Problem(id, loc, parts | more, missing=id == "missing-key")


def _sentence(error: Any, loc: Loc, key: str) -> str:
    """The id of the sentence for a validation error."""
    id = SENTENCES.get(error["type"], "wrong-type")
    if key == "schema" and id in ("not-one-of", "wrong-type"):
        return "schema-number"
    if "share" in loc and id in ("wrong-type", "out-of-range"):
        return "share"
    table = isinstance(error["input"], dict) and key == "services"
    tables = key != "services" and HOMES.get(key, "").startswith("[[")
    if id == "wants-list" and (table or tables):
        return "wants-tables"
    if id == "wrong-type" and key in HOMES and key != "services":
        return "wants-header"
    return id


def _advice(found: Any, key: str, id: str) -> dict[str, str]:
    """What to write for a key: the value found where it only lacks its form."""
    item = ITEMS.get(key, "shanghai/pudong")
    example = EXAMPLES.get(key, f'{key} = "..."')
    in_list = id == "wants-text" and key in HOMES
    if in_list or (isinstance(found, list) and id == "empty"):
        example = f'{key} = ["{item}"]'
    if isinstance(found, str) and 0 < len(found) < 40:
        item = found
        number = _number_in(found) if id in ("wrong-type", "share") else None
        if number is not None and (id != "share" or number <= 100):
            example = f"{key} = {number:f}"
    parts = {"item": item, "example": example, "table": HOMES.get(key, "")}
    return parts | _header(found, key)


def _number_in(text: str) -> Decimal | None:
    """The number that stands in a text: "50%", "10,000,000"."""
    pattern = r"\s*(\d{1,3}(?:[, _]?\d{3})*(?:\.\d+)?)\s*[%％]?\s*"
    hit = re.fullmatch(pattern, text)
    return Decimal(re.sub("[, _]", "", hit[1])) if hit else None


def _header(found: Any, key: str) -> dict[str, str]:
    """A table that stands where another kind belongs, shown by its header."""
    if key in HOMES and isinstance(found, dict):
        return {"found": f"[{key}]"}
    tables = isinstance(found, list) and found and isinstance(found[0], dict)
    return {"found": f"[[{key}]]"} if key in HOMES and tables else {}


def _unknown_key(key: str, above: Loc) -> tuple[str, dict[str, str]]:
    """What an unknown key is meant to be: misspelt, in the wrong table, or neither."""
    fields = _fields(above)
    meant = MEANT.get(key.lower(), key.lower())
    if near := _close(meant, fields, 0.8):
        return "unknown-key", {"hint": near}
    for home in ((), *((table,) for table in HOMES)):
        if meant in _fields(home) and home != above[:1]:
            where = {"meant": meant, "table": HOMES[home[0]] if home else ""}
            return "belongs-in" if home else "belongs-on-top", where
    if near := _close(meant, fields, 0.6):
        return "unknown-key", {"hint": near}
    return "no-such-key", {"hint": ", ".join(fields)}


def _not_one_of(found: Any, expected: str) -> tuple[str, dict[str, str]]:
    """The values allowed, and the nearest to what was found if one is near."""
    allowed = re.findall("'([^']*)'", expected)
    parts = {"allowed": ", ".join(f'"{value}"' for value in allowed)}
    word = found.lower() if isinstance(found, str) else ""
    if near := _close(MEANT.get(word, word), allowed, 0.6):
        return "not-one-of-near", parts | {"hint": f'"{near}"'}
    return "not-one-of", parts


def shown(value: Any) -> str:
    """Return a value as it would stand in TOML, shortened to one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{...}"
    if isinstance(value, list):
        return "[" + _cut(", ".join(map(shown, value[:20]))) + "]"
    if isinstance(value, int):
        return _cut(str(value)) if abs(value) < 10**100 else f"{Decimal(value):.3e}"
    return f'"{_cut(value)}"' if isinstance(value, str) else _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _real(loc: Loc, data: Any, missing: bool) -> Loc:
    """The part of an error's path that exists in the file, type tags left out."""
    path: list[str | int] = []
    for at, step in enumerate(loc):
        last = missing and at == len(loc) - 1
        if isinstance(data, dict) and (step in data or last):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _fields(loc: Loc) -> list[str]:
    """The keys that a table of the profile may have."""
    model: Any = Profile
    for step in loc:
        if isinstance(step, int):
            continue
        model = model.model_fields[step if step != "schema" else "schema_"].annotation
        while not (isinstance(model, type) and issubclass(model, BaseModel)):
            options = [a for a in get_args(model) if a is not type(None)]
            if not options:
                return []
            model = options[-1]
    return [field.alias or key for key, field in model.model_fields.items()]


def _close(word: str, words: list[str], cutoff: float) -> str:
    """The one word that is most like a word, or nothing."""
    from difflib import get_close_matches  # only where there is an error

    close = get_close_matches(word, words, n=1, cutoff=cutoff)
    return close[0] if close else ""
