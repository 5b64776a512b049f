"""What belongs to one server: its settings, its words, its decks."""
