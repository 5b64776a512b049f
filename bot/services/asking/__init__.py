"""Answer questions in anybody's words."""
