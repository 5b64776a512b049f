"""A Discord bot that tells AI jobs apart."""
