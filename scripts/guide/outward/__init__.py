"""Links that lead out of the site: where they stand, how they are asked, what is remembered."""
