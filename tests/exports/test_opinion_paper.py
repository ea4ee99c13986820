"""The opinion's document: one page of summary, annexes, hostile words as text, what was signed as it was."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from tests.estates import Estate
from urbanism import snapshot as records
from urbanism.diagnosis import diagnose
from urbanism.exports.opinion import OpinionPaper, opinion_docx, opinion_paper, opinion_pdf
from urbanism.vocabulary import LifecycleStatus, Opinion, ProjectStatus

HOSTILE = '#panic("x") $x$ *gras* <b> \\ @a \x07 « ici » "'


@pytest.fixture
def paper() -> OpinionPaper:
    made = Estate()
    for number in range(12):
        made.application(f"Voisine {number}", f"Commune {number}", "paie")
    made.application(HOSTILE, "Ville", "paie")
    project = made.add(
        "projects", records.Project, code="P1", name=HOSTILE, need=HOSTILE, status=ProjectStatus.SUBMITTED,
        commune_id=made.commune(), block_id=made.block("paie"),
    )  # fmt: skip
    made.application("Neuve", block="paie", project_id=project, status=LifecycleStatus.PROJECT)
    snapshot = made.snapshot()
    signed = records.Diagnostic(1, project, Opinion.WITH_RESERVES, "M. Roy", date(2026, 3, 1), "Vu en comité.\nSobre.")
    reserve = records.Reserve(2, 1, "Dire ce qui est retiré", "DSI", date(2026, 6, 1), None)
    found = diagnose(snapshot, project).as_json()
    return opinion_paper(snapshot, next(iter(snapshot.projects)), found, signed, [reserve])


def test_the_pdf_has_a_page_of_summary_then_annexes(paper: OpinionPaper) -> None:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(opinion_pdf(paper))).pages]
    assert len(pages) >= 2
    assert "Avis favorable avec réserves" in pages[0]
    assert "Signé par M. Roy le 01/03/2026" in pages[0]
    assert "Dire ce qui est retiré (DSI, pour le 01/06/2026 ; à lever)" in pages[0]
    assert "Vu en comité. • Sobre." in pages[0]
    assert "Direction qui demande (délégation) : inconnu" in pages[0]
    assert '#panic("x") $x$ *gras* <b>' in pages[0]
    assert "Annexe 1" not in pages[0]
    assert "Annexe 1" in pages[1]


def test_the_docx_says_the_same(paper: OpinionPaper) -> None:
    document = Document(BytesIO(opinion_docx(paper)))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for section in paper.sections:
        assert section.title in said
    assert "non évaluable parce qu’elles suivent les flux de bout en bout" in said
    assert "Avis favorable avec réserves" in said
    assert "I01 , paie : 13,0 → 14,0" in said
    assert '#panic("x") $x$ *gras* <b>' in said


def test_without_a_signature_the_opinion_is_only_proposed() -> None:
    made = Estate()
    project = made.add("projects", records.Project, code="P1", name="Projet", need="Besoin")
    snapshot = made.snapshot()
    paper = opinion_paper(snapshot, snapshot.projects[0], diagnose(snapshot, project).as_json())
    assert paper.opinion == "Avis proposé : sans objet"
    assert paper.signature == "Avis non signé."
    assert "Réserves" not in [section.title for section in paper.sections]
    assert opinion_pdf(paper).startswith(b"%PDF")
