"""One question a module: pure functions from the graph of the estate to a typed result."""
