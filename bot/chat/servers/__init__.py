"""What the moderators of one server do: its words for roles, its decks, its settings."""
