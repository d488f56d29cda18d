"""The namespace of live tensors and modules; every operation is checked before it runs."""
