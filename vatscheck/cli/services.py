"""`vatscheck services`: the services of the Catalogue and the names that they go by."""

from __future__ import annotations

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Language, LawFolder


def services(lang: Language = "en", law_folder: LawFolder = None) -> int:
    """List the services: id, catalogue code, both names, market names."""
    from vatscheck.report.listing import service_lines
    from vatscheck.report.overlay import headed

    law = the_law(law_folder, lang)
    if law is None:
        return 2
    show(headed("\n".join(service_lines(law, lang)), law, lang))
    return 0
