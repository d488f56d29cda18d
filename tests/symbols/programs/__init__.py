"""Random programs, as people write networks, and what each of them is and does: law 9 holds ours against it."""
