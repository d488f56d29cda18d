"""CONTRIBUTING at its word: one of each is added to a copy of the repository, and what follows is run there."""
