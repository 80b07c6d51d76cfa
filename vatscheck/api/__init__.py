"""The front door: each question as a function that returns a document.

    from vatscheck import api

    answer = api.assess("client.toml", day="2026-12-01")
    answer.to_dict()          # the JSON that `vatscheck assess` prints
    print(answer)             # the short answer, as a terminal shows it

A document shows itself in a notebook and in rich. A profile is named by its path, or
given as `load_profile` returns it; then no line of a file is told. The law is the
bundled one and the day is today in China unless others are given. `api.law` asks about
the law itself. The command line makes its documents here and nowhere else. Stable: the
names of these modules, their keywords, and the JSON of the documents.
"""

from vatscheck.api import law
from vatscheck.api.changes import compare, drift, whatif
from vatscheck.api.company import (
    as_file,
    assess,
    cures,
    limits,
    report,
    timeline,
    where,
    why,
)
from vatscheck.api.lookups import (
    Unknown,
    check,
    classify,
    explain,
    facts,
    places,
    services,
    unread,
)
from vatscheck.api.subject import ask, load_law, load_profile, today

__all__ = [
    "Unknown",
    "as_file",
    "ask",
    "assess",
    "check",
    "classify",
    "compare",
    "cures",
    "drift",
    "explain",
    "facts",
    "law",
    "limits",
    "load_law",
    "load_profile",
    "places",
    "report",
    "services",
    "timeline",
    "today",
    "unread",
    "whatif",
    "where",
    "why",
]
