"""Reports to look at: an invented company that is refused, and a real one that is not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tests.cli.running import LAW, PROFILES
from vatscheck.answers.document import Document
from vatscheck.answers.origin import Origin
from vatscheck.answers.report.build import document
from vatscheck.answers.report.files import made
from vatscheck.engine.assess import assess
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load

DAY = "2026-12-01"
LANGS = ("en", "zh", "both")
NORTHWIND = """schema = 1
name = "Northwind Software (Shanghai) Co., Ltd."
products = ["social", "public_cloud", "contact_centre", "own_shop"]
registration = { place = "shanghai/xuhui", legal_form = "company", capital_cny = 5_000_000 }
servers = { places = ["beijing"] }
owners = [{ name = "Northwind Software, Inc.", jurisdiction = "US", share = 100 }]
"""
TESLA = (PROFILES / "tesla.toml").read_text(encoding="utf-8")
EVIL = (
    '=HYPERLINK("http://x.example","<script>alert(1)</script>")|**b** [a](b) \x1b[31m'
)


@cache
def reports(text: str, lang: str, day: str = DAY) -> list[Document]:
    """Return the report of a profile in one language, or both."""
    names = Names(LAW)
    profile, digest = load(text.encode(), "p.toml", settler(names))
    answer = assess(profile, LAW, day)._replace(digest=digest)
    origin = Origin("p.toml", text, names)
    languages = ("en", "zh") if lang == "both" else (lang,)
    return [document(answer, each, origin) for each in languages]


def report(text: str, lang: str = "en", day: str = DAY) -> dict[str, Any]:
    """Return the data of a report."""
    return reports(text, lang, day)[0].data


def file(text: str, ending: str, lang: str = "en", day: str = DAY) -> bytes:
    """Return the report as a file."""
    return made(reports(text, lang, day), ending)


def toml(value: str) -> str:
    """Return a text as a TOML string."""
    import json

    return json.dumps(value)


def hostile() -> str:
    """Return a profile whose every text tries to come alive."""
    evil = toml(EVIL)
    return (
        f"schema = 1\nname = {evil}\n"
        'services = [{ id = "info-publish", content = ["none"] }]\n'
        f'[[owners]]\nname = {evil}\njurisdiction = "HK"\nshare = 60\n'
        f'[[tasks]]\nid = "app-filing"\nowner = {evil}\nremarks = {evil}\n'
    )


def folder(path: Path, text: str) -> Path:
    """Write a profile into a folder and return the file."""
    file = path / "p.toml"
    file.write_text(text, encoding="utf-8")
    return file
