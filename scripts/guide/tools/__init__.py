"""The arithmetic of the tools a second time, so that the page's can be checked against it."""
