"""Signing in and out."""

from __future__ import annotations

import streamlit as st

from urbanism.access.signing_in import LASTS, sign_in, sign_out
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.reader import COOKIE, TOKEN, current_account, current_token, is_vouched_for, network_address
from urbanism.dashboard.state import shared_engine

TO_REMEMBER = "session-to-remember"


def sign_in_page(refusal: str = "") -> None:
    """Ask who reads; nothing of the estate is shown here."""
    with st.columns([1, 2, 1])[1], st.container(border=True):
        st.title("Connexion", anchor=False)
        if refusal:
            st.error(plain(refusal, limit=600), icon=":material/error:")
        if is_vouched_for():
            st.button("Changer de compte", on_click=st.logout)
            return
        if has_provider():
            st.button("Se connecter avec le fournisseur d’identité", type="primary", on_click=st.login, width="stretch")
            st.markdown(":gray[ou par un compte de cette cartographie :]")
        with st.form("connexion", border=False):
            email = st.text_input("Adresse électronique", autocomplete="username", max_chars=254)
            password = st.text_input("Mot de passe", type="password", autocomplete="current-password", max_chars=200)
            if st.form_submit_button("Se connecter", width="stretch"):
                _try(email, password)


def signed_in() -> None:
    """Say who reads, and let them leave."""
    account = current_account(shared_engine())
    if account is None:
        return
    st.caption(f":material/person: {plain(account.name)}, {plain(account.role)}")
    st.button("Se déconnecter", icon=":material/logout:", on_click=_leave, type="tertiary")


def remember_session() -> None:
    """Have the browser remember a session just opened, or forget one just ended, for its other tabs."""
    if TO_REMEMBER not in st.session_state:
        return
    token = st.session_state.pop(TO_REMEMBER)
    age = int(LASTS.total_seconds()) if token else 0
    st.html(
        f"<script>document.cookie = '{COOKIE}={token}; path=/; max-age={age}; SameSite=Strict'"
        " + (location.protocol === 'https:' ? '; Secure' : '');</script>",
        unsafe_allow_javascript=True,
    )


def has_provider() -> bool:
    """Whether an identity provider is set up (`secrets.toml`)."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def _try(email: str, password: str) -> None:
    with refusals_said():
        token = sign_in(shared_engine(), email, password, network_address())
        st.session_state.clear()
        st.session_state[TOKEN] = token
        st.session_state[TO_REMEMBER] = token
        st.rerun()


def _leave() -> None:
    engine = shared_engine()
    sign_out(engine, current_account(engine), current_token())
    st.session_state.clear()
    st.session_state[TO_REMEMBER] = ""
    if is_vouched_for():
        st.logout()
