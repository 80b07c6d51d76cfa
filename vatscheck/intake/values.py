"""From an answer as somebody wrote it to a value of the profile; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from vatscheck.intake.form import Question
from vatscheck.intake.shares import Misread, percent
from vatscheck.names import aliases
from vatscheck.names.addresses import places_in
from vatscheck.names.aliases import fold
from vatscheck.names.index import SERVICES, Names
from vatscheck.names.resolution import PLACES, PRODUCTS

NUMBER = re.compile(
    r"(?:rmb|cny|[¥￥]|人民币)?\s*(\d{1,3}(?:[,，_ ']\d{3})+|\d+)(\.\d+)?"
    r"\s*(万|亿|million|billion)?\s*(?:元|人|rmb|cny|yuan)?(?:人民币)?"
)
"""A number as people write it; a foreign currency is none."""
TIMES = {"": 1, "万": 10**4, "亿": 10**8, "million": 10**6, "billion": 10**9}
BEGINS = re.compile(
    r"(yes|no|是|否|有|没有|无)\s*[,，;；:：.。(（–—-]\s*(.+)", re.DOTALL
)
"""A yes or no with something after it: Yes (Mr. Wang)."""
LIMITED = re.compile(
    r"\b(but|except|unless|if|when|only|not|no|never|yet|plan\w*|maybe|partly|later|"
    r"soon|other|outside|abroad|will)\b|但|除|仅|只|不|未|没|计划|将|如|可能|部分|其他|境外"
)
"""What takes back a part of it: such an answer is no plain yes or no."""
APART = re.compile("[;；\n]")
COMMA = re.compile("[,，、]")
"""What stands between the items of a list for certain, and what may."""


class Reader:
    """Reads answers with the names of the law."""

    def __init__(self, names: Names) -> None:
        self.names, self.law = names, names.law

    def read(self, question: Question, text: str) -> Any:
        """Return the value that an answer stands for, none for unknown.

        Raises `Misread` with what was found and what to write instead.
        """
        text = text.strip()
        nothing = question.kind != "text" and fold(text) in aliases.UNKNOWN
        if not text or nothing:
            return None
        method = getattr(self, f"_{question.kind.replace('-', '_')}")
        return method(text, question)

    def _text(self, text: str, _: Question) -> str:
        return text

    def _number(self, text: str, question: Question) -> int:
        from unicodedata import normalize

        hit = NUMBER.fullmatch(normalize("NFKC", text).strip().casefold())
        if hit is None:
            raise Misread(_wants(question), found=text)
        digits = re.sub(r"\D", "", hit[1]) + (hit[2] or "")
        number = Decimal(digits) * TIMES[hit[3] or ""]
        if number != number.to_integral_value() or number.adjusted() > 20:
            raise Misread(_wants(question), found=text)
        return int(number)

    def _yes_no(self, text: str, _: Question) -> bool:
        plain = plain_yes_no(text)
        if plain is not None:
            return plain
        from unicodedata import normalize

        hit = BEGINS.fullmatch(normalize("NFKC", text).strip().casefold())
        if hit and not LIMITED.search(hit[2]):
            return hit[1] in aliases.YES
        raise Misread("intake-yes-no", found=text)

    def _one(self, text: str, question: Question) -> str:
        if found := aliases.value(text, question.values, question.chinese):
            return found
        allowed = ", ".join(question.values)
        raise Misread("intake-one", found=text, allowed=allowed)

    def _several(self, text: str, question: Question) -> list[str]:
        return _each(text, lambda item: [self._one(item, question)])

    def _content(self, text: str, _: Question) -> list[str]:
        found = _each(text, self._kind_of_content)
        if "none" in found and len(found) > 1:
            raise Misread("none-beside")
        return found

    def _kind_of_content(self, text: str) -> list[str]:
        if found := self.names.content(text):
            return [found]
        near = self.names.near_contents(text) or self.law.contents
        raise Misread("intake-one", found=text, allowed=", ".join(near))

    def _place(self, text: str, _: Question) -> str:
        found = places_in(self.names, text)
        if len(found) == 1:
            return found[0]
        near = found or self.names.near_places(text)
        id = "ambiguous-place" if found else "unknown-place" if near else ""
        hint = ", ".join(near or PLACES)
        raise Misread(id or "no-such-place", found=text, hint=hint)

    def _places(self, text: str, question: Question) -> list[str]:
        return _each(text, lambda item: [self._place(item, question)])

    def _serves(self, text: str, question: Question) -> list[str]:
        def area(item: str) -> list[str]:
            return [aliases.served(item) or self._place(item, question)]

        return _each(text, area)

    def _products(self, text: str, _: Question) -> list[str]:
        return _each(text, self._product)

    def _product(self, text: str) -> list[str]:
        every, word = self.law.products.values(), fold(text)
        found = [p.id for p in every if word in map(fold, (p.id, p.en, p.zh))]
        return found or self._meant(text)

    def _meant(self, text: str) -> list[str]:
        """The one product that words mean. Raises `Misread` if they may mean several."""
        from vatscheck.names.meanings import meaning, near_products

        found = meaning(self.names, text, near=False).products
        if len(found) == 1:
            return found
        near = found or near_products(self.names, text) or PRODUCTS
        id = "unclear-product" if found else "unknown-product"
        raise Misread(id, found=text, hint=", ".join(near))

    def wanted(self, text: str) -> dict[str, Any]:
        """Return the services and the products that words stand for, as a profile has them.

        Names of services come first, then the index of words. Raises `Misread` for a
        word that is unknown, or that may be several things.
        """
        found: dict[str, list[Any]] = {"services": [], "products": []}
        for id in _each(text, self._wanted):
            product = id in self.law.products and id not in self.law.services
            found["products" if product else "services"].append(id)
        found["services"] = [{"id": id} for id in found["services"]]
        return {key: items for key, items in found.items() if items}

    def _wanted(self, text: str) -> list[str]:
        return self.names.services(text) or self._product(text)

    def services(self, text: str) -> list[str]:
        """Return the services that names open into. Raises `Misread` for an unknown one."""
        return _each(text, self._service)

    def _service(self, text: str) -> list[str]:
        if found := self.names.services(text):
            return found
        from vatscheck.names.meanings import near_services

        near = near_services(self.names, text) or SERVICES
        raise Misread("unknown-service", found=text, hint=", ".join(near))

    def _jurisdiction(self, text: str, _: Question) -> str:
        if found := self.names.state(text):
            return found
        near = self.names.jurisdiction(text)
        id = "jurisdiction" if near else "jurisdiction-unknown"
        raise Misread(id, found=f'"{text}"', hint=near)

    def _share(self, text: str, _: Question) -> Any:
        share = percent(text)
        if share.doubtful:
            raise Misread("intake-fraction", found=text)
        return share.value


def _wants(question: Question) -> str:
    """The sentence for what is no number: only capital is an amount of money."""
    return "intake-number" if question.key.endswith("_cny") else "intake-whole"


def plain_yes_no(text: str) -> bool | None:
    """Return the yes or no that a text is and nothing else, none if it is not."""
    word = fold(text.replace("/", " "))
    for value, words in ((True, aliases.YES), (False, aliases.NO)):
        if word in words or word == f"{words[0]} {words[3]}":
            return value
    return None


def _each(text: str, read: Callable[[str], list[str]]) -> list[str]:
    """What the items of a list stand for, each once.

    Commas stand between items, and inside of some: an item with one is tried whole.
    """
    found: list[str] = []
    for piece in _pieces(text, APART):
        parts = _pieces(piece, COMMA)
        try:
            found += read(piece)
        except Misread:
            if len(parts) < 2:
                raise
            found += [id for part in parts for id in read(part)]
    return list(dict.fromkeys(found))


def _pieces(text: str, between: re.Pattern[str]) -> list[str]:
    return [piece.strip() for piece in between.split(text) if piece.strip()]
