"""A page as a Word document: texts go in as runs only, no markup of theirs."""
