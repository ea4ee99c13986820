"""Accounts: who they are, what they may do, and the viewer each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from urbanism.access.passwords import hashed
from urbanism.errors import NotAllowed, UrbanismError
from urbanism.model import access as model
from urbanism.model.memory import ChangeSet
from urbanism.store.audit import append, in_utc
from urbanism.store.engine import reading, writing
from urbanism.store.viewer import Membership, Viewer, viewer_of
from urbanism.vocabulary import Act, Duty, Role

ROLES = (Role.URBANIST, Role.DSI, Role.DPO, Role.COMMUNE, Role.GUEST)
"""What an account may be; the local user has none."""

SEE_EVERYTHING = frozenset({Role.URBANIST, Role.DSI, Role.DPO})


class UnknownAccount(UrbanismError):
    """No account bears that address."""

    code = "compte_inconnu"


class AccountTaken(UrbanismError):
    """An account already bears that address."""

    code = "compte_existant"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in."""

    id: int
    email: str
    name: str
    role: Role
    administrator: bool
    memberships: tuple[Membership, ...]
    has_password: bool
    subject: str | None
    created_at: datetime
    last_seen_at: datetime | None
    disabled_at: datetime | None

    @property
    def viewer(self) -> Viewer:
        """Who asks, when this person does."""
        theirs = frozenset(one.commune_id for one in self.memberships)
        return Viewer(
            self.name,
            self.role,
            None if self.role in SEE_EVERYTHING else theirs,
            self.memberships,
            self.id,
            self.administrator,
        )


def any_account(engine: Engine) -> bool:
    """Whether signing in is asked for: as soon as one account exists, even disabled."""
    with reading(engine) as connection:
        return connection.execute(select(model.Account.id).limit(1)).first() is not None


def accounts(engine: Engine) -> tuple[Account, ...]:
    """Every account, by its address. Raises `NotAllowed`."""
    _for_administrators(engine)
    with reading(engine) as connection:
        return tuple(_found(connection, model.Account.id.is_not(None)))


def account_of(engine: Engine, email: str) -> Account:
    """The account of an address. Raises `UnknownAccount`."""
    with reading(engine) as connection:
        return _named(connection, email)


def add_account(
    engine: Engine,
    email: str,
    name: str,
    role: Role,
    *,
    password: str | None = None,
    subject: str | None = None,
    administrator: bool = False,
    memberships: Iterable[Membership] = (),
) -> Account:
    """Open an account. Raises `AccountTaken`, `WeakPassword`, `NotAllowed`, or `UrbanismError` for an odd address."""
    _for_administrators(engine)
    address = plain_email(email)
    members = tuple(memberships)
    _refuse_senseless(role, members)
    kept = hashed(password, address) if password is not None else None
    with writing(engine) as connection:
        if connection.execute(select(model.Account.id).where(model.Account.email == address)).first():
            raise AccountTaken(f"Un compte existe déjà pour « {address} ».")
        called = " ".join(name.split()) or address
        _refuse_homonym(connection, called)
        values = {
            "email": address,
            "name": called,
            "role": role,
            "administrator": administrator,
            "password_hash": kept,
            "subject": subject,
            "created_at": now(),
        }
        identifier = connection.execute(insert(model.Account).values(values).returning(model.Account.id)).scalar_one()
        _write_memberships(connection, identifier, members)
        append(connection, Act.ACCOUNT, f"ouvert : {address}, {role}")
        return _named(connection, address)


def set_memberships(engine: Engine, email: str, memberships: Iterable[Membership]) -> Account:
    """Replace what an account does for communes."""
    _for_administrators(engine)
    members = tuple(memberships)
    with writing(engine) as connection:
        account = _named(connection, email)
        _refuse_senseless(account.role, members)
        _clear_memberships(connection, account.id)
        _write_memberships(connection, account.id, members)
        append(connection, Act.ACCOUNT, f"appartenances changées : {account.email}")
        return _named(connection, email)


def set_password(engine: Engine, email: str, password: str) -> None:
    """Give an account another password; its sessions end. Raises `WeakPassword`."""
    _for_administrators(engine)
    _change(engine, email, "mot de passe changé", password_hash=hashed(password, plain_email(email)))


def disable(engine: Engine, email: str) -> None:
    """Keep an account from signing in; its sessions end."""
    _for_administrators(engine)
    _change(engine, email, "fermé", disabled_at=now())


def enable(engine: Engine, email: str) -> None:
    """Let a disabled account sign in again."""
    _for_administrators(engine)
    _change(engine, email, "rouvert", disabled_at=None)


def erase(connection: Connection, account_id: int) -> None:
    """Take an account away, with all that hangs on it."""
    connection.execute(delete(model.SignedIn).where(model.SignedIn.account_id == account_id))
    _clear_memberships(connection, account_id)
    connection.execute(delete(model.Account).where(model.Account.id == account_id))


def find(connection: Connection, condition: Any) -> Account | None:
    """The account that fulfils a condition on `model.Account`."""
    return next(iter(_found(connection, condition)), None)


def plain_email(email: str) -> str:
    """An address as it is kept. Raises `UrbanismError`."""
    address = email.strip().casefold()
    name, at, domain = address.partition("@")
    if not (name and at and domain) or len(address) > 254 or not address.isprintable() or " " in address:
        raise UrbanismError(f"« {email} » n’est pas une adresse électronique.", code="adresse_invalide")
    return address


def now() -> datetime:
    """The present moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def _for_administrators(engine: Engine) -> None:
    if not viewer_of(engine).administrator:
        raise NotAllowed("Les comptes sont réservés aux administrateurs.")


def _refuse_senseless(role: Role, memberships: tuple[Membership, ...]) -> None:
    if role not in ROLES:
        raise UrbanismError(f"« {role} » n’est pas le rôle d’un compte.", remedy=f"Rôles : {', '.join(ROLES)}.")
    if memberships and role is not Role.COMMUNE:
        raise UrbanismError("Seul un compte de rôle « commune » appartient à des communes.")
    if any((one.duty is Duty.REFERENT) is not bool(one.blocks) for one in memberships):
        raise UrbanismError("Un référent métier répond d’au moins un bloc ; les autres fonctions n’en ont pas.")


def _refuse_homonym(connection: Connection, name: str) -> None:
    """The history tells authors by their names: two people never bear the same, nor that of a program."""
    wrote = connection.execute(select(ChangeSet.id).where(ChangeSet.author == name).limit(1)).first()
    if wrote or connection.execute(select(model.Account.id).where(model.Account.name == name)).first():
        raise AccountTaken(f"« {name} » est déjà le nom de quelqu’un.", remedy="Ajoutez un service ou une fonction.")


def _change(engine: Engine, email: str, told: str, **values: Any) -> None:
    with writing(engine) as connection:
        account = _named(connection, email)
        connection.execute(update(model.Account).where(model.Account.id == account.id).values(**values))
        connection.execute(delete(model.SignedIn).where(model.SignedIn.account_id == account.id))
        append(connection, Act.ACCOUNT, f"{told} : {account.email}")


def _named(connection: Connection, email: str) -> Account:
    found = find(connection, model.Account.email == plain_email(email))
    if found is None:
        raise UnknownAccount(f"Aucun compte pour « {email} ».", remedy="Voyez « urbanism accounts list ».")
    return found


def _found(connection: Connection, condition: Any) -> Iterable[Account]:
    rows = connection.execute(select(model.Account.__table__).where(condition).order_by(model.Account.email)).all()
    for row in rows:
        yield Account(
            row.id,
            row.email,
            row.name,
            row.role,
            row.administrator,
            _memberships(connection, row.id),
            row.password_hash is not None,
            row.subject,
            in_utc(row.created_at),
            in_utc(row.last_seen_at) if row.last_seen_at else None,
            in_utc(row.disabled_at) if row.disabled_at else None,
        )


def _memberships(connection: Connection, account_id: int) -> tuple[Membership, ...]:
    table, blocks = model.Membership, model.MembershipBlock
    query = (
        select(table.id, table.commune_id, table.duty, blocks.block_id)
        .outerjoin(blocks, blocks.membership_id == table.id)
        .where(table.account_id == account_id)
        .order_by(table.id)
    )
    found: dict[int, tuple[int, Duty, set[int]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.id, (row.commune_id, row.duty, set()))[2].update({row.block_id} - {None})
    return tuple(Membership(commune, duty, frozenset(theirs)) for commune, duty, theirs in found.values())


def _write_memberships(connection: Connection, account_id: int, memberships: Iterable[Membership]) -> None:
    for one in memberships:
        values = {"account_id": account_id, "commune_id": one.commune_id, "duty": one.duty}
        made = connection.execute(insert(model.Membership).values(values).returning(model.Membership.id)).scalar_one()
        for block in one.blocks:
            connection.execute(insert(model.MembershipBlock).values(membership_id=made, block_id=block))


def _clear_memberships(connection: Connection, account_id: int) -> None:
    theirs = select(model.Membership.id).where(model.Membership.account_id == account_id)
    connection.execute(delete(model.MembershipBlock).where(model.MembershipBlock.membership_id.in_(theirs)))
    connection.execute(delete(model.Membership).where(model.Membership.account_id == account_id))
