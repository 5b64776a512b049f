"""The knowledge files: loaded, reloaded, looked at and changed."""
