"""What the search index is made of: texts, characters, sounds, and the bodies of pages."""
