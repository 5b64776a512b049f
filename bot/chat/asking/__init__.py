"""Questions in anybody's words: by command, by mention, in direct messages, by menu."""
