"""Signing in by a real identity provider, or by password, in a real browser."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import ROOT, free_port
from databases import database_at
from mini_estate import write_estate
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from urbanism.access.accounts import add_account
from urbanism.dashboard.reader import COOKIE
from urbanism.dashboard.serve import command, wait_for_answer
from urbanism.store import open_estate
from urbanism.vocabulary import Role

pytestmark = pytest.mark.browser
PASSWORD = "une phrase de passe assez longue"

SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "un secret d'essai assez long pour signer"
client_id = "urbanism"
client_secret = "essai"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with two accounts, whose identity provider runs beside it and knows three people."""
    folder: Path = tmp_path_factory.mktemp("identity")
    url = database_at(folder / "estate.sqlite")
    engine = open_estate(url)
    write_estate(engine, applications=12)
    add_account(engine, "ada@ville.test", "Ada Martin", Role.GUEST)
    add_account(engine, "zoe@ville.test", "Zoé Roy", Role.URBANIST, password=PASSWORD)
    people = [
        User(sub="ada", claims={"email": "ada@ville.test", "email_verified": True}),
        User(sub="eve", claims={"email": "zoe@ville.test", "email_verified": False}),
        User(sub="max", claims={"email": "max@ailleurs.test", "email_verified": True}),
    ]
    port = free_port()
    served = f"http://localhost:{port}"
    with run_server_in_thread(user_claims=people) as provider:
        secrets = folder / "secrets.toml"
        secrets.write_text(SECRETS.format(address=served, provider=f"http://localhost:{provider.server_port}"))
        run = [*command(port), "--secrets.files", str(secrets)]
        environment = {**os.environ, "URBANISM_DATABASE_URL": url}
        process = subprocess.Popen(run, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for_answer(process, port)
            yield served
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that remembers nothing."""
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def through_provider(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/inventaire")
    page.get_by_role("button", name="Se connecter avec le fournisseur d’identité").click()
    page.locator("input[name=sub]").fill(who)
    page.get_by_role("button", name="Authorize").click()


def answer(method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> int:
    """What the server answers to a request made outside of any page."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(method, parts.path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_person_known_to_the_provider_and_to_us_reads(page: Page, address: str) -> None:
    through_provider(page, address, "ada")
    expect(page.get_by_text("Ada Martin, invité")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/end_session**")  # the provider is told, too
    page.goto(f"{address}/inventaire")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


@pytest.mark.parametrize("who", ["eve", "max"])
def test_an_address_unverified_or_without_account_is_refused(who: str, page: Page, address: str) -> None:
    through_provider(page, address, who)
    expect(page.get_by_text("Aucun compte n’est ouvert ici")).to_be_visible()
    expect(page.get_by_text("Logiciel 1", exact=False)).to_have_count(0)


def test_a_password_opens_the_asked_page_and_the_browsers_other_tabs_until_one_leaves(page: Page, address: str) -> None:
    page.goto(f"{address}/contrats")
    page.get_by_label("Adresse électronique").fill("zoe@ville.test")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_role("heading", name="Contrats")).to_be_visible()
    expect(page.get_by_text("Zoé Roy, urbaniste")).to_be_visible()
    page.wait_for_function(f"document.cookie.includes('{COOKIE}=')")
    kept = next(cookie for cookie in page.context.cookies() if cookie["name"] == COOKIE)
    assert kept["sameSite"] == "Strict"

    tab = page.context.new_page()
    tab.goto(f"{address}/inventaire")
    expect(tab.get_by_role("heading", name="Inventaire")).to_be_visible()
    tab.get_by_role("button", name="Se déconnecter").click()
    expect(tab.get_by_role("heading", name="Connexion")).to_be_visible()

    page.context.add_cookies([kept])  # a session that was kept opens nothing any more
    page.goto(f"{address}/contrats")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


def test_a_forged_or_oversized_file_is_refused(page: Page, address: str) -> None:
    page.goto(f"{address}/importer")
    page.get_by_label("Adresse électronique").fill("zoe@ville.test")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_role("heading", name="Importer", exact=True)).to_be_visible()
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"Nom du logiciel\nUn logiciel\n"}
    with page.expect_request(lambda request: request.method == "PUT") as sent:
        page.locator("input[type=file]").first.set_input_files(file)
    url, headers = sent.value.url, sent.value.all_headers()
    kind = {"content-type": "multipart/form-data; boundary=limite"}
    small = b'--limite\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nx\r\n--limite--\r\n'
    genuine = {name: headers[name] for name in ("cookie", "x-xsrftoken")} | kind

    assert answer("PUT", url, genuine, small) == 204
    assert answer("PUT", url, {**genuine, "x-xsrftoken": ""}, small) == 403
    assert answer("PUT", url, kind, small) == 403
    assert answer("PUT", url, {**genuine, "x-xsrftoken": "2|00000000|00000000|1"}, small) == 403
    assert answer("PUT", url, {**genuine, "content-length": str(500 * 2**20 + 1)}) == 413
    assert answer("DELETE", url, {}) == 403


@pytest.mark.parametrize(("origin", "status"), [("{address}", 101), ("http://ailleurs.test", 403), ("null", 403)])
def test_only_our_own_pages_talk_to_the_dashboard(origin: str, status: int, address: str) -> None:
    asked = {
        "Origin": origin.format(address=address),
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    assert answer("GET", f"{address}/_stcore/stream", asked) == status
