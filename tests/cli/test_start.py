"""Starting fast: what is imported, and when."""

import subprocess
import sys

import pytest

from vatscheck import __version__

LATE = "vatscheck.profile.sentences"
"""The words for errors, loaded only where there is one."""
SCRIPT = """
import sys
sys.argv = {argv}
from vatscheck.cli.start import run
try:
    run()
except SystemExit:
    pass
print(*sorted(sys.modules), file=sys.stderr)
"""


def modules(*argv: str) -> tuple[str, set[str]]:
    """Return what a command printed and the modules that it loaded."""
    script = SCRIPT.format(argv=["vatscheck", *argv])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout, set(done.stderr.splitlines()[-1].split())


LIGHT = ("vatscheck.cli", "vatscheck.words")
"""The command line, and the catalogue that knows which languages there are."""


def test_version_loads_neither_models_nor_rich_nor_the_law() -> None:
    out, loaded = modules("--version")
    assert out == f"vatscheck {__version__}\n"
    slow = {"rich", "pydantic", "tomlkit", "tomllib", "json"}
    assert not loaded & slow
    ours = {name for name in loaded if name.startswith("vatscheck")}
    assert all(name.startswith(LIGHT) for name in ours - {"vatscheck"})


@pytest.mark.parametrize(("format", "rich"), [("json", False), ("table", True)])
def test_rich_is_only_for_tables(format: str, rich: bool) -> None:
    _, loaded = modules("assess", "profiles/tesla.toml", "--format", format)
    assert ("rich" in loaded) == rich
    assert not loaded & {"tomlkit", "unicodedata", "vatscheck.law.compile", LATE}
