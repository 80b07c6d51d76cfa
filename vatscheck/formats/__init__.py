"""How a page is laid out, one file a format; only here is text made inert for its kind.

Nothing here knows what a page is about: blocks go in, text or bytes come out.
"""
