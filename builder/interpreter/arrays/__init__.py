"""NumPy at a prompt: arrays that may share memory with tensors, their numbers, and the functions of a table."""
