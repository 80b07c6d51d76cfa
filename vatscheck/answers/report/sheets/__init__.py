"""The report as a workbook: the answer first, then what a team filters and fills in."""
