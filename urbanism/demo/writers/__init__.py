"""Write a laid-out workbook as xlsx, ods or csv: the same sheets always give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from urbanism.demo.workbook import Sheet
from urbanism.demo.writers.csv_file import write_csv
from urbanism.demo.writers.ods import write_ods
from urbanism.demo.writers.xlsx import write_xlsx

WRITERS: Mapping[str, Callable[[Path, Iterable[Sheet]], None]] = {
    "xlsx": write_xlsx,
    "ods": write_ods,
    "csv": write_csv,
}
