"""What is one server's alone: its settings, its words for roles, its decks, and its end."""
