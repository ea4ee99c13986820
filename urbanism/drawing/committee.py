"""The sheet of a *comité numérique communal*: one page that reads in two minutes, then its annexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from urbanism.analyses.committee import Alert, CommitteeSheet, Decision, Measure, in_short
from urbanism.analyses.indicators import Figure, Indicator
from urbanism.analyses.indicators.wording import amount_in_words, terms_in_words, value_in_words
from urbanism.analyses.medians import Median
from urbanism.drawing.flow import Paragraph, fill, height_of, sheets
from urbanism.drawing.furniture import Caption, draw_footer, draw_title, footer_height, title_height
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Box, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import count, day, number, typeset
from urbanism.palette import ACCENT, FRAME, GONE, INK, LATER, MUTED, SEVERITY_COLOURS
from urbanism.vocabulary import Severity

SHEET = Paper("A4", 297, 210, 10, 7.5, 9.5)
"""A sheet read in the hand at a table, by people who do not read such sheets every day."""

TILES = ("I11", "I03", "I04", "I02", "I07", "I05", "I19", "I08", "I14", "I20", "I10", "I09", "I13", "I16")
"""The indicators of the first page, those that tell a commune most first; the first eight that have a figure."""

ACROSS, DOWN = 4, 2
GAP = 4.0
FIRST = (Severity.GRAVE, Severity.ALERT, Severity.ATTENTION)
"""What the first page tells of; the annexes count the rest."""

ASKED = 5
"""Questions asked on the first page: as many as a committee answers in one meeting."""

PROOFS = 6
"""Findings told for each rule in the annexes."""


def committee_scenes(sheet: CommitteeSheet, fictitious: bool) -> tuple[Scene, ...]:
    """The page and its annexes."""
    return (_page(sheet, fictitious), *_annexes(sheet, fictitious))


def _caption(sheet: CommitteeSheet, fictitious: bool, title: str, note: str = "") -> Caption:
    people = [
        f"{count(sheet.commune.inhabitants, 'habitant')}" if sheet.commune.inhabitants else "",
        f"{count(sheet.commune.agents, 'agent')}" if sheet.commune.agents else "",
        f"{count(sheet.size.applications, 'application')} en service",
        f"{count(sheet.size.pooled, 'instance mutualisée la sert', 'instances mutualisées la servent')}",
    ]
    source = f"Source : cartographie des applications, état n° {number(sheet.revision)}"
    return Caption(title, " – ".join(filter(None, people)), source, sheet.on, fictitious, note)


def _page(sheet: CommitteeSheet, fictitious: bool) -> Scene:
    compared = f"Comparé au {day(sheet.since)}." if sheet.since else "Pas encore de chiffres de l’an dernier."
    title = f"{sheet.commune.name} – comité numérique communal {sheet.on.year}"
    caption = _caption(sheet, fictitious, title, f"{compared} Détail et preuves : annexes.")
    room = Box(0, 0, SHEET.width, SHEET.height).inside(SHEET.margin)
    shapes = draw_title(caption, SHEET, room)
    top = room.y + title_height(SHEET) + 2
    tile_height = 21.0
    for rank, measure in enumerate(_told(sheet)):
        width = (room.width - (ACROSS - 1) * GAP) / ACROSS
        row, column = divmod(rank, ACROSS)
        tile = Box(room.x + column * (width + GAP), top + row * (tile_height + GAP), width, tile_height)
        shapes += _tile(sheet, measure, tile)
    foot = footer_height((), SHEET, room.width)
    top += DOWN * (tile_height + GAP) + 1
    places = _columns(room._replace(y=top, height=room.bottom - foot - top), 3)
    for place, (head, paragraphs) in zip(places, (_alerts(sheet), _decisions(sheet), _ahead(sheet)), strict=True):
        shapes += _column(place, head, paragraphs)
    shapes += draw_footer(caption, (), SHEET, room)
    told = " ; ".join(
        f"{m.indicator.title} : {value_in_words(m.indicator.code, m.indicator.figure)}" for m in _told(sheet)
    )
    return Scene(SHEET.width, SHEET.height, title, told or title, tuple(shapes))


def _told(sheet: CommitteeSheet) -> Sequence[Measure]:
    known = {m.indicator.code: m for m in sheet.measures if isinstance(m.indicator.figure, Figure)}
    return [known[code] for code in TILES if code in known][: ACROSS * DOWN]


def _tile(sheet: CommitteeSheet, measure: Measure, box: Box) -> list[Shape]:
    """An indicator: its value large, what it was, its name, what it is made of."""
    inner = box.inside(3, 1.8)
    big, small = 18.0, 8.5
    value = value_in_words(measure.indicator.code, measure.indicator.figure)
    below = inner._replace(y=inner.y + line_height(big), height=line_height(small + 1))
    last = below._replace(y=below.bottom, height=line_height(small))
    half = inner._replace(width=0.5 * inner.width, height=line_height(big))
    texts = (
        fit(value, half, big, ACCENT, least=12, bold=True),
        fit(_former(sheet, measure), half._replace(x=half.right), small, MUTED, least=7, align="right", middle=True),
        fit(typeset(measure.indicator.title), below, small + 1, INK, least=7.5, bold=True),
        fit(typeset(_made_of(sheet, measure)), last, small, MUTED, least=6.5),
    )
    return [Rectangle(box, FRAME, radius=1.5), *(text for text in texts if text)]


def _former(sheet: CommitteeSheet, measure: Measure) -> str:
    if sheet.since is None:
        return ""
    if measure.before is None:
        return f"pas de chiffre en {sheet.since.year}"
    return f"{sheet.since.year} : {amount_in_words(measure.indicator.code, measure.before)}"


def _made_of(sheet: CommitteeSheet, measure: Measure) -> str:
    if measure.indicator.code == "I11" and isinstance(sheet.cost.others, Median):
        others = amount_in_words("I11", sheet.cost.others.value)
        known = f"{number(sheet.cost.known)} coûts connus sur {number(sheet.size.applications)}"
        return f"{known} ; médiane : {others}"
    return _terms(measure.indicator)


def _terms(indicator: Indicator) -> str:
    figure = indicator.figure
    return terms_in_words(indicator.code, figure) if isinstance(figure, Figure) else figure.reason


def _columns(box: Box, number_of: int) -> list[Box]:
    width = (box.width - (number_of - 1) * 2 * GAP) / number_of
    return [box._replace(x=box.x + rank * (width + 2 * GAP), width=width) for rank in range(number_of)]


def _column(box: Box, head: str, paragraphs: Sequence[Paragraph]) -> list[Shape]:
    """A titled column; where all does not fit, its last line says how much the annexes tell more."""
    title, _ = fill([Paragraph(head, 12, ACCENT, bold=True, before=0, most=1)], box)
    top = box.y + line_height(12) + 0.5
    rule = Rectangle(Box(box.x, top, box.width, 0.4), ACCENT)
    rest = box._replace(y=top + 0.8, height=box.bottom - top - 0.8)
    shapes, number_of = fill(paragraphs, rest)
    if number_of < len(paragraphs):
        room = rest._replace(height=rest.height - height_of(_more(99), rest.width))
        shapes, number_of = fill(paragraphs, room)
        y = sum(height_of(one, rest.width) for one in paragraphs[:number_of])
        left = sum(bool(one.dot) for one in paragraphs[number_of:])
        shapes += fill([_more(left)], rest._replace(y=rest.y + y, height=rest.height - y))[0] if left else []
    return [*title, rule, *shapes]


def _more(left: int) -> Paragraph:
    return Paragraph(f"et {count(left, 'autre', 'autres')}, en annexe", 8.5, MUTED)


def _alerts(sheet: CommitteeSheet) -> tuple[str, Sequence[Paragraph]]:
    first = [alert for alert in sheet.alerts if alert.severity in FIRST]
    if not first:
        return "Alertes", [Paragraph("Aucun écart grave, alerte ni point d’attention.", SHEET.usual, dot=LATER)]
    found = [Paragraph(in_short(first), SHEET.usual, MUTED, most=1)]
    for alert in first:
        found += [
            Paragraph(
                alert.title,
                SHEET.usual,
                bold=True,
                dot=SEVERITY_COLOURS[alert.severity],
                before=1.4,
                most=2,
                kept=True,
            ),
            Paragraph(
                f"{_number(alert)}. {alert.findings[0].recommendation}", 8.5, MUTED, before=0.2, most=2, inset=True
            ),
        ]
    return "Alertes", found


def _number(alert: Alert) -> str:
    return f"{count(len(alert.findings), 'écart')} ({alert.severity})"


def _decisions(sheet: CommitteeSheet) -> tuple[str, Sequence[Paragraph]]:
    if not sheet.decisions:
        return "À décider dans l’année", [Paragraph("Aucune échéance connue dans l’année.", SHEET.usual, dot=LATER)]
    return "À décider dans l’année", [_decision(one, 3) for one in sheet.decisions]


def _decision(one: Decision, most: int) -> Paragraph:
    when = f"{day(one.by)}{' (dépassé)' if one.late else ''} – " if one.by else ""
    return Paragraph(f"{when}{one.text}", SHEET.usual, dot=GONE if one.late else ACCENT, before=1.4, most=most)


def _ahead(sheet: CommitteeSheet) -> tuple[str, Sequence[Paragraph]]:
    """What a plan brings, a few lines, then the questions that would tell most."""
    found: list[Paragraph] = []
    if not sheet.steps:
        found.append(Paragraph("Aucun plan de convergence ne concerne encore la commune.", SHEET.usual, MUTED, most=2))
    else:
        found.append(Paragraph(f"Selon le plan « {sheet.scenario} ».", SHEET.usual, MUTED, most=2))
    for year in sorted({step.year for step in sheet.steps})[:4]:
        names = [step.application for step in sheet.steps if step.year == year]
        told = ", ".join(names[:2]) + (f" et {count(len(names) - 2, 'autre')}" if len(names) > 2 else "")
        words = f"{year} – {count(len(names), 'application rejoint', 'applications rejoignent')} une cible : {told}"
        found.append(Paragraph(words, SHEET.usual, dot=ACCENT, before=1.2, most=2))
    if sheet.questions:
        found.append(Paragraph("Questions au comité", 12, ACCENT, bold=True, before=3, most=1, kept=True))
    found += _questions(sheet)[:ASKED]
    return "Trajectoire", found


def _questions(sheet: CommitteeSheet) -> list[Paragraph]:
    return [
        Paragraph(
            f"{one.text} Non dit pour {number(one.missing)} sur {count(one.total, 'application')}.",
            SHEET.usual, dot=MUTED, before=1.2, most=2,
        )
        for one in sheet.questions
    ]  # fmt: skip


def _annexes(sheet: CommitteeSheet, fictitious: bool) -> Iterable[Scene]:
    """Every indicator, finding by rule, decision, move and question, in two columns."""
    title = f"{sheet.commune.name} – annexes de la fiche {sheet.on.year}"
    caption = _caption(sheet, fictitious, title)
    room = Box(0, 0, SHEET.width, SHEET.height).inside(SHEET.margin)
    top, foot = room.y + title_height(SHEET) + 2, footer_height((), SHEET, room.width)
    columns = _columns(room._replace(y=top, height=room.bottom - foot - top), 2)
    paragraphs = [*_all_measures(sheet), *_all_alerts(sheet), *_all_decisions(sheet), *_all_steps(sheet)]
    if sheet.questions:
        paragraphs += [_heading("Questions"), *_questions(sheet)]
    for shapes in sheets(paragraphs, columns):
        footer = draw_footer(caption, (), SHEET, room)
        drawn = (*draw_title(caption, SHEET, room), *shapes, *footer)
        yield Scene(SHEET.width, SHEET.height, title, "Indicateurs, écarts, décisions, trajectoire et questions", drawn)


def _heading(words: str) -> Paragraph:
    return Paragraph(words, 12, ACCENT, bold=True, before=3, most=1, kept=True)


def _all_measures(sheet: CommitteeSheet) -> Iterable[Paragraph]:
    yield _heading("Indicateurs")
    for measure in sheet.measures:
        one = measure.indicator
        former = f" ({words})" if isinstance(one.figure, Figure) and (words := _former(sheet, measure)) else ""
        words = f"{one.code} {one.title} : {value_in_words(one.code, one.figure)}{former}"
        yield Paragraph(words, 8.5, bold=True, before=1.2, most=2, kept=True)
        yield Paragraph(_terms(one), 8, MUTED, before=0, most=3)


def _all_alerts(sheet: CommitteeSheet) -> Iterable[Paragraph]:
    if sheet.alerts:
        yield _heading("Écarts aux règles")
    for alert in sheet.alerts:
        colour = SEVERITY_COLOURS[alert.severity]
        yield Paragraph(
            f"{alert.code} {alert.title} : {_number(alert)}", 8.5, bold=True, dot=colour, before=1.6, most=2, kept=True
        )
        shown = alert.findings[:PROOFS] if alert.severity in FIRST else ()
        for finding in shown:
            yield Paragraph(f"{finding.subjects[0].label} : {finding.evidence}", 8, before=0.3, most=3, inset=True)
        left = len(alert.findings) - len(shown)
        if left:
            words = f"{count(left, 'autre' if shown else 'écart')}, à lire page « Constats » du tableau de bord"
            yield Paragraph(words, 8, MUTED, before=0.3, most=1, inset=True)


def _all_decisions(sheet: CommitteeSheet) -> Iterable[Paragraph]:
    if sheet.decisions:
        yield _heading("À décider dans l’année")
    yield from (_decision(one, 4)._replace(size=8.5) for one in sheet.decisions)


def _all_steps(sheet: CommitteeSheet) -> Iterable[Paragraph]:
    if sheet.steps:
        yield _heading(f"Trajectoire, selon le plan « {sheet.scenario} »")
    for step in sheet.steps:
        yield Paragraph(f"{step.year} – {step.application} rejoint {step.target}", 8.5, before=0.8, most=2)
