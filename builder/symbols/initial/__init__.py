"""What the tensors of a text begin with: rules, schemes, copies, ties and parametrizations."""
