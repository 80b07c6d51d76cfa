"""Laws made from the bundled one by changing a record, as an overlay does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from vatscheck.law.book import BUILT, Law
from vatscheck.law.evidence import Evidence
from vatscheck.law.models import KINDS, Prohibition, Route, Use, Version
from vatscheck.law.rules import records

SURE = Evidence(["telecom-regulations"], "P", "high", "2026-11-22", False)


def changed(*found: Any) -> Law:
    """The bundled law with records put into it."""
    law = Law(BUILT.read_bytes())
    kinds = {record: kind for kind, record in KINDS.items()}
    for record in found:
        books: Any = records(law, kinds[type(record)])
        books.put(record)
    return law


def route(services: list[str], area: str | None, cap: int, start: str) -> Route:
    """A route of no legal basis, for these services, in an area or anywhere."""
    uses = [Use("foreign-at-most", ["telecom-regulations"], cap)]
    if area:
        uses.append(Use("registered-within", ["telecom-regulations"], area))
    version = Version(start, services, uses)
    words = ("made up", "虚构", "A made-up route.", "虚构途径。")
    return Route("made-up", "area", *words, SURE, [version], area)


def prohibition(services: list[str], share: int, start: str) -> Prohibition:
    """A prohibition of no legal basis, for shares above one."""
    use = Use("foreign-above", ["telecom-regulations"], share)
    words = ("made up", "虚构", "A made-up prohibition.", "虚构禁止。")
    return Prohibition("made-up", start, *words, SURE, [use], services)


def recapped(law: Law, id: str, old: int, new: int) -> Route:
    """A route with another cap in all versions that have the old one."""
    found: Route = law.routes[id]

    def use(one: Use) -> Use:
        same = one.check == "foreign-at-most" and Decimal(one.value) == old
        return one._replace(value=new) if same else one

    versions = [v._replace(when=[use(one) for one in v.when]) for v in found.version]
    return found._replace(version=versions)
