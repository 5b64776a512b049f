"""All that knows Discord."""
