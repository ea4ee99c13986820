"""The button that gives the estate's workbook, made only when asked for."""

from __future__ import annotations

from urbanism.dashboard.components.download import XLSX, download_button
from urbanism.dashboard.state import Estate


def export_button(estate: Estate, commune_id: int | None, key: str, primary: bool = False) -> None:
    """Offer the workbook of a commune, or of everything."""
    name = estate.name_of(commune_id) or "métropole"

    def make() -> bytes:
        from urbanism.exports import estate_workbook

        return estate_workbook(estate.snapshot, commune_id)

    download_button(
        estate,
        "Télécharger le classeur" if primary else "Exporter",
        make,
        f"cartographie {name}.xlsx",
        XLSX,
        f"classeur, {name}",
        icon=":material/download:",
        type="primary" if primary else "secondary",
        key=key,
        help=None if primary else f"Le classeur de {name}, qui se corrige et se réimporte.",
    )
