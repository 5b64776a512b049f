"""Quizzes on Discord: what is shown in the channel, and what clicks do."""
