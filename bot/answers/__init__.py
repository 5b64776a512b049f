"""Answers as values: queries in, blocks of text and charts out."""
