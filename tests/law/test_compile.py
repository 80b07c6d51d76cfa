"""The file that ships is the one that the sources give."""

from vatscheck.law.book import BUILT, Law
from vatscheck.law.compile import build, digest


def test_the_compiled_law_is_current(law: Law) -> None:
    assert BUILT.read_text(encoding="utf-8") == build(), (
        "run: python -m vatscheck.law.compile"
    )
    assert law.head.digest == digest()
