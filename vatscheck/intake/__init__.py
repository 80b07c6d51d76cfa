"""Starting a profile: which questions to ask, and how answers become a profile."""
