"""`python -m vatscheck` is the command line."""

from vatscheck.cli.start import run

run()
