"""The JSON Schema of the profile, for editors: from its models and the law's facts.

A schema sees the shape only. What a name means, and what several keys say together
(shares above 100, a place of that name), is found by reading the profile.
"""

from __future__ import annotations

from typing import Any

from vatscheck.answers.schema import DIALECT
from vatscheck.answers.waivers import KINDS
from vatscheck.law.book import Law
from vatscheck.law.models import Fact
from vatscheck.profile.models import SUPPLIER_HOMES, Profile
from vatscheck.words.catalogue import word

HOMES = {
    "Profile": "",
    "Registration": "registration.",
    "Servers": "servers.",
    "Owner": "owners.",
    "Range": "owners.share.",
    "ServiceEntry": "services.",
    "Task": "tasks.",
    "Waiver": "waivers.",
}
"""The path of the keys of each model."""
EXAMPLES: dict[str, list[Any]] = {
    "name": ["Example Cloud (Shanghai) Co., Ltd."],
    "registration.place": ["shanghai/pudong", "guangdong/shenzhen/ftz-qianhai"],
    "registration.capital_cny": [10_000_000],
    "servers.places": [["shanghai/lingang"]],
    "owners.share": [100, {"min": 40, "max": 60}],
    "services.serves": [["nationwide"]],
    "services.servers": [["beijing"]],
    "tasks.due": ["2026-12-15"],
    "waivers.reason": ["Filed 2026-11-12, receipt pending."],
}
"""What to write, where the type does not say it."""
PLACES = ("registration.place", "servers.places", "services.servers")
"""The keys that name places."""
PLACE = {"type": "string", "pattern": r"^\S(.*\S)?$"}
"""A place: too many to list, in either language."""
MONEY = 10**21
"""A number beyond all money."""


def profile_schema(law: Law) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a profile under a law."""
    found = Profile.model_json_schema(by_alias=True)
    models = {"Profile": found, **found.pop("$defs")}
    shapes = {name: _shape(law, name, models[name]) for name in HOMES}
    shapes["Facts"] = _facts(law)
    top = shapes.pop("Profile")
    services = top["properties"]["services"]
    ids = {"type": "string", "enum": _services(law)}
    services["items"] = {"anyOf": [ids, {"$ref": "#/$defs/ServiceEntry"}]}
    shapes["Owner"]["allOf"] = [_supplier()]
    shapes["ServiceEntry"]["allOf"] = [_own_use(law)]
    asked = [{"required": ["services"]}, {"required": ["products"]}]
    return {
        "$schema": DIALECT,
        "title": "vatscheck profile",
        **top,
        "anyOf": asked,
        "$defs": shapes,
    }


def _shape(law: Law, name: str, model: dict[str, Any]) -> dict[str, Any]:
    """A table of the profile: closed, with a title and a description for every key."""
    properties = {
        key: _key(law, f"{HOMES[name]}{key}", _plain(value))
        for key, value in model["properties"].items()
    }
    found = {"type": "object", "additionalProperties": False, "properties": properties}
    return found | ({"required": model["required"]} if "required" in model else {})


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    """A value as TOML has it: no null, numbers as numbers only."""
    options = [option for option in node.get("anyOf", ()) if option != {"type": "null"}]
    if {"type": "number"} in options:
        limits = {"minimum": node.get("ge"), "maximum": node.get("le", MONEY)}
        return {"type": "number"} | {k: v for k, v in limits.items() if v is not None}
    if len(options) > 1 and all(option.get("type") == "string" for option in options):
        return {"type": "string"}
    if len(options) == 1:
        return _plain(options[0])
    if options:
        return {"anyOf": [_plain(option) for option in options]}
    kept = (
        "type",
        "enum",
        "const",
        "pattern",
        "minLength",
        "minItems",
        "items",
        "$ref",
    )
    return {key: node[key] for key in kept if key in node}


def _key(law: Law, path: str, value: dict[str, Any]) -> dict[str, Any]:
    """A key with its words, and the values that the law allows for it."""
    values = {
        "services.id": _services(law),
        "owners.jurisdiction": list(law.jurisdictions),
    }
    lists: dict[str, dict[str, Any]] = {
        "products": {"type": "string", "enum": list(law.products)},
        "services.content": {"type": "string", "enum": list(law.contents)},
        "services.serves": PLACE,
        **dict.fromkeys(PLACES, PLACE),
    }
    tasks = (*law.duties, *law.documents, *law.stages, *law.conditions)
    values["waivers.rule"] = [id for kind in KINDS for id in getattr(law, kind)]
    values["waivers.service"] = [*law.services, *law.products]
    if path in values:
        value = {"type": "string", "enum": values[path]}
    elif path == "tasks.id":
        value = {"type": "string", "enum": list(dict.fromkeys(tasks))}
    elif path in lists:
        value = value | {"items": lists[path]} if "items" in value else lists[path]
    if path == "services.content":
        value |= {"if": {"contains": {"const": "none"}}, "then": {"maxItems": 1}}
    examples = {"examples": EXAMPLES[path]} if path in EXAMPLES else {}
    about = "about-place" if path in PLACES else f"about-{path}"
    fact = law.facts.get(path)
    described = (
        _both(fact.question, fact.question_zh)
        if fact
        and path not in PLACES
        and "{" not in fact.question
        and not path.startswith("services.")
        else _both(word(about, "en"), word(about, "zh"))
    )
    title = _both(word(f"key-{path}", "en"), word(f"key-{path}", "zh"))
    return {"title": title, "description": described, **value, **examples}


def _both(en: str, zh: str) -> str:
    return f"{en} / {zh}"


def _services(law: Law, own: bool = False) -> list[str]:
    """Every id, catalogue code and market name of a service, each once.

    `own` = only of services that state what own use below their threshold needs.
    """
    every = [s for s in law.services.values() if s.below or not own]
    names = (name for s in every for name in (s.id, s.code, *s.includes, *s.aliases))
    return list(dict.fromkeys(name for name in names if name))


def _supplier() -> dict[str, Any]:
    """Only companies of Hong Kong and Macao can be certified suppliers."""
    homes = {"properties": {"jurisdiction": {"enum": list(SUPPLIER_HOMES)}}}
    certified = {"properties": {"service_supplier": {"const": True}}}
    person = {"required": ["kind"], "properties": {"kind": {"const": "person"}}}
    return {
        "if": certified | {"required": ["service_supplier"]},
        "then": homes | {"not": person},
    }


def _own_use(law: Law) -> dict[str, Any]:
    """Own use can be stated only of a service that says what it needs then."""
    known = {"properties": {"id": {"enum": _services(law, own=True)}}}
    return {"if": {"required": ["for_others"]}, "then": known}


def _facts(law: Law) -> dict[str, Any]:
    """The table of facts: each with its type, its question, and who knows it."""
    facts = (fact for fact in law.facts.values() if fact.id.startswith("facts."))
    properties = {fact.id.removeprefix("facts."): _fact(fact) for fact in facts}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _fact(fact: Fact) -> dict[str, Any]:
    words = {"type": "string", "enum": list(fact.values)}
    shapes: dict[str, dict[str, Any]] = {
        "yes-no": {"type": "boolean"},
        "number": {"type": "integer", "minimum": 0},
        "one": words,
        "several": {"type": "array", "items": words},
    }
    knows = (
        word("who-knows", "en", who=fact.who),
        word("who-knows", "zh", who=fact.who_zh),
    )
    about = {
        "title": _both(fact.question, fact.question_zh),
        "description": _both(*knows),
    }
    return about | shapes[str(fact.type)]
