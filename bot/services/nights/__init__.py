"""Quizzes planned for later: announced, reminded of, opened by themselves."""
