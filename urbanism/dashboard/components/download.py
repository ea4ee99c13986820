"""The button that gives a file: made only when asked for, and told by the audit log whoever takes it, from any page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from urbanism.dashboard.reader import network_address
from urbanism.dashboard.state import Estate, shared_engine
from urbanism.store import as_viewer
from urbanism.store.audit import record
from urbanism.vocabulary import Act

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
JSON = "application/json"
PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SVG = "image/svg+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def download_button(
    estate: Estate, label: str, make: Callable[[], bytes | str], file: str, kind: str, told: str = "", **looks: Any
) -> None:
    """Offer the file that `make` gives when it is asked for; the log then tells `told`, by default the file's name.

    `looks` is what the framework's own button takes. What it calls on a click knows neither the reader nor their
    address any more: both are noted now. The log is written even where the past is read.
    """
    log, address = as_viewer(shared_engine(), estate.viewer), network_address()

    def made() -> bytes | str:
        record(log, Act.EXPORT, told or file, address=address)
        return make()

    st.download_button(label, made, file.replace("/", " "), kind, on_click="ignore", **looks)
