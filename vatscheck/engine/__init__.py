"""The engine: from a profile and the law of a day to one proof a service. No I/O."""
