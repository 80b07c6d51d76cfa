"""What changed between two answers, for a reader: one page, one file a format."""
