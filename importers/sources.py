"""From what a person gives (files, folders, zips) to the files to read, each with the name to show for it."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from importers.readers import refusals
from importers.readers.formats import is_plain_zip
from importers.reading import Limits, read_files
from importers.sheets import RawFile
from urbanism.errors import UnusableFile

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json"})
_LIST = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[|\{\s*"[^"]*"\s*:\s*\[)')
_MOST_FILES = 2_000
_UNZIPPED_LIMIT = 2 << 30
MOST_KEPT = 3_000_000
"""Cells kept between two plans of the same import: some 300 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file given, found in a folder or taken out of a zip.

    Attributes:
        shown: the name to show: the path as given; "archive.zip/dossier/fichier.csv" for a file of a zip.
        path: where to read it.
        ignored: why it is not to be read, in French, or "".
        refusal: why it cannot be read, or None.
    """

    shown: str
    path: Path
    ignored: str = ""
    refusal: UnusableFile | None = None


@contextmanager
def open_sources(given: Sequence[str]) -> Iterator[list[Source]]:
    """Every file behind the paths given, once each; what a zip holds is unpacked until the context ends.

    In a folder and its subfolders, spreadsheets are taken and other files listed as ignored; hidden files, and links
    that lead out of the folder, are not followed. A file given by its own name is always taken.
    """
    with tempfile.TemporaryDirectory(prefix="urbanism-") as unpacked:
        seen: set[Path] = set()
        sources = []
        for path in given:
            found = list(_sources(Path(path), Path(unpacked)))
            if all(source.ignored for source in found):
                found.append(Source(path, Path(path), refusal=refusals.nothing_inside(path)))
            for source in found:
                place = source.path.resolve() if source.path.exists() else source.path
                if place not in seen or source.ignored or source.refusal:
                    sources.append(replace(source, shown=_writable(source.shown)))
                seen.add(place)
        yield sources


class Readings(dict[str, RawFile]):
    """Files already read, by the name to show, for an import that is planned again after each correction.

    Only `MOST_KEPT` cells are kept; the files beyond are read again.
    """

    def keep(self, file: RawFile) -> None:
        """Keep a file, if there is room for it."""
        if sum(map(_cells, self.values())) + _cells(file) <= MOST_KEPT:
            self[file.path] = file


def read_sources(
    sources: Sequence[Source], limits: Limits | None = None, readings: Readings | None = None
) -> Iterator[tuple[Source, RawFile | UnusableFile]]:
    """What each source to be read holds, or why it cannot be used, under the name to show.

    `readings`: files read before, which are not read again; those read now are added to it.
    """
    known = dict(readings or {})
    wanted = [one for one in sources if not one.ignored and not one.refusal and one.shown not in known]
    results = read_files([str(source.path) for source in wanted], limits)
    for source in sources:
        if source.refusal:
            yield source, _under_name(source.refusal, source.shown)
        elif source.shown in known and not source.ignored:
            yield source, known[source.shown]
        elif not source.ignored:
            result = _under_name(next(results), source.shown)
            if readings is not None and isinstance(result, RawFile):
                readings.keep(result)
            yield source, result


def _cells(file: RawFile) -> int:
    return sum(len(row) for sheet in file.sheets for row in sheet.rows)


def _writable(name: str) -> str:
    """A file's name with a mark for what is no text in it (some systems let names be any bytes)."""
    return name.encode("utf-8", "replace").decode()


def _under_name(result: RawFile | UnusableFile, shown: str) -> RawFile | UnusableFile:
    if isinstance(result, RawFile):
        return replace(result, path=shown)
    return UnusableFile(result.what, where=shown, remedy=result.remedy, code=result.code)


def _sources(path: Path, unpacked: Path) -> Iterator[Source]:
    if path.is_dir():
        yield from _folder(path, unpacked)
    elif is_plain_zip(path):
        yield from _zip(path, Path(tempfile.mkdtemp(dir=unpacked)))
    else:
        yield Source(str(path), path)


def _folder(folder: Path, unpacked: Path) -> Iterator[Source]:
    """The files of a folder and its subfolders, in order of name."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield Source(str(folder), folder, refusal=refusals.no_rights(str(folder)))
        return
    for path in inside:
        if why := _not_taken(path):
            yield Source(str(path), path, ignored=why)
        elif path.is_dir():
            yield from _folder(path, unpacked)
        elif path.suffix.lower() == ".zip" and is_plain_zip(path):
            yield from _zip(path, Path(tempfile.mkdtemp(dir=unpacked)))
        else:
            yield Source(str(path), path)


def _not_taken(path: Path) -> str:
    """Why a file or folder met in a folder is left aside, or ""."""
    if path.is_symlink():
        return "lien vers un autre endroit, non suivi"
    if path.name.startswith((".", "~$")):
        return "fichier caché ou temporaire"
    if path.suffix.lower() == ".json" and path.is_file() and not _begins_with_list(path):
        return "ce json n’est pas une liste de fiches"
    if path.is_dir() or path.suffix.lower() in SPREADSHEETS | {".zip"}:
        return ""
    return "ce n’est pas un tableau"


def _begins_with_list(path: Path) -> bool:
    """Whether a json file met in a folder looks like records (a list, or one under its name), not like settings."""
    try:
        with path.open("rb") as content:
            return bool(_LIST.match(content.read(4096)))
    except OSError:
        return True  # its reading will say why it cannot be


def _zip(archive: Path, into: Path) -> Iterator[Source]:
    """The files of a zip, unpacked under names of ours, so that none can be written elsewhere."""
    try:
        with zipfile.ZipFile(archive) as content:
            yield from _members(archive, content, into)
    except (zipfile.BadZipFile, OSError, ValueError):
        yield Source(str(archive), archive, refusal=refusals.corrupted(str(archive), "archive incomplète"))


def _members(archive: Path, content: zipfile.ZipFile, into: Path) -> Iterator[Source]:
    members = [member for member in content.infolist() if not member.is_dir()]
    size = sum(member.file_size for member in members)
    if len(members) > _MOST_FILES or size > _UNZIPPED_LIMIT:
        measure = f"{len(members)} fichiers, {size >> 20} Mo une fois décompressés"
        yield Source(str(archive), archive, refusal=refusals.too_large(str(archive), measure))
        return
    for number, member in enumerate(members):
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        shown = f"{archive}/{inner}"
        path = into / str(number) / _safe_name(inner)
        if why := _not_taken_from_zip(inner):
            yield Source(shown, path, ignored=why)
        elif inner.suffix.lower() == ".zip":
            refusal = refusals.not_a_spreadsheet(shown, "c’est une archive dans une archive, à décompresser d’abord")
            yield Source(shown, path, refusal=refusal)
        else:
            yield _unpack(content, member, shown, path)


def _not_taken_from_zip(inner: PurePosixPath) -> str:
    if any(part.startswith((".", "~$")) and part != ".." for part in inner.parts) or "__MACOSX" in inner.parts:
        return "fichier caché ou temporaire"
    return "" if inner.suffix.lower() in SPREADSHEETS | {".zip"} else "ce n’est pas un tableau"


def _safe_name(inner: PurePosixPath) -> str:
    """The last part of a name, without what some systems refuse; sheets of text files are named after it."""
    name = "".join("_" if letter in '<>:"|?*' or ord(letter) < 32 else letter for letter in inner.name)
    return name[-120:] or "fichier"


def _unpack(content: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, path: Path) -> Source:
    """Write one file of a zip, no larger than it says."""
    if member.flag_bits & 1:
        return Source(shown, path, refusal=refusals.encrypted(shown))
    path.parent.mkdir()
    try:
        with content.open(member) as packed, path.open("wb") as file:
            shutil.copyfileobj(packed, file)
    except Exception:  # zlib, lzma, zipfile, NotImplementedError: each says in its way that the content is broken
        return Source(shown, path, refusal=refusals.corrupted(shown, "archive incomplète"))
    return Source(shown, path)
