"""Rules on what the reader gets: those of any folder, and those of our own site."""
