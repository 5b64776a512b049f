"""/knowledge: what operators do about the files."""
