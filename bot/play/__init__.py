"""Running games: the pure game, the store it is written to, the stage it is shown on, the clock."""
