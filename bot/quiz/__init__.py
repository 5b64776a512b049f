"""The quiz as values: items, questions, judging, scoring, the game, and a person's review."""
