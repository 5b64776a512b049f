"""Tools that a person works through on Discord: results kept, problems written on, a study plan."""
