"""Reports: an answer in, text out. One file a format; nothing here judges anything."""
