"""Measuring the search: the parts of scripts/bench_search.py."""
