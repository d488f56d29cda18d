"""The namespace in which code is run on symbols: modules and tensors that become the blocks of a document."""
