"""The sections of a report behind its first page, each from the data to blocks of a page."""
