"""Lists of records in json: one sheet a list, one column a key, nested keys as "a.b", inner lists joined.

GeoJSON is one list: a row a feature (`importers.readers.geojson`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from importers.readers import geojson, refusals
from importers.readers.opened import OpenedFile, clean
from importers.sheets import Note, RawSheet

_JOINT = " ; "
_LARGEST = 256 << 20
_WRONG_SHAPES = "{} géométrie(s) illisible(s) : leur centre et leur mesure manquent."
_MOST_COLUMNS = 16_384
"""As in a spreadsheet."""


def open_records(path: Path) -> OpenedFile:
    """Open a json file: a list of records, a record of such lists, or one record a line.

    Raises:
        UnusableFile: not json, or json that holds no list of records.
    """
    if path.stat().st_size > _LARGEST:
        raise refusals.too_large(str(path), f"plus de {_LARGEST >> 20} Mo de json")
    content = path.read_bytes()
    try:
        document = _parse(content)
        if (features := geojson.features_of(document)) is not None:
            return _open_features(path, features)
        lists = dict(_record_lists(document, path.stem))
        tables = [(RawSheet(name, []), clean(_rows(path, records))) for name, records in lists.items()]
    except (ValueError, RecursionError) as error:
        reason = "imbrication trop profonde" if isinstance(error, RecursionError) else "json mal formé"
        raise refusals.corrupted(str(path), reason) from None
    if not tables:
        raise refusals.not_a_spreadsheet(str(path), "ce json ne contient pas de liste de fiches")
    return OpenedFile("json", iter(tables))


def _open_features(path: Path, features: list[Any]) -> OpenedFile:
    if not features:
        raise refusals.empty(str(path))
    read = list(geojson.records_of(features))
    wrong = sum(not well for _record_of, well in read)
    notes = [Note("geometrie_illisible", _WRONG_SHAPES.format(wrong), path.stem)] if wrong else []
    rows = clean(_rows(path, [record for record, _well in read]))
    return OpenedFile("geojson", iter([(RawSheet(path.stem, []), rows)]), notes)


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content, object_pairs_hook=_record, parse_constant=str)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        lines = content.splitlines()
        return [json.loads(line, object_pairs_hook=_record, parse_constant=str) for line in lines if line.strip()]


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A record; the values of a key written twice are both kept."""
    record = dict(pairs)
    if len(record) < len(pairs):
        for key in record:
            values = [value for name, value in pairs if name == key]
            record[key] = values if len(values) > 1 else values[0]
    return record


def _record_lists(document: Any, name: str) -> Iterator[tuple[str, list[Any]]]:
    """The lists of records of a document, each with its name."""
    if isinstance(document, list):
        if document:
            yield name, document
    elif isinstance(document, dict):
        lists = {key: value for key, value in document.items() if _is_record_list(value)}
        if lists:
            yield from lists.items()
            alone = {key: value for key, value in document.items() if key not in lists}
            if alone:
                yield f"{name} (hors listes)", [alone]
        elif document:
            yield name, [document]


def _is_record_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict | list) for item in value)


def _rows(path: Path, records: list[Any]) -> Iterator[list[Any]]:
    """A header row of every key in order of appearance, then the records; lists of lists are rows already."""
    if all(isinstance(record, list) for record in records):
        return iter([[_scalar(value) for value in record] for record in records])
    flat = [dict(_flatten(record)) for record in records]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    if len(keys) > _MOST_COLUMNS:
        raise refusals.too_large(str(path), f"{len(keys)} colonnes")
    return chain([list(keys)], ([record.get(key) for key in keys] for record in flat))


def _flatten(record: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    if not isinstance(record, dict):
        yield prefix or "valeur", _scalar(record)
        return
    for key, value in record.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from _flatten(value, name)
        else:
            yield name, _scalar(value)


def _scalar(value: Any) -> Any:
    """A cell: lists joined, what is nested in them written as json."""
    if isinstance(value, list):
        return _JOINT.join(_text(item) for item in value)
    if isinstance(value, dict):
        return _text(value)
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
