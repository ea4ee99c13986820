"""What the records of every theme share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Extra = Mapping[str, Any]
"""Attributes that a commune's file has and the model has not, as written there."""
