"""`vatscheck services`: the services of the Catalogue and the names that they go by."""

from __future__ import annotations

from vatscheck.cli.files import show
from vatscheck.cli.options import Language


def services(lang: Language = "en") -> None:
    """List the services: id, catalogue code, both names, market names."""
    from vatscheck.law.book import load_law
    from vatscheck.report.listing import service_lines

    show("\n".join(service_lines(load_law(), lang)))
