"""Many companies at once: the verdicts of `assess` as rows, from a file of any size."""
