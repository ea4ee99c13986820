"""The sheet of a committee tells its commune's own facts: what is due, what breaks rules, what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.estates import Estate
from urbanism import snapshot as records
from urbanism import vocabulary as v
from urbanism.analyses.committee import CommitteeSheet, Known, Step, a_year_before, committee_sheets, in_short
from urbanism.analyses.indicators import indicators
from urbanism.drawing.committee import committee_scenes
from urbanism.drawing.scene import texts
from urbanism.graph import EstateGraph
from urbanism.rules import Finding
from urbanism.snapshot import Snapshot

TODAY = date(2026, 1, 1)


def sheets(snapshot: Snapshot, findings: tuple[Finding, ...] = (), **more: Any) -> dict[str, CommitteeSheet]:
    graph = EstateGraph(snapshot)
    known = Known(indicators(graph, {}, ("commune",)), (), None, findings, {}, "")
    made = committee_sheets(graph, graph.towns, known._replace(**more))
    return {sheet.commune.name: sheet for sheet in made}


def contract(made: Estate, commune: int, end: date | None, notice: int | None = None) -> None:
    made.add(
        "contracts", records.Contract, commune_id=commune, reference=f"C-{end}", end_date=end, notice_months=notice,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("end", "notice", "by", "words", "late"),
    [
        (date(2026, 6, 30), None, date(2026, 6, 30), "reconduire ou dénoncer", False),
        (date(2026, 6, 30), 3, date(2026, 3, 30), "reconduire ou dénoncer", False),
        (date(2026, 2, 15), 3, date(2025, 11, 15), "préavis dépassé", True),
        (date(2025, 10, 1), 3, date(2025, 10, 1), "échu", True),
    ],
)
def test_a_contract_is_decided_once_by_the_last_day_that_leaves_the_choice(
    end: date, notice: int | None, by: date, words: str, late: bool
) -> None:
    made = Estate(TODAY)
    contract(made, made.commune("Nord"), end, notice)
    decisions = sheets(made.snapshot())["Nord"].decisions
    assert [(one.by, one.late) for one in decisions] == [(by, late)]
    assert words in decisions[0].text


def test_what_ends_far_away_or_ended_long_ago_is_no_decision_of_this_year() -> None:
    made = Estate(TODAY)
    north = made.commune("Nord")
    for end in (date(2029, 1, 1), date(2020, 1, 1), None):
        contract(made, north, end)
    assert sheets(made.snapshot())["Nord"].decisions == ()


def test_each_commune_reads_its_own_facts_only() -> None:
    made = Estate(TODAY)
    north, south = made.commune("Nord"), made.commune("Sud")
    contract(made, south, date(2026, 6, 30))
    made.application("Paie du Sud", "Sud", users=None)
    snapshot = made.snapshot()
    subject = EstateGraph(snapshot).subject(south)
    finding = Finding("R28", v.Severity.ALERT, "Pas de composant hors support", (subject,), (), "Preuve", "Remède")
    found = sheets(snapshot, (finding,), steps={south: [Step(2027, "Paie du Sud", "Paie")]}, scenario="Plan")
    assert (found["Nord"].decisions, found["Nord"].alerts, found["Nord"].steps) == ((), (), ())
    assert found["Nord"].questions == ()
    assert [alert.code for alert in found["Sud"].alerts] == ["R28"]
    assert found["Sud"].questions[0].missing == 1
    told = " ".join(text.full for scene in committee_scenes(found["Nord"], False) for text in texts(scene.shapes))
    assert "Sud" not in told
    assert north != south


def test_a_commune_whose_figures_are_withheld_has_no_sheet() -> None:
    made = Estate(TODAY)
    made.commune("Nord")
    south = made.commune("Sud")
    assert list(sheets(made.snapshot(hidden_communes=frozenset({south})))) == ["Nord"]


def test_the_median_leaves_the_commune_itself_out_and_is_told_from_five_others() -> None:
    made = Estate(TODAY)
    for rank in range(6):
        made.commune(f"Ville {rank}", inhabitants=100)
        made.application(f"Paie {rank}", f"Ville {rank}", cost_total=100.0 * rank)
    found = sheets(made.snapshot())
    assert found["Ville 5"].cost.here == 5.0
    assert getattr(found["Ville 5"].cost.others, "value", None) == 2.0


def test_last_year_s_figure_stands_beside_today_s() -> None:
    def one_town(cost: float) -> Snapshot:
        made = Estate(TODAY)
        made.commune("Nord", inhabitants=100)
        made.application("Paie", "Nord", cost_total=cost)
        return made.snapshot()

    before = indicators(EstateGraph(one_town(1_000.0)), {}, ("commune",))
    sheet = sheets(one_town(1_500.0), before=before, since=date(2025, 1, 1))["Nord"]
    assert next(m.before for m in sheet.measures if m.indicator.code == "I11") == 10.0
    written = [text.full for text in texts(committee_scenes(sheet, False)[0].shapes)]
    assert "15,00\xa0€" in written
    assert "2025 : 10,00\xa0€" in written


def test_every_text_of_the_first_page_fits_and_the_rest_is_counted() -> None:
    made = Estate(TODAY)
    north = made.commune("Nord", inhabitants=1000)
    for month in range(1, 13):
        contract(made, north, date(2026, month, 28))
    sheet = sheets(made.snapshot())["Nord"]
    first, *annexes = committee_scenes(sheet, fictitious=True)
    written = [text.full for text in texts(first.shapes)]
    shown = sum("reconduire" in words for words in written)
    assert f"et {len(sheet.decisions) - shown} autres, en annexe".replace("et ", "") in " ".join(written).replace(
        "\xa0", " "
    )
    told = [text.full for scene in annexes for text in texts(scene.shapes)]
    assert sum("reconduire" in words for words in told) == len(sheet.decisions)
    assert "JEU FICTIF" in written
    for scene in (first, *annexes):
        assert all(scene.box.holds(text.box) for text in texts(scene.shapes))


def test_short_words_and_days() -> None:
    assert in_short(()) == ""
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert a_year_before(date(2026, 11, 22)) == date(2025, 11, 22)
