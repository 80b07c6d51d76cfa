"""Overlays: one that may be used, and one that must be refused with every error told."""

from pathlib import Path

GOOD = Path(__file__).parent / "good"
ADDED = GOOD / "added"
"""The part of it that only adds."""
BAD = Path(__file__).parent / "bad"
