"""The colours of the statuses, as Word and Excel write them; the page has its own sheet."""

COLOURS = {
    "licensable": ("0B5B36", "DCF1E4"),
    "conditional": ("714400", "FBECC9"),
    "not_licensable": ("8C1C1C", "F9E0DC"),
    "undetermined": ("35456E", "E3E8F5"),
    "not_needed": ("3B4652", "E8ECEF"),
    "not_covered": ("3B4652", "E8ECEF"),
}
"""The dark word and the pale ground of each status: legible in grey too."""
