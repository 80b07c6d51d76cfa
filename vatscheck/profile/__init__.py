"""The profile: models, loading, and errors that say where and what to write instead."""
