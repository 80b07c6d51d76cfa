"""How large a stream of companies may be: it is never held whole, so these are its own.

A row beyond one of them is a row that is not judged; a file beyond one is refused.
"""

LINE = 1_000_000
"""Bytes of a line, or of a row of a table."""
COLUMNS = 1_000
"""Columns of a table."""
SPAN = 1_000
"""Lines that one row of a CSV file may go over."""
PART = 2_000_000_000
"""Bytes of one part of an office file, unpacked: read as a stream, never held whole."""
EXCEL_ROWS = 1_000_000
"""Rows of verdicts that a workbook takes."""
