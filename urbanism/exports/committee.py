"""The sheets of the *comités numériques communaux* as files: a PDF to hand out, slides to show and rewrite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from urbanism.analyses.committee import CommitteeSheet
from urbanism.drawing.committee import committee_scenes
from urbanism.exports.pdf import scenes_pdf
from urbanism.exports.slides import scenes_pptx


def committee_files(sheets: Iterable[CommitteeSheet], fictitious: bool) -> Iterator[tuple[str, bytes]]:
    """The PDF and the slides of each commune, by the name of the file."""
    for sheet in sheets:
        scenes = committee_scenes(sheet, fictitious)
        yield file_name(sheet, "pdf"), scenes_pdf(scenes)
        yield file_name(sheet, "pptx"), scenes_pptx(scenes)


def committee_zip(sheets: Iterable[CommitteeSheet], fictitious: bool) -> bytes:
    """All those files in one."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, content in committee_files(sheets, fictitious):
            archive.writestr(name, content)
    return kept.getvalue()


def file_name(sheet: CommitteeSheet, extension: str) -> str:
    """« comité Valombreuil 2026.pdf »; a commune's name cannot lead to another folder."""
    named = "".join(sign if sign.isalnum() or sign in " -’'" else " " for sign in sheet.commune.name)
    return f"comité {' '.join(named.split())[:80] or sheet.commune.id} {sheet.on.year}.{extension}"
