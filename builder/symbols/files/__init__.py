"""Files that are pasted whole: what is not here, what is left out, and the names that are lost with it."""
