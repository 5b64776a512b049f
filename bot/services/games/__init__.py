"""Running games: the pure game, its rows, where it is shown, the clock."""
