"""The question of the day of each server: asked at its time, answered in private."""
