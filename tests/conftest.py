"""What all tests share: the law, loaded once."""

import pytest
from hypothesis import settings

from vatscheck.law.book import Law, load_law

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()
