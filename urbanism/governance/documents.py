"""Documents attached to a project: their name made safe, their kind told by what they hold, their size bounded."""

from __future__ import annotations

import base64
import re
import unicodedata
import zipfile
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.snapshot import Project, ProjectDocument
from urbanism.store import Creations, Deletion, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.store.engine import reading
from urbanism.store.tables import read_rows
from urbanism.vocabulary import Origin

LARGEST = 10 * 1024 * 1024
"""Bytes of a document at most."""
LONGEST_NAME = 120

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_OFFICE = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


class UnacceptableDocument(UrbanismError):
    """A document that is empty, too large, or of a kind that is not kept."""

    code = "document_refuse"


def attach_document(engine: Engine, project: Project, name: str, content: bytes, author: str) -> int:
    """Keep a document with a project. Returns the document.

    Raises:
        UnacceptableDocument: it is empty, too large, or neither PDF, picture, text nor office document.
    """
    if not content:
        raise UnacceptableDocument("Ce document est vide.", where=safe_name(name))
    if len(content) > LARGEST:
        raise UnacceptableDocument(
            f"Ce document dépasse {LARGEST // 1024 // 1024} Mo.", where=safe_name(name), remedy="Joignez-en un extrait."
        )
    media_type = media_type_of(content)
    if media_type is None:
        raise UnacceptableDocument(
            "Ce genre de fichier n’est pas gardé.",
            where=safe_name(name),
            remedy="Joignez un PDF, une image PNG ou JPEG, un texte ou un document de bureautique.",
        )
    base = read_base(engine)
    identifier = Identifiers(base).take()
    kept = safe_name(name)
    creations = (
        Creations(
            "project_document",
            ("id", "project_id", "name", "media_type", "size"),
            [(identifier, project.id, kept, media_type, len(content))],
        ),
        Creations(
            "document_content", ("document_id", "content"), [(identifier, base64.b64encode(content).decode("ascii"))]
        ),
    )
    reason = f"Projet « {project.name[:100]} » : document « {kept} »"
    apply_plan(engine, Plan(author, reason, Origin.PROJECT, base, creations))
    return identifier


def read_document(engine: Engine, document_id: int) -> bytes:
    """What a document holds, for whoever the engine acts for and may see its project.

    Raises:
        UnacceptableDocument: there is none that the viewer may see.
    """
    seen = any(document.id == document_id for document in load_snapshot(engine).project_documents)
    with reading(engine) as connection:
        rows = read_rows(connection, "document_content", ("content",), "document_id = ?", (document_id,))
    if not seen or not rows:
        raise UnacceptableDocument("Ce document n’existe pas.", remedy="Rechargez la page du projet.")
    return base64.b64decode(rows[0][0])


def remove_document(engine: Engine, project: Project, document: ProjectDocument, author: str) -> int:
    """Take a document off a project; the history keeps it. Returns the change set."""
    content = base64.b64encode(read_document(engine, document.id)).decode("ascii")
    deletions = (
        Deletion("document_content", document.id, {"document_id": document.id, "content": content}),
        Deletion("project_document", document.id, document._asdict()),
    )
    reason = f"Projet « {project.name[:100]} » : retrait de « {document.name} »"
    return apply_plan(engine, Plan(author, reason, Origin.PROJECT, read_base(engine), deletions=deletions))


def safe_name(name: str) -> str:
    """A file's own name: no folder, no control nor direction mark, no blank ends, not too long."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r'[<>:"|?*\\/]', "_", plain).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > LONGEST_NAME and dot and len(suffix) < 10:
        plain = f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
    return plain[:LONGEST_NAME] or "document"


def media_type_of(content: bytes) -> str | None:
    """The kind of a document by what it holds, whatever its name says; None for what is not kept."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "text/plain" if "\x00" not in text and not text.lstrip().startswith("<") else None


def _office_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace")
                return declared if declared.startswith(_OPEN_DOCUMENT) and declared.isprintable() else None
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return None
    return next((kind for folder, kind in _OFFICE if any(name.startswith(folder) for name in names)), None)
