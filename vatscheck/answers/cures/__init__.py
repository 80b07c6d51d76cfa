"""The cures of an answer, numbered, with their steps and sources: one file a format."""
