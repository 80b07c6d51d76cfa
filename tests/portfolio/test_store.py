"""What is kept is bounded, and what was asked for last is among it."""

from vatscheck.portfolio.store import Store


def test_what_was_asked_for_last_is_kept() -> None:
    store: Store[int] = Store(10)
    for key in range(100):
        store.put(key, key)
        assert store.get(key) == key
        assert len(store) <= 20
    assert all(store.get(key) == key for key in range(90, 100))
    assert store.get(50) is None


def test_what_is_asked_for_again_and_again_never_leaves() -> None:
    store: Store[int] = Store(10)
    store.put("often", 1)
    for key in range(100):
        store.put(key, key)
        assert store.get("often") == 1
