"""Keeping the law fresh: its tests, its lint, overlays, and what a change leads to."""
