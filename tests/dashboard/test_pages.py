"""The pages, run without a browser: what they show, what their address says, what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_estate import COMMUNES, OnlyRead, Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.components.doors import DOORS
from urbanism.dashboard.components.text import JOINER
from urbanism.dashboard.entities import ENTITIES
from urbanism.dashboard.fields import FIELDS, field_name
from urbanism.french import NO_BREAK_SPACE
from urbanism.governance.editable import NAMES, kind_of
from urbanism.snapshot import Application
from urbanism.store import load_snapshot
from urbanism.store.snapshots import SOURCES


def shown(app: AppTest) -> str:
    """Every text of a page, escapes taken away, quotation marks as they are typed."""
    blocks = [*app.title, *app.header, *app.markdown, *app.caption, *app.error, *app.warning, *app.success]
    text = "\n".join(str(block.value) for block in blocks).replace("\\", "").replace(JOINER, "")
    return text.replace(f"«{NO_BREAK_SPACE}", "« ").replace(f"{NO_BREAK_SPACE}»", " »")


def rows(app: AppTest) -> int:
    """How many rows the page's first table has."""
    return len(app.dataframe[0].value)


PAGE_FILES = [entry.file.removesuffix(".py") for entry in PAGES.values()]


@pytest.mark.parametrize("page", PAGE_FILES)
def test_every_page_opens(only_read: OnlyRead, estate_file: Path, open_page: Open, page: str) -> None:
    only_read(estate_file)
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert app.title[0].value
    assert app.main[0].type != "markdown", "a note of the code is shown on the page"


@pytest.mark.parametrize("page", PAGE_FILES)
def test_every_page_opens_on_an_empty_estate(only_read: OnlyRead, empty_file: Path, open_page: Open, page: str) -> None:
    only_read(empty_file)
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert app.title[0].value


def test_an_empty_estate_opens_on_two_doors(nothing: Engine, open_page: Open) -> None:
    labels = [button.label for button in open_page().button]
    assert labels == ["Ouvrir la métropole d’exemple", "Choisir mes fichiers"]


def test_the_home_figures_are_those_of_the_lists_they_open(estate: Engine, open_page: Open) -> None:
    home = open_page()
    figures = {metric.label: metric.value for metric in home.metric}
    assert figures["Applications"] == "40"
    assert rows(open_page("inventory")) == 40
    assert figures["Flux"] == str(rows(open_page("interfaces")))


@pytest.mark.parametrize(
    "watch", ["sans-bloc", "hors-support", "experimentation-terminee", "donnees-sans-clause-de-retour"]
)
def test_what_deserves_a_look_opens_as_a_list(estate: Engine, open_page: Open, watch: str) -> None:
    home = open_page()
    links = [link for link in home.get("page_link") if f"regard={watch}" in str(link.proto.query_string)]
    assert len(links) == 1
    counted = int(links[0].proto.label.split("\u00a0")[0])
    assert 0 < counted == rows(open_page("inventory", filtres="aucun", regard=watch))


def test_filters_come_from_the_address(estate: Engine, open_page: Open) -> None:
    app = open_page("inventory", commune="C01", statut="en service")
    assert app.multiselect(key="filtre-communes").value == ["C01"]
    assert set(app.dataframe[0].value["Statut"]) == {"en service"}
    assert 0 < rows(app) < 40


def test_filters_are_written_in_the_address(estate: Engine, open_page: Open) -> None:
    app = open_page("inventory")
    app.multiselect(key="filtre-communes").set_value(["C00", "C02"])
    app.text_input(key="filtre-text").set_value("logiciel 3").run()
    assert app.query_params["commune"] == ["C00", "C02"]
    assert app.query_params["recherche"] == "logiciel 3"


def test_filters_are_kept_from_page_to_page(estate: Engine, open_page: Open) -> None:
    app = open_page("inventory")
    app.multiselect(key="filtre-communes").set_value(["C01"]).run()
    app.query_params.clear()
    app.switch_page("urbanism/dashboard/pages/interfaces.py").run()
    assert app.multiselect(key="filtre-communes").value == ["C01"]
    assert app.query_params["commune"] == "C01"


def test_a_link_without_filter_forgets_the_ones_kept(estate: Engine, open_page: Open) -> None:
    app = open_page("inventory")
    app.multiselect(key="filtre-communes").set_value(["C01"]).run()
    app.switch_page("urbanism/dashboard/pages/blocks.py").run()
    app.query_params.clear()
    app.query_params["filtres"] = "aucun"
    app.switch_page("urbanism/dashboard/pages/inventory.py").run()
    assert app.multiselect(key="filtre-communes").value == []
    assert rows(app) == 40


def test_an_unknown_filter_is_said_and_left_aside(estate: Engine, open_page: Open) -> None:
    app = open_page("inventory", commune=["C01", "<b>nulle part</b>"])
    assert app.multiselect(key="filtre-communes").value == ["C01"]
    assert "<b>nulle part</b>" in shown(app)


def test_a_search_that_finds_nothing_says_what_to_do(estate: Engine, open_page: Open) -> None:
    app = open_page("inventory", recherche="introuvable")
    assert not app.dataframe
    assert "Enlevez un mot de la recherche ou un filtre." in shown(app)


def test_an_application_shows_unknown_values_as_such(estate: Engine, open_page: Open) -> None:
    application = load_snapshot(estate).applications[0]
    app = open_page("application", id=str(application.id))
    sheet = {
        row["Champ"]: row["Valeur"]
        for table in app.table
        for row in table.value.to_dict("records")
        if "Source" not in row
    }
    assert sheet["Code"].replace("\\", "") == "APP-000000"
    assert "inconnu" in sheet["Version"]
    assert sheet["Salle serveur"] == "B12"


def test_an_application_says_the_cell_of_each_value(estate: Engine, open_page: Open) -> None:
    application = load_snapshot(estate).applications[0]
    app = open_page("application", id=str(application.id), onglet="D’où viennent ces valeurs")
    sources = {row["Champ"]: row for table in app.table for row in table.value.to_dict("records") if "Source" in row}
    assert sources["Nom"]["Case"] == "A2"
    assert sources["Nom"]["Source"].replace("\\", "") == "villeneuve.xlsx, Logiciels"
    assert sources["Code"]["Case"] == "–"


@pytest.mark.parametrize("wrong", ["", "0", "-1", "abc", "1e9", "9" * 40, "<script>"])
def test_an_application_that_does_not_exist_is_said(estate: Engine, open_page: Open, wrong: str) -> None:
    app = open_page("application", id=wrong)
    assert not app.error
    assert "Cette application n’existe pas, ou plus" in shown(app)


def test_a_broken_database_is_said_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Open) -> None:
    broken = tmp_path / "pas-une-base.sqlite"
    broken.write_text("ceci n’est pas une base " * 100)
    monkeypatch.setenv("URBANISM_DATABASE_URL", f"sqlite:///{broken}")
    app = open_page()
    assert "ce fichier n’est pas une base de données" in app.error[0].value.replace("\\", "")


def test_communes_are_named_where_they_are_chosen(estate: Engine, open_page: Open) -> None:
    assert set(open_page("inventory").multiselect(key="filtre-communes").options) == set(COMMUNES)


def test_every_field_of_an_application_has_its_place_on_the_sheet() -> None:
    assert sorted(FIELDS) == sorted(set(Application._fields) - {"id", "extra"})


@pytest.mark.parametrize("table", NAMES)
def test_a_field_is_called_the_same_on_its_sheet_in_its_story_and_in_its_form(table: str) -> None:
    kind = kind_of(table)
    assert {field.name: field_name(kind.entity, field.name) for field in kind.fields} == {
        field.name: field.label for field in kind.fields
    }


@pytest.mark.parametrize("table", SOURCES)
def test_the_memory_names_every_object_and_field_in_french(table: str) -> None:
    entity, record = SOURCES[table]
    assert entity in ENTITIES
    assert [name for name in record._fields if name != "id" and field_name(entity, name) == name] == []


def test_an_application_shows_the_terms_of_its_contract(estate: Engine, open_page: Open) -> None:
    application = load_snapshot(estate).applications[0]
    tables = open_page("application", id=str(application.id)).table
    sheet = {row["Champ"]: row["Valeur"] for table in tables for row in table.value.to_dict("records")}
    assert sheet["Préavis"] == "3 mois"
    assert sheet["Retour des données"] == "non"


def test_the_home_page_opens_three_doors_and_the_search(estate: Engine, open_page: Open) -> None:
    opened = {link.proto.page for link in open_page().get("page_link")}
    asked = {page for door in DOORS for _question, page in door.questions} | {"rechercher"}
    assert len(DOORS) == 3
    assert asked <= opened


def test_what_is_searched_opens_its_page_and_pages_are_found_too(estate: Engine, open_page: Open) -> None:
    app = open_page("find", mots="logiciel 17")
    assert app.dataframe[0].value["Nom"][0] == "Logiciel 17"
    pages = {link.proto.page for link in open_page("find", mots="referentiels").get("page_link")}
    assert {"referentiels", "doublons"} <= pages
    assert "Rien ne porte ces mots" in shown(open_page("find", mots="introuvable"))
    assert set(open_page("find", mots="R03").dataframe[0].value["Nature"]) == {"Règle"}
    app = open_page("find", mots="lgoiciel 17")
    assert "ressemble" in shown(app)
    assert "Logiciel 17" in set(app.dataframe[0].value["Nom"])


def test_a_long_table_opens_any_line_of_the_page_it_shows(
    estate: Engine, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("urbanism.dashboard.components.table.PAGE_ROWS", 15)
    app = open_page("inventory", **{"inventaire-page": "2"})
    shown = app.dataframe[0].value["Application"].tolist()
    offered = app.selectbox(key="inventaire-aller").options
    assert len(shown) == len(offered) == 15
    assert all(label.split(" – ")[0].endswith(name) for label, name in zip(offered, shown, strict=True))
