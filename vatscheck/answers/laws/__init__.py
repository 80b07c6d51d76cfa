"""What the `law` commands say: lists, findings, tests, coverage, differences, pages."""
