"""Convergence: who moves to what, when, at what cost, and what it brings (docs/convergence.md)."""
