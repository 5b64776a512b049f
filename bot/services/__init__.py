"""What the bot does: values in, named outcomes out."""
