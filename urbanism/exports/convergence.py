"""A convergence plan for the committee: a workbook, and slides that can be edited.

Both read the document of `urbanism.planning.convergence.report.as_json`, so they say what the command line says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm, Pt
from xlsxwriter import Workbook

from urbanism.french import count, euros, number, percentage

Document = Mapping[str, Any]

MOVES = {
    "year": "Année",
    "commune": "Collectivité",
    "block": "Bloc",
    "from": "Code",
    "from_name": "Application qui part",
    "to_name": "Cible",
    "cost": "Coût, une fois (€)",
    "saving": "Épargne par an (€)",
    "agents": "Agents concernés",
    "basis": "Repose sur",
    "reason": "Pourquoi",
    "warning": "Silos",
}
MOST_BLOCKS = 12
"""Blocs that a slide can hold."""

STAYING = {
    "commune": "Collectivité",
    "block": "Bloc",
    "application": "Code",
    "name": "Application qui reste",
    "reason": "Pourquoi elle reste",
}
YEARS = {
    "year": "Année",
    "moves": "Mouvements",
    "applications": "Applications ensuite",
    "spent": "À dépenser (€)",
    "spared": "Épargné (€)",
    "links": "Liens supprimés",
    "old": "Hors support",
    "agents": "Agents concernés",
    "unknown_agents": "Agents inconnus (mouvements)",
    "unknown_costs": "Coûts inconnus (mouvements)",
}


def plan_workbook(document: Document) -> bytes:
    """The plan as a workbook: its years, its moves, what stays and why, its hypotheses."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, titles, rows in (
            ("Années", YEARS, document["years"]),
            ("Mouvements", MOVES, document["moves"]),
            ("Ce qui reste", STAYING, document["remaining"]),
            ("Hypothèses", {"name": "Hypothèse", "value": "Valeur"}, _hypotheses(document)),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, list(titles.values()), bold)
            for line, row in enumerate(rows, start=1):
                sheet.write_row(line, 0, [row[key] for key in titles])
            sheet.set_column(0, len(titles) - 1, 20)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    return content.getvalue()


def _hypotheses(document: Document) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in document["basis"]["hypotheses"].items()]


def plan_slides(documents: Mapping[str, Document]) -> bytes:
    """Slides for the committee: each plan in figures, the plans side by side, then what the first one rests on.

    Args:
        documents: the plans by the name that people read.
    """
    deck = Presentation()
    title = deck.slides.add_slide(deck.slide_layouts[0])
    title.shapes.title.text = "Convergence du patrimoine applicatif"
    title.placeholders[1].text = "Les coûts unitaires sont des hypothèses ; les coûts inconnus sont hors des sommes."
    for name, document in documents.items():
        _plan_slide(deck, name, document)
    if len(documents) > 1:
        _comparison(deck, documents)
    first = next(iter(documents.values()))
    _table_slide(deck, "Année par année", _years(first))
    _table_slide(deck, "Les blocs qui changent le plus", _blocks(first))
    _table_slide(deck, "Ce que le plan suppose", [["Hypothèse", "Valeur"], *_supposed(first)], 9)
    content = BytesIO()
    deck.save(content)
    return content.getvalue()


def _plan_slide(deck: Any, name: str, document: Document) -> None:
    sums = document["totals"]
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = name
    chart: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = [str(year["year"]) for year in document["years"]]
    chart.add_series("Applications ensuite", [year["applications"] for year in document["years"]])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1.5), Cm(4), Cm(13), Cm(12), chart)
    words = slide.shapes.add_textbox(Cm(15), Cm(4), Cm(9), Cm(12)).text_frame
    words.word_wrap = True
    words.text = f"{number(sums['applications_before'])} applications, puis {number(sums['applications_after'])}"
    for line in (
        f"{percentage(sums['reduction'], 1)} de moins",
        f"{euros(sums['cost'])} à dépenser",
        f"{euros(sums['savings'])} épargnés sur {document['basis']['money_years']} ans",
        f"Solde : {euros(sums['balance'])}",
        count(sums["unknown_costs"], "mouvement au coût inconnu", "mouvements au coût inconnu"),
    ):
        words.add_paragraph().text = line


def _comparison(deck: Any, documents: Mapping[str, Document]) -> None:
    _table_slide(deck, "Les plans côte à côte", comparison(documents))


def _table_slide(deck: Any, title: str, rows: Sequence[Sequence[str]], size: int = 14) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    height = Cm(min(10.0, 0.7 * len(rows)))
    table = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1.5), Cm(4), Cm(22), height).table
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(line, column)
            cell.text = text
            cell.margin_top = cell.margin_bottom = Cm(0.05)
            cell.text_frame.paragraphs[0].font.size = Pt(size)


def _years(document: Document) -> Sequence[Sequence[str]]:
    titles = {"moves": number, "applications": number, "spent": euros, "spared": euros, "agents": number}
    head = ["Année", *(YEARS[key].removesuffix(" (€)") for key in titles)]
    return [
        head, *([str(year["year"]), *(write(year[key]) for key, write in titles.items())] for year in document["years"])
    ]  # fmt: skip


def _blocks(document: Document) -> Sequence[Sequence[str]]:
    """The blocs with most moves: how many applications leave, for what, from when to when."""
    moves: dict[str, list[Mapping[str, Any]]] = {}
    for move in document["moves"]:
        moves.setdefault(move["block"], []).append(move)
    most = sorted(moves.items(), key=lambda one: (-len(one[1]), one[0]))[:MOST_BLOCKS]
    rows = []
    for block, found in most:
        years = sorted({move["year"] for move in found})
        span = str(years[0]) if len(years) == 1 else f"{years[0]} à {years[-1]}"
        rows.append([block, number(len(found)), found[0]["to_name"], span])
    return [["Bloc", "Applications qui partent", "Vers", "Années"], *rows]


def _supposed(document: Document) -> Sequence[Sequence[str]]:
    """Unit costs, words relied on, figures that nobody said."""
    basis = document["basis"]
    costs = [[name, number(value, 2 if value < 10 else 0)] for name, value in basis["hypotheses"].items()]
    words = [[f"mouvements qui reposent sur : {word}", number(moves)] for word, moves in basis["words"].items()]
    unknown = [[f"mouvements sans : {figure}", number(moves)] for figure, moves in basis["unknown"].items()]
    return [*costs, *words, *unknown]


def comparison(documents: Mapping[str, Document]) -> Sequence[Sequence[str]]:
    """The plans side by side, a header row first."""
    figures = {
        "Applications à la fin": ("after", number),
        "À dépenser": ("spent", euros),
        "Épargné": ("spared", euros),
        "Solde": ("balance", euros),
        "Liens supprimés": ("links", number),
        "Encore hors support": ("old", number),
        "Agents concernés": ("agents", number),
        "Mouvements au coût inconnu": ("unknown_costs", number),
    }
    rows = [["", *documents]]
    for label, (key, written) in figures.items():
        rows.append([label, *(written(document["totals"][key]) for document in documents.values())])
    return rows
