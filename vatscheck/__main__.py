"""`python -m vatscheck` is the command line."""

from vatscheck.cli.main import run

run()
