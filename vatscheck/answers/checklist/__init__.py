"""The checklist that a team works on, in the formats of an office."""
