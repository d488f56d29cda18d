"""The namespace in which a text makes symbols of modules and tensors, which become the blocks of a document."""
