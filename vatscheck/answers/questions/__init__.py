"""The questions about a company, each in words and as a JSON document, one module each."""
