"""From a question in anybody's words to what is asked, of which roles, and how sure that is."""
