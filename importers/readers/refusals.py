"""Why a file cannot be used, said in French: one function a reason."""

from __future__ import annotations

from urbanism.errors import UnusableFile


def missing(path: str) -> UnusableFile:
    return UnusableFile(
        "ce fichier n’existe pas.",
        where=path,
        remedy="Vérifiez le nom et le dossier.",
        code="fichier_absent",
    )


def no_rights(path: str) -> UnusableFile:
    return UnusableFile(
        "vous n’avez pas le droit de lire ce fichier, ou un autre logiciel le tient ouvert.",
        where=path,
        remedy="Fermez-le dans votre tableur ou demandez le droit de le lire.",
        code="droits_insuffisants",
    )


def unreadable(path: str, reason: str) -> UnusableFile:
    return UnusableFile(
        f"ce fichier ne peut pas être ouvert ({reason}).",
        where=path,
        remedy="Copiez-le dans un autre dossier, puis recommencez.",
        code="fichier_illisible",
    )


def empty(path: str) -> UnusableFile:
    return UnusableFile(
        "ce fichier est vide.",
        where=path,
        remedy="Vérifiez qu’il a été enregistré en entier.",
        code="fichier_vide",
    )


def nothing_inside(path: str) -> UnusableFile:
    return UnusableFile(
        "aucun tableau ne se trouve là.",
        where=path,
        remedy="Donnez le dossier ou l’archive qui contient vos classeurs, ou un fichier par son nom.",
        code="aucun_tableau",
    )


def encrypted(path: str) -> UnusableFile:
    return UnusableFile(
        "ce fichier est protégé par un mot de passe.",
        where=path,
        remedy="Ouvrez-le dans un tableur, enregistrez-le sans mot de passe, puis recommencez.",
        code="fichier_protege",
    )


def not_a_spreadsheet(path: str, what_it_is: str) -> UnusableFile:
    return UnusableFile(
        f"ce fichier n’est pas un tableau : {what_it_is}.",
        where=path,
        remedy="Donnez un classeur (xlsx, xlsm, xlsb, xls, ods), un texte (csv, tsv, txt) ou un fichier json.",
        code="format_non_reconnu",
    )


def too_large(path: str, measure: str) -> UnusableFile:
    return UnusableFile(
        f"ce fichier est trop volumineux ({measure}).",
        where=path,
        remedy="Supprimez les lignes et colonnes inutiles, ou partagez-le en plusieurs fichiers.",
        code="fichier_trop_volumineux",
    )


def too_long(path: str, seconds: float) -> UnusableFile:
    return UnusableFile(
        f"la lecture de ce fichier demande plus de {seconds:g} secondes de calcul.",
        where=path,
        remedy="Supprimez les lignes et colonnes inutiles, ou partagez-le en plusieurs fichiers.",
        code="lecture_trop_longue",
    )


def too_late(path: str, seconds: float) -> UnusableFile:
    return UnusableFile(
        f"la lecture de ce fichier n’est pas finie au bout de {seconds:g} secondes.",
        where=path,
        remedy="Recommencez quand la machine est moins occupée, ou partagez-le en plusieurs fichiers.",
        code="lecture_trop_longue",
    )


def corrupted(path: str, detail: str = "") -> UnusableFile:
    return UnusableFile(
        f"ce fichier est abîmé{f' ({detail})' if detail else ''}.",
        where=path,
        remedy="Ouvrez-le dans un tableur, enregistrez-le sous un autre nom, puis recommencez.",
        code="fichier_abime",
    )
