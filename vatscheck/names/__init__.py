"""From the words that people write to the ids of the law."""
