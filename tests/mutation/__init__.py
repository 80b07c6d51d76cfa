"""Mutation testing: small faults put into the modules that decide, and who notices."""
