"""The page that compares extracts: named, compared, corrected, downloaded, forgotten."""

from __future__ import annotations

from mini_estate import HOSTILE, Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button
from test_pages import shown

from importers.reading import read_files
from urbanism.dashboard.comparing import Compared, read_uploads
from urbanism.exports.differences import differences_workbook
from urbanism.store import Creations, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin

HEADER = "ID_VOIE;LIB_VOIE;COMMUNE;LARGEUR;DATE_MAJ"
LEFT = "\n".join(
    [
        HEADER,
        *(f"V{n:03d};RUE {n} MAI;{'PRÉ' if n % 2 else 'MONT'};{n % 5 + 3};2024-0{n % 8 + 1}-15" for n in range(60)),
    ]
)
RIGHT = "\n".join(
    [
        "code,nom,ville,largeur,derniere_modif,revetement",
        *(
            f"{n},{'Quai Neuf' if n == 12 else f'Rue {n} Mai'},{'Pré' if n % 2 else 'Mont'},{n % 5 + 3},"
            f"2023-0{n % 8 + 1}-15,x"
            for n in range(6, 66)
        ),
    ]
)


def compared(left: str = LEFT, right: str = RIGHT) -> Compared:
    return read_uploads([("a.csv", left.encode()), ("b.csv", right.encode())], ["Voirie", "SIG"], "voies")


def opened(open_page: Open, content: Compared) -> AppTest:
    app = open_page("compare_extracts")
    app.session_state["extraits-compares"] = content
    app.run()
    assert not app.exception
    return app


def figures(app: AppTest) -> list[int]:
    return [int(metric.value) for metric in app.metric]


def test_without_extracts_the_page_says_what_to_do(estate: Engine, open_page: Open) -> None:
    assert "Exportez les mêmes objets" in shown(open_page("compare_extracts"))


def test_the_page_tells_the_overlap_the_names_and_the_freshness(estate: Engine, open_page: Open) -> None:
    app = opened(open_page, compared())
    assert "Voirie et SIG ont 54 voies en commun" in app.info[0].value
    assert "1 a deux noms" in app.info[0].value
    assert "12 mois" in app.info[0].value
    assert figures(app) == [54, 6, 6, 1]


def test_a_column_corrected_changes_the_figures(estate: Engine, open_page: Open) -> None:
    content = compared()
    app = opened(open_page, content)
    name = next(box for box in app.selectbox if box.label == "LIB_VOIE".replace("_", "\\_"))
    name.set_value("— aucune —").run()
    assert not app.exception
    assert figures(app) == [54, 6, 6, 0]
    assert "LIB_VOIE" in content.comparison((0, 1)).left_only


def test_a_key_chosen_is_followed(estate: Engine, open_page: Open) -> None:
    content = compared()
    app = opened(open_page, content)
    key = next(box for box in app.multiselect if box.label == "Ce qui identifie une ligne")
    assert key.value == ["ID_VOIE"]
    key.set_value(["LIB_VOIE"]).run()
    assert not app.exception
    assert content.comparison((0, 1)).key.columns == (("LIB_VOIE", "nom"),)
    assert figures(app)[0] == 53


def test_extracts_are_forgotten_on_demand(estate: Engine, open_page: Open) -> None:
    app = opened(open_page, compared())
    next(button for button in app.button if button.label == "Comparer d’autres extraits").click().run()
    assert "extraits-compares" not in app.session_state


def test_hostile_names_and_values_stay_texts(estate: Engine, open_page: Open, tmp_path) -> None:
    hostile = LEFT.replace("RUE 7 MAI", "=1+1").replace("LIB_VOIE", HOSTILE[0].replace(";", ","))
    content = compared(left=hostile)
    app = opened(open_page, content)
    assert not app.exception
    path = tmp_path / "écarts.xlsx"
    path.write_bytes(differences_workbook(content.comparison((0, 1)), "voies"))
    (read,) = read_files([str(path)])
    cells = [cell for sheet in read.sheets for row in sheet.rows for cell in row]
    assert "=1+1" in cells


def test_the_workbook_holds_every_list(tmp_path) -> None:
    path = tmp_path / "écarts.xlsx"
    path.write_bytes(differences_workbook(compared().comparison((0, 1)), "voies"))
    (read,) = read_files([str(path)])
    sheets = {sheet.name: sheet.rows for sheet in read.sheets}
    assert len(sheets["Contradictions"]) == 2
    assert sheets["Contradictions"][1][1:] == ["V012", 14, "RUE 12 MAI", 8, "Quai Neuf"]
    assert len(sheets["Propres au premier"]) == len(sheets["Propres au second"]) == 7
    assert {row[0] for row in sheets["Couverture"][1:]} == {"MONT", "PRÉ"}


def test_a_result_is_kept_when_asked_shown_with_its_group_and_taken_off(estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    base = read_base(estate)
    ids = Identifiers(base)
    first = snapshot.referentials[0]
    row = (ids.take(), first.commune_id, "R2", "SIG", first.data_object_id)
    fields = ("id", "commune_id", "code", "name", "data_object_id")
    apply_plan(estate, Plan("essai", "Une autre base", Origin.EDIT, base, (Creations("referential", fields, [row]),)))
    app = opened(open_page, compared())
    assert button(app, "Garder").disabled
    origin = next(box for box in app.selectbox if box.label == "« Voirie » vient de")
    origin.set_value(first.id).run()
    button(app, "Garder").click().run()
    assert not app.exception
    (kept,) = load_snapshot(estate).extract_comparisons
    assert (kept.left_id, kept.right_id, kept.commune_id) == (first.id, row[0], first.commune_id)
    page = open_page("referential_group", id=str(first.id))
    assert "54 voies en commun" in shown(page)
    button(page, "Retirer ce résultat").click().run()
    assert not page.exception
    assert load_snapshot(estate).extract_comparisons == ()
    assert "Aucun extrait comparé" in shown(page)


def button(app: AppTest, label: str) -> Button:
    return next(each for each in app.button if each.label == label)
