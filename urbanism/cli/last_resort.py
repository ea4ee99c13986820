"""What is said of an error that no one foresaw: what happened, where, what to do."""

from __future__ import annotations

from urbanism.errors import UrbanismError

CANCELLED = "Ce qui s’écrivait dans la base est annulé."
DETAIL = "Le détail technique s’obtient avec --detail."


class Unforeseen(UrbanismError):
    """An error that stopped a command, and that the command does not know."""

    code = "erreur_imprevue"


def as_expected(error: Exception, command: str) -> UrbanismError:
    """An error of any kind, as one that a person can read."""
    from sqlalchemy.exc import SQLAlchemyError

    from urbanism.refusals import reason_of

    where = f"urbanism {command}"
    if isinstance(error, SQLAlchemyError):
        return Unforeseen(
            f"la base de données a refusé ({reason_of(error)}). {CANCELLED}",
            where=where,
            remedy=f"Vérifiez l’adresse de la base, la place sur le disque et vos droits, puis recommencez. {DETAIL}",
        )
    if isinstance(error, OSError):
        file = f"« {error.filename} » : " if error.filename else ""
        return Unforeseen(
            f"le système a refusé ({file}{reason_of(error)}). {CANCELLED}",
            where=where,
            remedy=f"Vérifiez les chemins, la place sur le disque et vos droits, puis recommencez. {DETAIL}",
        )
    if isinstance(error, MemoryError):
        return Unforeseen(
            f"la mémoire manque. {CANCELLED}", where=where, remedy="Fermez d’autres logiciels, puis recommencez."
        )
    told = str(error).splitlines()
    return Unforeseen(
        f"un défaut du logiciel a arrêté la commande ({': '.join([type(error).__name__, *told[:1]])}). {CANCELLED}",
        where=where,
        remedy="Relancez avec --detail et transmettez la réponse à qui maintient ce logiciel.",
    )
