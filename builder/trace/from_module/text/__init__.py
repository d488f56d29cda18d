"""Classes of a live network that no graph can express, kept as text: their methods as written, made as they now are."""
