"""The database itself refuses what is impossible, whoever writes, in whatever language."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from urbanism.nomenclature import load_nomenclature
from urbanism.store import apply_plan
from urbanism.store.nomenclature import nomenclature_plan

SETUP = (
    "INSERT INTO commune (id, code, name) VALUES (900001, 'va', 'Valgris'), (900002, 'pb', 'Port-Brume')",
    "INSERT INTO party (id, kind) VALUES (900003, 'application'), (900004, 'application')",
    "INSERT INTO application (id, commune_id, code, name) VALUES (900003, 900001, 'A1', 'Paie')",
)

IMPOSSIBLE = {
    "an interface without a source": (
        "INSERT INTO interface (id, commune_id, code, target_id) VALUES (900010, 900001, 'F1', 900003)"
    ),
    "an interface without a target": (
        "INSERT INTO interface (id, commune_id, code, source_id) VALUES (900010, 900001, 'F1', 900003)"
    ),
    "an interface to nothing": (
        "INSERT INTO interface (id, commune_id, code, source_id, target_id)"
        " VALUES (900010, 900001, 'F1', 900003, 999999)"
    ),
    "two applications of one code in a commune": (
        "INSERT INTO application (id, commune_id, code, name) VALUES (900004, 900001, 'A1', 'Autre')"
    ),
    "an application of no commune": "INSERT INTO application (id, code, name) VALUES (900004, 'A2', 'Autre')",
    "an application that is no party": (
        "INSERT INTO application (id, commune_id, code, name) VALUES (900011, 900001, 'A2', 'Autre')"
    ),
    "an application without a name": "INSERT INTO application (id, commune_id, code) VALUES (900004, 900001, 'A2')",
    "a status that is no word of the field": "UPDATE application SET status = 'zombie' WHERE id = 900003",
    "users below zero": "UPDATE application SET users = -1 WHERE id = 900003",
    "a bloc in two quartiers": (
        "INSERT INTO functional_block (id, code, name, district_id)"
        " SELECT 900012, code, name, (SELECT max(id) FROM district) FROM functional_block LIMIT 1"
    ),
    "a bloc in no quartier that exists": "UPDATE functional_block SET district_id = 999999",
    "two communes of one name": "INSERT INTO commune (id, code, name) VALUES (900013, 'autre', 'Valgris')",
    "an alias of two things": (
        "INSERT INTO alias (id, text, editor_id, product_id) VALUES (900014, 'x', 900001, 900001)"
    ),
    "a second counter of revisions": "INSERT INTO revision (id, number, next_id) VALUES (2, 1, 1)",
}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    apply_plan(engine, nomenclature_plan(engine, load_nomenclature()).plan)
    with engine.begin() as connection:
        for statement in SETUP:
            connection.exec_driver_sql(statement)
    return engine


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_the_database_refuses(case: str, filled: Engine) -> None:
    with pytest.raises((IntegrityError, sqlite3.IntegrityError)), filled.begin() as connection:
        connection.exec_driver_sql(IMPOSSIBLE[case])


def test_the_same_code_may_serve_in_two_communes(filled: Engine) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO application (id, commune_id, code, name) VALUES (900004, 900002, 'A1', 'Paie')"
        )
