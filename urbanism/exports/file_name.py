"""The names of the files that are written."""

from __future__ import annotations

import re


def file_name(title: str) -> str:
    """The title as a name that every file system takes."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]', " ", title)[:80].strip(" .") or "carte"
