"""Prove on the data: two extracts of referentials compared, columns, keys, overlap, contradictions and freshness.

Pure: extracts in, a frozen result out. Nothing is kept.
"""

from urbanism.comparing.comparison import compare_extracts
from urbanism.comparing.extract import Extract, ExtractColumn
from urbanism.comparing.results import Comparison

__all__ = ["Comparison", "Extract", "ExtractColumn", "compare_extracts"]
