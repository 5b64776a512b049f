"""Discord plumbing that no feature owns."""
