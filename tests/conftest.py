"""What all tests share: the law, loaded once, and how they are spread over the cores."""

import pytest
from hypothesis import settings

from vatscheck.law.book import Law, load_law

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Benchmarks run alone in one process; all else is spread and times nothing."""
    alone = config.option.markexpr == "benchmark"
    config.option.benchmark_disable = not alone
    if alone:
        config.option.numprocesses = 0
        config.option.dist = "no"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Properties come first: they take longest, and short tests fill up the end."""
    items.sort(key=lambda item: "hypothesis" not in item.keywords)


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()
