"""Whether links of other sites to this one still lead where they should."""
