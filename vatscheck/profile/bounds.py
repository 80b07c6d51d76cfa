"""How large what is read may be: looked at before it is parsed, in one table.

A file beyond one of them is refused with the limit in the sentence. Bytes unless
another unit is named.
"""

PROFILE = 1_000_000
"""A profile: more is not even parsed."""
FILE = 10_000_000
"""Any other file that is read: a workbook, a document, a table, a saved answer, a law file."""
PART = 50_000_000
"""One part of an office file, unpacked."""
UNPACKED = 200_000_000
"""All parts of an office file, unpacked."""
ROWS = 5_000
"""Rows of a sheet or table: more are no cap table and no questionnaire."""
COLUMNS = 60
"""Columns of a sheet."""
CELLS = ROWS * COLUMNS
"""Cells, texts and paragraphs of one part, empty and merged ones included."""
CELL = 131_072
"""One cell of a CSV table, in signs: more is a quote that nothing closes."""
PROBLEMS = 1_000
"""Problems of a profile that are told one by one."""
