"""The bot without Discord: in a local page, or line by line in a terminal."""
