"""The Train page: data and recipe on the left, curves that grow on the right, and what a run has learned."""
