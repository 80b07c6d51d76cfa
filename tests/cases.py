"""The worked cases of this folder, and running a case."""

from pathlib import Path

CASES = Path(__file__).parent / "cases"
