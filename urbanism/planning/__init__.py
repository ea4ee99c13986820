"""What to change: the common pot, convergence."""
