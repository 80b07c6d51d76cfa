"""The sentences of each language as data, and what puts them to the values of an answer."""
