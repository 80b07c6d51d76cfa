"""A list in Markdown: texts without a number of their own stand below one that has."""

from vatscheck.formats.markdown import render
from vatscheck.formats.page import Listing, Page, line


def test_a_text_without_a_number_stands_below_the_one_before() -> None:
    items = (("1", line("first")), ("", line("tried")), ("2", line("second")))
    page = Page("x", "en", (Listing(items),))
    assert render(page) == "1. first\n   - tried\n2. second"


def test_a_list_without_numbers_has_bullets() -> None:
    page = Page("x", "en", (Listing((("", line("a")), ("-", line("b")))),))
    assert render(page) == "- a\n- b"
