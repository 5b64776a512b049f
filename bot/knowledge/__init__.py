"""What the bot knows: the files, their models, and the resolver of titles."""
