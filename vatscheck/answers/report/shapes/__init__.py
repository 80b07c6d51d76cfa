"""The shape of the report (`vatscheck/report/1`), from which its schema is made."""
