"""The report: the answer as a memo with its checklist, papers, steps, proof and sources."""
