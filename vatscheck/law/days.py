"""Days as the law writes them: ISO strings, and those before and after."""

from datetime import date, timedelta


def shifted(day: str, by: int) -> str:
    """Return the ISO day so many days after an ISO day (before it, if negative)."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
