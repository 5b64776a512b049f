"""How people ask: the words and phrases in knowledge/asking/, as data."""
