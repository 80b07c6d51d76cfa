"""What a person's words for an activity may mean: products, services, content, sectors.

An exact id comes first; then the index of words; then the names of the law itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from vatscheck.names.aliases import fold
from vatscheck.names.index import Names, close
from vatscheck.names.words import COLUMNS, Reading, words

Matched = Literal["exact", "term", "near", "none"]
SECTORS = "facts.sectors"
"""The fact whose values are the regulated lines of business."""
SPELT = 0.75
"""From here on an id is meant, and only misspelt."""
NEAR = 3
"""So many names are offered for an unknown one."""


class Candidate(NamedTuple):
    """One thing that a word may mean.

    `kind` is product, service, content, sector or fact; `need` and `services` are what
    a product needs; the threshold says from where on an activity is that thing.
    """

    id: str
    kind: str
    en: str
    zh: str
    need: str | None = None
    services: Sequence[str] = ()
    threshold: str = ""
    threshold_zh: str = ""


class Meaning(NamedTuple):
    """What a word may mean, best first.

    `columns` are the first candidates to choose between where the word leaves it open;
    `ask` are the codes of the questions that settle it; `nearest` are words of the
    index, given on a miss.
    """

    word: str
    matched: Matched
    candidates: Sequence[Candidate] = ()
    options: Sequence[str] = ()
    ask: Sequence[str] = ()
    nearest: Sequence[str] = ()

    @property
    def products(self) -> list[str]:
        """The ids of the candidates that are products."""
        return [c.id for c in self.candidates if c.kind == "product"]


def meaning(names: Names, word: str, *, near: bool = True) -> Meaning:
    """Return what a word or phrase may mean in the names of the law.

    To look for near words takes a while; without `near` a miss names none.
    """
    exact = _exact(names, word.strip())
    reading = words().read(word)
    by_law = [] if exact else list(_named(names, word))
    if by_law and not (reading and reading.whole):
        return Meaning(word, "term", by_law)
    known = [id for id in (reading.candidates if reading else ()) if id in _ids(names)]
    if exact and ("_" in exact.id or "-" in exact.id or not known):
        return Meaning(word, "exact", [exact])
    if reading is None or not known:
        nearest = words().nearest(word) if near else []
        return Meaning(word, "near" if nearest else "none", nearest=nearest)
    found = [_candidate(names, id) for id in known]
    if exact:
        found = [exact, *(c for c in found if c.id != exact.id)]
    options = [id for id in _options(reading) if id in known]
    return Meaning(word, "exact" if exact else "term", found, options, reading.ask)


def _ids(names: Names) -> Mapping[str, object]:
    return {**names.law.products, **names.law.services}


def _options(reading: Reading) -> list[str]:
    """The first candidate of each column, where the phrase chooses none of them."""
    firsts = (
        ids[0] for name in COLUMNS if (ids := reading.columns.get(name)) is not None
    )
    found = list(dict.fromkeys(firsts))
    return found if len(found) > 1 else []


def _exact(names: Names, word: str) -> Candidate | None:
    return _candidate(names, word) if word in _ids(names) else None


def _candidate(names: Names, id: str) -> Candidate:
    law = names.law
    if id in law.products:
        product = law.products[id]
        own = (product.need, product.services, product.text, product.text_zh)
        return Candidate(id, "product", product.en, product.zh, *own)
    service = law.services[id]
    said = (service.threshold, service.threshold_zh)
    return Candidate(id, "service", service.en, service.zh, None, (id,), *said)


def _named(names: Names, word: str) -> Iterator[Candidate]:
    """What the law itself calls so: services, kinds of content, sectors, facts."""
    law = names.law
    for id in names.services(word):
        yield _candidate(names, id)
    if kind := names.content(word):
        content = law.contents[kind]
        yield Candidate(kind, "content", content.en, content.zh)
    if sectors := law.facts.get(SECTORS):
        for value, zh in zip(sectors.values, sectors.chinese, strict=True):
            if fold(word) in (fold(value), fold(zh)) and value != "none":
                yield Candidate(value, "sector", value.replace("-", " "), zh)
    if word.removeprefix("facts.") in names.facts:
        fact = names.facts[word.removeprefix("facts.")]
        yield Candidate(fact.id, "fact", fact.question, fact.question_zh)


def near_products(names: Names, word: str) -> list[str]:
    """Return the products that an unknown name may mean, three at most."""
    from difflib import SequenceMatcher

    spelt = close(word, names.law.products, n=NEAR, cutoff=0.4)
    alike = [id for id in spelt if SequenceMatcher(None, word, id).ratio() > SPELT]
    meant = meaning(names, word, near=False).products
    return list(dict.fromkeys((*alike, *meant)))[:NEAR] or spelt


def near_services(names: Names, word: str) -> list[str]:
    """Return the services nearest to an unknown name: by their own names, or the index."""
    found = names.near_services(word)
    if found:
        return found
    ids = (id for c in meaning(names, word, near=False).candidates for id in c.services)
    return list(dict.fromkeys(ids))[:NEAR]
