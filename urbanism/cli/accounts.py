"""`urbanism accounts`: who may sign in. Whoever holds the database is its administrator: so is the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.errors import UrbanismError
from urbanism.vocabulary import Duty, Role

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from urbanism.access.accounts import Account
    from urbanism.snapshot import Snapshot
    from urbanism.store import Membership

ACTIONS = ("list", "add", "member", "password", "disable", "enable")


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "accounts",
        "Ouvrir, lister et fermer les comptes (list, add, member, password, disable, enable). La ligne de commande agit"
        " en administrateur : qui détient la base voit tout.",
    )
    parser.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("email", nargs="?", metavar="ADRESSE", help="adresse électronique du compte")
    parser.add_argument("--name", default="", metavar="NOM", help="nom affiché")
    roles = [role.value for role in Role if role is not Role.LOCAL]
    parser.add_argument("--role", choices=roles, default=Role.GUEST.value, metavar="RÔLE", help=", ".join(roles))
    parser.add_argument("--administrator", action="store_true", help="peut lire le journal")
    parser.add_argument("--subject", metavar="ÉMETTEUR|SUJET", help="nom donné par le fournisseur d’identité")
    parser.add_argument("--password", action="store_true", help="demander un mot de passe (lu sur l’entrée standard)")
    parser.add_argument(
        "--member",
        action="append",
        default=[],
        metavar="COMMUNE:FONCTION[:BLOC,…]",
        help=f"fonction dans une commune ({', '.join(Duty)}) ; répétable",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do the action, and show the accounts it leaves."""
    from urbanism.access import accounts as access
    from urbanism.store import load_snapshot, open_estate

    engine = open_estate(options.database)
    if options.action == "list":
        return _show(access.accounts(engine), load_snapshot(engine), options.json)
    if not options.email:
        raise UrbanismError("Il manque l’adresse du compte.", remedy="urbanism accounts --help", code="adresse_absente")
    _act(engine, options)
    return _show((access.account_of(engine, options.email),), load_snapshot(engine), options.json)


def _act(engine: Engine, options: argparse.Namespace) -> None:
    from urbanism.access import accounts as access
    from urbanism.store import load_snapshot

    if options.action in ("add", "member"):
        members = [_membership(load_snapshot(engine), text) for text in options.member]
    if options.action == "add":
        access.add_account(
            engine,
            options.email,
            options.name,
            Role(options.role),
            password=_password() if options.password else None,
            subject=options.subject,
            administrator=options.administrator,
            memberships=members,
        )
    elif options.action == "member":
        access.set_memberships(engine, options.email, members)
    elif options.action == "password":
        access.set_password(engine, options.email, _password())
    elif options.action == "disable":
        access.disable(engine, options.email)
    else:
        access.enable(engine, options.email)


def _membership(snapshot: Snapshot, text: str) -> Membership:
    """« Valombreuil:correspondant », « Valombreuil:référent métier:etat-civil,elections »."""
    from urbanism.store import Membership

    name, _, rest = text.partition(":")
    duty, _, codes = rest.partition(":")
    communes = {key: c.id for c in snapshot.communes for key in (c.name.casefold(), c.code.casefold())}
    blocks = {block.code: block.id for block in snapshot.blocks}
    asked = [code.strip() for code in codes.split(",") if code.strip()]
    if name.strip().casefold() not in communes or duty not in list(Duty) or not blocks.keys() >= set(asked):
        raise UrbanismError(
            f"« {text} » n’est pas compris.",
            where="--member",
            remedy=f"Écrivez COMMUNE:FONCTION, avec une commune du patrimoine et une fonction parmi {', '.join(Duty)} ;"
            " pour un référent métier, ajoutez les codes de ses blocs.",
            code="appartenance_incomprise",
        )
    return Membership(communes[name.strip().casefold()], Duty(duty), frozenset(blocks[code] for code in asked))


def _password() -> str:
    """A password, never an argument: those stay in the shell's history."""
    if sys.stdin.isatty():
        return getpass.getpass("Mot de passe : ")
    return sys.stdin.readline().rstrip("\n")


def _show(found: tuple[Account, ...], snapshot: Snapshot, as_json: bool) -> int:
    names = {commune.id: commune.name for commune in snapshot.communes}
    lines = [
        {
            "email": account.email,
            "name": account.name,
            "role": account.role.value,
            "administrator": account.administrator,
            "memberships": [f"{names.get(one.commune_id, '?')} ({one.duty})" for one in account.memberships],
            "password": account.has_password,
            "last_seen_at": account.last_seen_at,
            "disabled_at": account.disabled_at,
        }
        for account in found
    ]
    if as_json:
        print_json({"accounts": lines})
        return 0
    for line in lines:
        places = ", ".join(map(str, line["memberships"])) if isinstance(line["memberships"], list) else ""
        state = "fermé" if line["disabled_at"] else "ouvert"
        administrator = ", administrateur" if line["administrator"] else ""
        print(
            f"{line['email']} : {line['name']}, {line['role']}{administrator}, {state}{f' – {places}' * bool(places)}"
        )
    if not lines:
        print("Aucun compte : le tableau de bord ne répond qu’à ce poste, sans connexion.")
    return 0
