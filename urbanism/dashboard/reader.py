"""Who reads the dashboard: the local user where there are no accounts, else whoever signed in.

Without an account the dashboard only answers this machine: nobody else can be told apart from it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from sqlalchemy import Engine

from urbanism.access.accounts import Account, any_account
from urbanism.access.signing_in import account_of_provider, account_of_session, sign_in_by_provider
from urbanism.dashboard.serve import LOOPBACK
from urbanism.errors import UrbanismError
from urbanism.store import LOCAL, Viewer

TOKEN = "session"  # noqa: S105 - the name under which it is kept
COOKIE = "urbanism_session"


class SignInNeeded(UrbanismError):
    """Nobody has signed in yet, or the session is over."""

    code = "connexion_necessaire"


class OnlyLocal(UrbanismError):
    """A dashboard without accounts, asked from another machine."""

    code = "poste_local_seulement"


def current_viewer(engine: Engine) -> Viewer:
    """Who asks, looked up at each run of a page: a closed account or session stops at once.

    Raises:
        SignInNeeded: there are accounts, and nobody has signed in.
        OnlyLocal: there are none, and the page is asked from elsewhere.
        Refused: an identity provider vouches for someone who has no account here.
    """
    if not any_account(engine):
        if not is_local():
            raise OnlyLocal(
                "Ce tableau de bord n’a pas de compte : il ne répond qu’au poste où il tourne.",
                remedy="Ouvrez un premier compte : urbanism accounts add ADRESSE --role urbaniste --administrator.",
            )
        return LOCAL
    account = current_account(engine)
    if account is None:
        raise SignInNeeded("Connectez-vous pour lire la cartographie.")
    return account.viewer


def current_account(engine: Engine) -> Account | None:
    """The account of whoever signed in, by password or by an identity provider."""
    token = current_token()
    account = account_of_session(engine, token) if token else None
    if account is None and is_vouched_for():
        claims = st.user.to_dict()
        account = account_of_provider(engine, claims) or sign_in_by_provider(engine, claims, network_address())
    return account


def current_token() -> str | None:
    """The token of this page's session: of this tab, or of another that the browser remembers."""
    token = st.session_state.get(TOKEN) or st.context.cookies.get(COOKIE)
    return token if isinstance(token, str) else None


def is_vouched_for() -> bool:
    """Whether an identity provider says who reads."""
    return bool(st.user.get("is_logged_in", False))


def network_address() -> str | None:
    """The network address that asks; None for this machine."""
    address = st.context.ip_address
    return address if isinstance(address, str) else None


def is_local() -> bool:
    """Whether the dashboard only listens to this machine, and the page was asked by a name of this machine."""
    asked = urlsplit(f"//{st.context.headers.get('Host', 'localhost')}").hostname
    return st.get_option("server.address") in LOOPBACK and asked in LOOPBACK
