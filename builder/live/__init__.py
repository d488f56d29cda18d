"""The namespace of live tensors and modules: every operation is looked at before it runs."""
