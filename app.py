"""The dashboard's entry: `streamlit run app.py`."""

from __future__ import annotations

from urbanism.dashboard import run

if __name__ == "__main__":
    run()
