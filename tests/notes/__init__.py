"""Notes: prompts, notebooks, Markdown and lines that are no Python."""
