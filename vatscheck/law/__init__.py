"""The law as data: its sources in TOML, the records, and the map of places."""
