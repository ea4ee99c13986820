"""What a command answers to a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Answer = Callable[..., tuple[int, Any]]
"""Runs a command with --json; gives its exit status and its document."""
