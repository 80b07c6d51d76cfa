"""The columns of the output are those of the finding and of what stands beside it."""

from vatscheck.portfolio.rows import COLUMNS, LISTS, Edition, Finding, Record


def test_every_field_is_a_column_in_its_order() -> None:
    row, id, name, _, error = Record._fields
    wanted = (row, id, name, *Finding._fields, error, *Edition._fields)
    assert wanted == COLUMNS


def test_what_may_be_several_is_a_list() -> None:
    lists = {name for name, default in Finding._field_defaults.items() if default == ()}
    assert lists == set(LISTS)
