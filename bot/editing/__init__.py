"""Changing what the bot knows: checked as a whole, live without a restart, never by halves."""
