"""Shapes of documents that do not stand beside their question yet."""
