"""Extracts read to be compared: any spreadsheet or GeoJSON; days told from texts; hostile shapes refused or counted."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from importers.extracts import read_extract
from importers.readers.geojson import features_of, records_of, shape_of
from urbanism.errors import UnusableFile


def written(folder: Path, name: str, content: Any) -> str:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return str(path)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_text_gives_columns_days_and_line_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "voies.csv", "code;nom;maj\n001;Rue Haute;03/04/2024\n002;-;31/12/2023\n003;Quai;\n")
    extract = read_extract(path).extract
    assert extract.name == "voies"
    assert [list(column.values) for column in extract.columns] == [
        ["001", "002", "003"],
        ["Rue Haute", "", "Quai"],
        ["2024-04-03", "2023-12-31", ""],
    ]
    assert [column.is_date for column in extract.columns] == [False, False, True]
    assert list(extract.row_numbers) == [2, 3, 4]


def test_telephone_numbers_and_years_are_no_days(tmp_path: Path) -> None:
    lines = "\n".join(f"01 {n} 22 33 {n};20{n}" for n in range(10, 30))
    extract = read_extract(written(tmp_path, "a.csv", f"tel;annee\n{lines}\n")).extract
    assert not any(column.is_date for column in extract.columns)


def test_the_largest_table_of_a_workbook_is_taken_and_the_others_told(tmp_path: Path) -> None:
    path = tmp_path / "deux.xlsx"
    with Workbook(str(path)) as book:
        small, large = book.add_worksheet("Légende"), book.add_worksheet("Voies")
        small.write_row(0, 0, ["code", "sens"])
        small.write_row(1, 0, ["VC", "communale"])
        large.write_row(0, 0, ["code", "nom", "largeur"])
        for row in range(1, 20):
            large.write_row(row, 0, [f"V{row}", f"Rue {row} Mai", row / 2])
    read = read_extract(str(path), "Voirie")
    assert read.extract.name == "Voirie"
    assert len(read.extract.row_numbers) == 19
    assert any("« Voies »" in note and "1\u00a0autre table" in note for note in read.notes)


def test_geojson_gives_properties_and_the_shape_in_short(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[5.0, 45.0], [5.01, 45.0], [5.02, 45.0]]}
    point = {"type": "Point", "coordinates": [5.5, 45.5, 200]}
    path = written(tmp_path, "voies.geojson", collection(feature(line, nom="Rue A"), feature(point, nom="Place B")))
    extract = read_extract(path).extract
    told = {column.header: list(column.values) for column in extract.columns}
    assert told["nom"] == ["Rue A", "Place B"]
    assert told["géométrie"] == ["ligne", "point"]
    assert told["centre (x)"] == ["5.01", "5.5"]
    expected = math.radians(0.02) * 6_371_008.8 * math.cos(math.radians(45))
    assert float(told["longueur (m)"][0]) == pytest.approx(expected, abs=0.1)
    assert list(extract.row_numbers) == [1, 2]


def test_a_square_has_its_area_and_centre_and_its_hole_is_taken_off() -> None:
    outer = [[0, 0], [1000, 0], [1000, 1000], [0, 1000], [0, 0]]
    hole = [[250, 250], [250, 750], [750, 750], [750, 250], [250, 250]]
    shape = shape_of({"type": "Polygon", "coordinates": [outer, hole]})
    assert shape
    assert shape.area == pytest.approx(1_000_000 - 250_000)
    assert (shape.x, shape.y) == pytest.approx((500, 500))


def test_wrong_shapes_are_counted_and_their_rows_kept(tmp_path: Path) -> None:
    wrong: list[Any] = [
        {"type": "Point", "coordinates": ["5", "45"]},
        {"type": ["Point"], "coordinates": [5, 45]},
        {"type": "Cercle", "coordinates": [5, 45]},
        {"type": "Point", "coordinates": [1e300, 0]},
        {"type": "LineString", "coordinates": {"a": 1}},
        "POINT(5 45)",
    ]
    path = written(tmp_path, "a.geojson", collection(*(feature(shape, nom=f"V{n}") for n, shape in enumerate(wrong))))
    read = read_extract(path)
    assert len(read.extract.row_numbers) == len(wrong)
    assert any(str(len(wrong)) in note and "illisible" in note for note in read.notes)


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", ',
        '{"type":"FeatureCollection","features":' + "[" * 100_000,
        collection(feature(None, nom="seule")),
    ],
)
def test_what_holds_nothing_to_compare_is_refused_with_a_word(tmp_path: Path, content: Any) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read_extract(written(tmp_path, "a.geojson", content))
    assert refusal.value.remedy


def test_deeply_nested_collections_are_wrong_shapes_not_crashes(tmp_path: Path) -> None:
    nested: dict[str, Any] = {"type": "Point", "coordinates": [1, 1]}
    for _ in range(400):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    path = written(tmp_path, "a.geojson", collection(feature(nested, nom="a"), feature(nested, nom="b")))
    assert len(read_extract(path).extract.row_numbers) == 2


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "geometries"]), inner
        )
    ),
    max_leaves=25,
)
kinds = st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "Feature"])


@given(shape=documents, kind=kinds, properties=documents)
def test_any_json_is_read_as_features_or_left(shape: Any, kind: str, properties: Any) -> None:
    geometry = {"type": kind, "coordinates": shape, "geometries": shape}
    features = features_of(collection({"type": "Feature", "geometry": geometry, "properties": properties}, shape))
    assert features is not None
    assert len(list(records_of(features))) == 2
    features_of(shape)
