"""Postings: what they say, and what that means."""
