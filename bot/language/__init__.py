"""A question in anybody's words: what it is about, and what it asks."""
