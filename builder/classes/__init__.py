"""Text classes: their statements, their arguments, and the modules and tensors of an instance."""
