"""Tools for a decision, as plain values."""
