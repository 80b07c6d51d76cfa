"""What products need, each in a few lines: the need, why, the doubt, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vatscheck.answers.explain import evidence
from vatscheck.answers.rows import need
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases


def classification(law: Law, ids: Iterable[str], lang: Lang) -> Iterator[str]:
    """Yield the lines of each product. Raises `KeyError` for an unknown id."""
    phrases = Phrases(law, law.head.verified_on, lang)
    for id in ids:
        product = law.products[id]
        yield f"{id}: {phrases.both(product)}"
        yield f"  {need(product, product.need, phrases)}"
        yield f"  {phrases.of(product, 'text')}"
        yield from (f"  {line}" for line in evidence(product.evidence, phrases))
