"""The Run page: a sample goes through the network, and every block shows what it returned."""
