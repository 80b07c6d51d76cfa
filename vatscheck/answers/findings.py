"""The findings about a law as sentences."""

from __future__ import annotations

from vatscheck.formats.inert import terminal as escape
from vatscheck.law.findings import Finding
from vatscheck.words.catalogue import Lang, word


def sentence(finding: Finding, lang: Lang) -> str:
    """Return what a finding says, without the record that it is about."""
    parts = {key: escape(value) for key, value in finding.parts.items()}
    return word(finding.what, lang, **parts)
