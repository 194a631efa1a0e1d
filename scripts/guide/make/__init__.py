"""Makers: what turns the site into files beyond the pages that MkDocs renders."""
