"""The opinion on a project as a document for a committee: one page of summary, then annexes; PDF and docx.

Both are made of the same `OpinionPaper`: what was signed, where it was, is told as it was that day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt

from urbanism.analyses.indicators.wording import amount_in_words
from urbanism.analyses.overview import is_fictitious
from urbanism.exports.pdf import compiler
from urbanism.french import count, day, euros
from urbanism.snapshot import Department, Diagnostic, Project, Reserve, Snapshot
from urbanism.vocabulary import Opinion, Severity

_TEMPLATE = Path(__file__).with_name("opinion.typ")
MOST = 6
"""Lines of a list in the summary; the annexes have them all."""
_GRAVEST = (Severity.GRAVE.value, Severity.ALERT.value, Severity.ATTENTION.value)


class Section(NamedTuple):
    """A titled list; an annex begins a page of its own."""

    title: str
    lines: Sequence[str]
    annex: bool = False


@dataclass(frozen=True)
class OpinionPaper:
    """What the document says, in order."""

    title: str
    subtitle: str
    opinion: str
    signature: str
    mark: str
    sections: tuple[Section, ...]


def opinion_paper(
    snapshot: Snapshot,
    project: Project,
    diagnosis: Mapping[str, Any],
    signed: Diagnostic | None = None,
    reserves: Sequence[Reserve] = (),
) -> OpinionPaper:
    """What to print of a project.

    Args:
        diagnosis: as `Diagnosis.as_json` gives it: the one frozen with the opinion, else the present one.
        signed: the opinion in force, None where none is signed; `reserves` are its own.
    """
    statements: list[Mapping[str, Any]] = list(diagnosis["statements"])
    known = [one for one in statements if one["assessable"]]
    first = [one for one in known if one["severity"] in _GRAVEST]
    opinion = signed.opinion.value if signed else diagnosis["opinion"]
    motives = ((signed.text if signed else None) or "\n".join(diagnosis["reasons"])).splitlines()
    sections = [
        Section("Le besoin", [project.need or "non dit"]),
        Section("La demande", _request(snapshot, project)),
        Section("Ce qui motive l’avis", motives),
        Section("Ce que le diagnostic relève", _some([one["text"] for one in first if one["text"] not in motives])),
    ]
    proposed = known if diagnosis["opinion"] == Opinion.WITH_RESERVES.value else []
    asked = dict.fromkeys(one["reserve"] for one in proposed if one["reserve"])
    sections += [
        Section("Réserves", [_reserve(one) for one in reserves])
        if signed
        else Section("Réserves proposées", tuple(asked)),
        Section(
            "Annexe 1 – Tout ce qui a été examiné", [_statement(one) for one in known] or ["Aucune remarque."], True
        ),
        Section("Annexe 2 – Ce qui n’est pas évaluable", [one["text"] for one in statements if not one["assessable"]]),
        Section(
            "Annexe 3 – Autres voies : ce qui lève un grief d’abord, puis la plus légère", _alternatives(diagnosis)
        ),
        Section("Annexe 4 – Règles concernées", _rules(diagnosis)),
        Section("Annexe 5 – Indicateurs, avant et après", _indicators(diagnosis)),
    ]
    fictitious = "Jeu fictif – " if is_fictitious(snapshot) else ""
    return OpinionPaper(
        f"Diagnostic d’architecture – {project.name}",
        f"Projet {project.code}, état n° {diagnosis['revision']} de la cartographie",
        f"Avis {'' if signed else 'proposé : '}{opinion}",
        _signature(signed),
        f"{fictitious}{project.code}",
        tuple(section for section in sections if section.lines),
    )


def opinion_pdf(paper: OpinionPaper) -> bytes:
    """The document as a PDF."""
    inputs = {"document": json.dumps(_plain(paper))}
    made = compiler().compile(input=_TEMPLATE.read_bytes(), format="pdf", sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return made


def opinion_docx(paper: OpinionPaper) -> bytes:
    """The document as an editable docx."""
    document = Document()
    document.core_properties.title = _legal(paper.title)[:255]
    document.core_properties.language = "fr-FR"
    for part in document.sections:
        part.left_margin = part.right_margin = part.top_margin = part.bottom_margin = Cm(2)
        part.footer.paragraphs[0].text = _legal(paper.mark)
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(_legal(paper.title), 1)
    document.add_paragraph(_legal(paper.subtitle))
    document.add_paragraph().add_run(_legal(paper.opinion)).bold = True
    document.add_paragraph(_legal(paper.signature))
    for section in paper.sections:
        if section.annex:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_heading(_legal(section.title), 2)
        for line in section.lines:
            document.add_paragraph(_legal(line), style="List Bullet")
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _plain(paper: OpinionPaper) -> dict[str, Any]:
    return {**asdict(paper), "sections": [section._asdict() for section in paper.sections]}


def _legal(text: str) -> str:
    """The text without the control characters that an XML document refuses."""
    return "".join(character for character in text if character >= " " or character in "\t\n")


def _request(snapshot: Snapshot, project: Project) -> list[str]:
    """Who asks, for what, with whom; what nobody said is said to be unknown."""
    named = snapshot.by_id
    beside = [row.block_id for row in snapshot.project_blocks if row.project_id == project.id]
    blocks = [named[one].name for one in dict.fromkeys([project.block_id or 0, *beside]) if one in named]
    others = {row.department_id for row in snapshot.project_departments if row.project_id == project.id}
    asking = [_department(d) for d in snapshot.departments if d.id == project.department_id]
    concerned = [_department(d) for d in snapshot.departments if d.id in others - {project.department_id}]
    commune = named.get(project.commune_id or 0)
    dates = [f"{word} {day(one)}" for word, one in (("du", project.starts_on), ("au", project.ends_on)) if one]
    lines = (
        ("Collectivité", commune.name if commune else None),
        ("Direction qui demande (délégation)", " ; ".join(asking)),
        ("Directions concernées (délégations)", " ; ".join(concerned)),
        ("Blocs" if len(blocks) > 1 else "Bloc", " ; ".join(blocks)),
        ("Solution envisagée", project.solution),
        ("Hébergement", project.hosting.value),
        ("Données personnelles", project.personal_data.value),
        ("Coût", euros(project.cost) if project.cost is not None else None),
        ("Dates", " ".join(dates)),
    )
    return [f"{label} : {value or 'inconnu'}" for label, value in lines]


def _department(one: Department) -> str:
    return f"{one.name} ({one.deputy or 'inconnue'})"


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST
    return [
        *lines[:MOST],
        *([f"et {count(more, 'autre remarque', 'autres remarques')}, en annexe 1"] if more > 0 else []),
    ]


def _statement(one: Mapping[str, Any]) -> str:
    reserve = f" Réserve : {one['reserve']}" if one["reserve"] else ""
    return f"[{one['severity']}] {one['text']}{reserve}"


def _reserve(one: Reserve) -> str:
    due = f", pour le {day(one.due_on)}" if one.due_on else ""
    state = f"levée le {day(one.lifted_on)}" if one.lifted_on else "à lever"
    return f"{one.text} ({one.owner or 'personne désignée'}{due} ; {state})"


def _alternatives(diagnosis: Mapping[str, Any]) -> list[str]:
    return [f"{one['text']}. {' '.join(one['consequences'])}" for one in diagnosis["alternatives"]]


def _rules(diagnosis: Mapping[str, Any]) -> list[str]:
    return [
        f"{one['code']} {one['title']} : {count(len(one['added']), 'constat')} de plus, {len(one['removed'])} de moins"
        for one in diagnosis["rules"]
    ]


def _indicators(diagnosis: Mapping[str, Any]) -> list[str]:
    """The indicators that move enough for it to be read."""
    told = [(one, _amount(one, "before"), _amount(one, "after")) for one in diagnosis["indicators"]]
    return [f"{one['code']} {one['title']}, {one['part']} : {was} → {will}" for one, was, will in told if was != will]


def _amount(one: Mapping[str, Any], side: str) -> str:
    return "non évaluable" if one[side] is None else amount_in_words(one["code"], one[side])


def _signature(signed: Diagnostic | None) -> str:
    if signed is None:
        return "Avis non signé."
    on = f" le {day(signed.signed_on)}" if signed.signed_on else ""
    return f"Signé par {signed.signed_by or 'inconnu'}{on}."
