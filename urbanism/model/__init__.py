"""What an estate is made of, as SQLAlchemy classes: the tables that `urbanism.store` keeps."""

from urbanism.model import access, estate, exchanges, governance, holders, memory, nomenclature, review
from urbanism.model.base import Base, Party, refuse_unknown_values

refuse_unknown_values(Base.metadata)

__all__ = [
    "Base",
    "Party",
    "access",
    "estate",
    "exchanges",
    "governance",
    "holders",
    "memory",
    "nomenclature",
    "review",
]
