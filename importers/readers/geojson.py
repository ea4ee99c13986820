"""GeoJSON: one row a feature, its properties, and of its shape only what compares: kind, centre, length, area.

Coordinates in degrees (RFC 7946) are measured on a sphere; greater ones are taken for metres (older files in a national
projection). A shape that is none leaves its cells blank, and is counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

KIND, X, Y, LENGTH, AREA = "géométrie", "centre (x)", "centre (y)", "longueur (m)", "superficie (m²)"
EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG)."""
_KINDS = {
    "Point": "point",
    "MultiPoint": "points",
    "LineString": "ligne",
    "MultiLineString": "lignes",
    "Polygon": "polygone",
    "MultiPolygon": "polygones",
    "GeometryCollection": "collection",
}
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_LARGEST = 1e9
"""No coordinate on Earth is greater, in degrees or metres."""

Position = tuple[float, float]


class Shape(NamedTuple):
    """A geometry in short: its kind, centre, length of its lines and area of its polygons, in metres."""

    kind: str
    x: float
    y: float
    length: float | None
    area: float | None


class WrongShape(ValueError):
    """A geometry that is none."""


def features_of(document: Any) -> list[Any] | None:
    """The features of a document, or None where it is not GeoJSON."""
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        features = document.get("features")
        return features if isinstance(features, list) else None
    listed = [document] if isinstance(document, dict) else document
    if not isinstance(listed, list) or not listed:
        return None
    return listed if all(isinstance(one, dict) and one.get("type") == "Feature" for one in listed) else None


def records_of(features: list[Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each feature as a record, and whether its shape could be read (one without a shape is well read)."""
    for feature in features:
        if not isinstance(feature, dict):
            yield {"valeur": feature}, False
            continue
        properties = feature.get("properties")
        record: dict[str, Any] = dict(properties) if isinstance(properties, dict) else {}
        if feature.get("id") is not None and "id" not in record:
            record["id"] = feature["id"]
        geometry = feature.get("geometry")
        try:
            shape = shape_of(geometry) if geometry is not None else None
        except (WrongShape, RecursionError):
            yield record, False
            continue
        for header, value in _cells(shape).items() if shape else ():
            record.setdefault(header, value)
        yield record, True


def shape_of(geometry: Any) -> Shape | None:
    """A geometry in short; None where it has no point.

    Raises:
        WrongShape: it is not a geometry.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise WrongShape
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise WrongShape
        shapes = [shape for member in members if (shape := shape_of(member))]
        return _together(shapes)
    parts = list(_parts(geometry.get("coordinates"), _DEPTHS[kind]))
    if not any(parts):
        return None
    if kind.endswith("Polygon"):
        return _polygons(_KINDS[kind], parts)
    if kind.endswith("LineString"):
        return _lines(_KINDS[kind], parts)
    points = [point for part in parts for point in part]
    return Shape(_KINDS[kind], *_middle(points), None, None)


def _cells(shape: Shape) -> dict[str, Any]:
    decimals = 6 if abs(shape.x) <= 180 and abs(shape.y) <= 90 else 1
    cells: dict[str, Any] = {KIND: shape.kind, X: round(shape.x, decimals), Y: round(shape.y, decimals)}
    if shape.length is not None:
        cells[LENGTH] = round(shape.length, 1)
    if shape.area is not None:
        cells[AREA] = round(shape.area, 1)
    return cells


def _parts(coordinates: Any, depth: int) -> Iterator[list[Position]]:
    """The lists of positions of a geometry: one for points and lines, one a ring for polygons."""
    if depth == 0:
        yield [_position(coordinates)]
        return
    if not isinstance(coordinates, list):
        raise WrongShape
    if depth == 1:
        yield [_position(one) for one in coordinates]
        return
    for one in coordinates:
        yield from _parts(one, depth - 1)


def _position(value: Any) -> Position:
    if not isinstance(value, list) or len(value) < 2:
        raise WrongShape
    x, y = value[0], value[1]
    if isinstance(x, bool) or isinstance(y, bool) or not (isinstance(x, int | float) and isinstance(y, int | float)):
        raise WrongShape
    if not (abs(x) <= _LARGEST and abs(y) <= _LARGEST):  # written so that NaN is refused too
        raise WrongShape
    return float(x), float(y)


def _scale(points: list[Position]) -> tuple[float, float]:
    """Metres of a unit of x and of y around these points."""
    if any(abs(x) > 180 or abs(y) > 90 for x, y in points):
        return 1.0, 1.0
    degree = math.radians(EARTH_RADIUS)
    return degree * math.cos(math.radians(points[0][1])), degree


def _lines(kind: str, parts: list[list[Position]]) -> Shape:
    """The length of lines, and their centre: the mean of their segments, each weighing its length."""
    points = [point for part in parts for point in part]
    across, up = _scale(points)
    length = x = y = 0.0
    for part in parts:
        for (ax, ay), (bx, by) in pairwise(part):
            step = math.hypot((bx - ax) * across, (by - ay) * up)
            length += step
            x += step * (ax + bx) / 2
            y += step * (ay + by) / 2
    if not length:
        return Shape(kind, *_middle(points), 0.0, None)
    return Shape(kind, x / length, y / length, length, None)


def _polygons(kind: str, rings: list[list[Position]]) -> Shape:
    """The area of polygons (shoelace formula; holes turn the other way or are counted as such) and their centre."""
    points = [point for ring in rings for point in ring]
    across, up = _scale(points)
    origin_x, origin_y = points[0]
    area = x = y = 0.0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            left, low, right, high = ax - origin_x, ay - origin_y, bx - origin_x, by - origin_y
            turn = left * high - right * low
            area += turn / 2
            x += turn * (left + right) / 6
            y += turn * (low + high) / 6
    if not area:
        return Shape(kind, *_middle(points), None, 0.0)
    return Shape(kind, origin_x + x / area, origin_y + y / area, None, abs(area) * across * up)


def _middle(points: list[Position]) -> Position:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _together(shapes: list[Shape]) -> Shape | None:
    if not shapes:
        return None
    x, y = _middle([(shape.x, shape.y) for shape in shapes])
    lengths = [shape.length for shape in shapes if shape.length is not None]
    areas = [shape.area for shape in shapes if shape.area is not None]
    return Shape(_KINDS["GeometryCollection"], x, y, sum(lengths) if lengths else None, sum(areas) if areas else None)
