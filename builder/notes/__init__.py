"""Notes as people keep them: what of a text is Python, what is left out of it, and what is wrong where it is not."""
