"""What a commune has to say of its map: what is missing, the next best question, what is doubtful, what it reviewed.

Questions go from what places an application on the map (its bloc), through the three levels of `completeness`, and
within a level from the most critical and most used applications down: one answer says as much as it can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from urbanism.analyses.completeness import application_gaps
from urbanism.analyses.support import support_end
from urbanism.french import day, euros
from urbanism.graph import EstateGraph
from urbanism.snapshot import Application, Assignment, ReviewMark
from urbanism.vocabulary import BlockBasis, Criticality, LifecycleStatus

FIELDS: Mapping[str, str] = {
    "bloc": "block_id",
    "description": "description",
    "technologie": "technologies",
    "type": "home_made",
    "utilisateurs": "users",
    "responsable": "correspondent",
    "entité responsable": "department_id",
    "version": "version",
    "éditeur": "editor_id",
    "hébergement": "hosting",
    "détenteur des données": "data_holder",
}
"""The field that answers each gap; those that several fields answer are asked on the application's own form."""

REQUIRED = 1
"""The highest level without which a map is signed with a list of what it does not say."""

_COST_PARTS = ("cost_licence", "cost_maintenance", "cost_hosting", "cost_staff", "cost_other")
_WEIGHT = {Criticality.VITAL: 3, Criticality.HIGH: 2, Criticality.MEDIUM: 1}


class Question(NamedTuple):
    """Something that an application does not say, at a level (0: where it stands); `field` answers it, if one does."""

    application: Application
    level: int
    gap: str
    field: str | None


class Doubt(NamedTuple):
    """A value of an application that may be wrong, and why."""

    application: Application
    field: str
    why: str


class ReviewItem(NamedTuple):
    """An application under review: what is asked, what is doubtful, what was said of it, whom it was given to."""

    application: Application
    questions: tuple[Question, ...]
    doubts: tuple[Doubt, ...]
    mark: ReviewMark | None
    assignment: Assignment | None


class Progress(NamedTuple):
    """How far a commune is: applications reviewed, of all of them, and how many values are missing at all levels."""

    reviewed: int
    applications: int
    missing: int


def review_items(
    graph: EstateGraph, commune_id: int, campaign_id: int | None, zones: Collection[str] = ()
) -> tuple[ReviewItem, ...]:
    """The applications of a commune, in the order in which to review them: those not reviewed first."""
    snapshot = graph.snapshot
    marks = {m.object_id: m for m in snapshot.review_marks if m.campaign_id == campaign_id}
    given = {a.object_id: a for a in snapshot.assignments if a.campaign_id == campaign_id}
    items = [
        ReviewItem(
            application,
            tuple(_questions(graph, application)),
            tuple(_doubts(graph, application)),
            marks.get(application.id),
            given.get(application.id),
        )
        for application in snapshot.applications
        if application.commune_id == commune_id
        and application.status is not LifecycleStatus.STOPPED
        and _within(graph, application, zones)
    ]
    return tuple(sorted(items, key=lambda item: (item.mark is not None, *_importance(item.application))))


def next_question(items: Collection[ReviewItem]) -> Question | None:
    """The question whose answer says most, None where everything is said."""
    asked = (question for item in items for question in item.questions if question.field)
    return min(asked, key=lambda q: (q.level, *_importance(q.application)), default=None)


def progress_of(items: Collection[ReviewItem]) -> Progress:
    """How far the review of a commune is."""
    return Progress(
        sum(item.mark is not None for item in items), len(items), sum(len(item.questions) for item in items)
    )


def required_unknowns(items: Collection[ReviewItem]) -> dict[str, list[str]]:
    """What must be said before signing, or signed as missing: the gaps up to level 1, by code of application."""
    found = {i.application.code: [q.gap for q in i.questions if q.level <= REQUIRED] for i in items}
    return {code: gaps for code, gaps in found.items() if gaps}


def _importance(application: Application) -> tuple[int, int, str]:
    return -_WEIGHT.get(application.criticality, 0), -(application.users or 0), application.name


def _within(graph: EstateGraph, application: Application, zones: Collection[str]) -> bool:
    """Whether an application is in some zones; one without a bloc may be in any."""
    block = graph.snapshot.by_id.get(application.block_id or 0)
    if not zones or block is None:
        return True
    district = graph.snapshot.by_id[block.district_id]
    return graph.snapshot.by_id[district.zone_id].code in zones


def _questions(graph: EstateGraph, application: Application) -> Iterator[Question]:
    if application.block_id is None:
        yield Question(application, 0, "bloc", "block_id")
    for level, gaps in application_gaps(graph, application).items():
        for gap in gaps:
            yield Question(application, level, gap, FIELDS.get(gap))


def _doubts(graph: EstateGraph, application: Application) -> Iterator[Doubt]:
    a, today = application, graph.snapshot.today
    if a.block_id is not None and a.block_basis is BlockBasis.PROPOSED:
        yield Doubt(a, "block_id", f"proposé par le logiciel : {a.block_evidence or 'sans indice'}")
    running = a.is_active
    if running and a.ends_on is not None and a.ends_on < today:
        yield Doubt(a, "ends_on", f"sa fin était prévue le {day(a.ends_on)}, et elle est toujours là")
    support = support_end(graph, a)
    if running and support is not None and support < today:
        yield Doubt(a, "end_of_support", f"plus de support depuis le {day(support)}")
    if running and a.users == 0:
        yield Doubt(a, "users", "en service, mais sans aucun utilisateur")
    parts = [value for value in (getattr(a, name) for name in _COST_PARTS) if value is not None]
    if a.cost_total is not None and sum(parts) > a.cost_total + 1:
        yield Doubt(a, "cost_total", f"le total est de {euros(a.cost_total)}, ses parts de {euros(sum(parts))}")
