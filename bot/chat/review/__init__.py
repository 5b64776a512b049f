"""A member's own review on Discord, always private."""
