"""What can be looked up, and its answers."""
