"""The library of the Overdue Loan Guide: content, references, checks and products.

It knows nothing of MkDocs and never asks the clock: `site.today` is an input.
"""
