"""What `make serve` adds while someone writes: the problems, beside the page. Never in a built site."""
