"""Accounts, passwords, guessers, sessions, identity providers, the log and what is kept of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from databases import database_at
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError

from urbanism.access import passwords, signing_in
from urbanism.access.accounts import AccountTaken, accounts, add_account, any_account, disable, now, set_password
from urbanism.access.passwords import WeakPassword, hashed
from urbanism.access.retention import Periods, TooShort, purge
from urbanism.access.signing_in import (
    MOST_FOR_ACCOUNT,
    MOST_FROM_ADDRESS,
    Refused,
    Throttled,
    account_of_session,
    sign_in,
    sign_in_by_provider,
    sign_out,
)
from urbanism.errors import NotAllowed, UrbanismError
from urbanism.model.access import Account, AuditEntry
from urbanism.store import Viewer, as_viewer, open_estate
from urbanism.store.audit import entries, first_broken, record
from urbanism.store.engine import reading, writing
from urbanism.store.guards import lift_guards
from urbanism.store.tables import TABLES
from urbanism.vocabulary import Act, Role

GOOD = "quatre mots mis bout à bout"
REAL_HASHER = passwords._hasher


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "estate.sqlite"))


@pytest.fixture
def real_cost(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords hashed as they are outside the tests."""
    passwords._nobody.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", REAL_HASHER)
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def known(engine: Engine) -> str:
    return add_account(engine, "Ada@Ville.test", "Ada", Role.GUEST, password=GOOD).email


def test_the_password_is_nowhere_in_the_database(engine: Engine, known: str) -> None:
    token = sign_in(engine, known, GOOD)
    with reading(engine) as connection:
        stored = "".join(repr(row) for table in TABLES.values() for row in connection.execute(select(table)))
        assert known in stored
        assert GOOD not in stored
        assert token not in stored
        assert str(connection.execute(select(Account.password_hash)).scalar()).startswith("$argon2id$")


@pytest.mark.parametrize("password", ["", "court", "a" * 40, "ada@ville.test", "x" * 201])
def test_a_weak_password_is_refused(password: str, engine: Engine) -> None:
    with pytest.raises(WeakPassword):
        add_account(engine, "ada@ville.test", "Ada", Role.GUEST, password=password)
    assert not any_account(engine)


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@ville", "a b@ville.test", "a\n@ville.test", "a" * 260 + "@v"])
def test_an_odd_address_is_refused(email: str, engine: Engine) -> None:
    with pytest.raises(UrbanismError):
        add_account(engine, email, "Ada", Role.GUEST)


def test_one_account_an_address_and_one_name_a_person(engine: Engine, known: str) -> None:
    for email, name in (("ADA@ville.test", "Une autre"), ("autre@ville.test", "Ada"), ("c@v.test", "urbanism")):
        with pytest.raises(AccountTaken):
            add_account(engine, email, name, Role.GUEST)


def test_a_session_opens_until_one_leaves_or_the_account_changes(engine: Engine, known: str) -> None:
    token = sign_in(engine, " ADA@ville.test ", GOOD)
    account = account_of_session(engine, token)
    assert account is not None
    assert account.email == known
    sign_out(engine, account, token)
    assert account_of_session(engine, token) is None
    changes: tuple[Callable[[], None], ...] = (
        lambda: set_password(engine, known, GOOD),
        lambda: disable(engine, known),
    )
    for change in changes:
        token = sign_in(engine, known, GOOD)
        change()
        assert account_of_session(engine, token) is None


def test_a_session_ends_with_the_day(engine: Engine, known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sign_in(engine, known, GOOD)
    later = now() + signing_in.LASTS
    monkeypatch.setattr(signing_in, "now", lambda: later)
    assert account_of_session(engine, token) is None


def test_whoever_guesses_a_password_is_slowed_down(engine: Engine, known: str) -> None:
    for attempt in range(MOST_FOR_ACCOUNT):
        with pytest.raises(Refused):
            sign_in(engine, known, f"essai numéro {attempt}", "203.0.113.9")
    for _ in range(3):
        with pytest.raises(Throttled):  # the right one too: a guesser learns nothing
            sign_in(engine, known, GOOD, "198.51.100.4")
    assert len(entries(engine, acts=[Act.SIGN_IN_REFUSED])) == MOST_FOR_ACCOUNT


def test_guesses_made_at_once_are_counted_too(engine: Engine, known: str) -> None:
    def guess(attempt: int) -> type[Exception]:
        with pytest.raises((Refused, Throttled)) as refusal:
            sign_in(engine, known, f"essai numéro {attempt}")
        return refusal.type

    with ThreadPoolExecutor(12) as pool:
        told = Counter(pool.map(guess, range(24)))
    assert told == {Refused: MOST_FOR_ACCOUNT, Throttled: 24 - MOST_FOR_ACCOUNT}


def test_others_write_while_a_password_is_checked(engine: Engine, known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(_password: str, _kept: str | None) -> bool:
        Thread(target=record, args=(engine, Act.VISIT, "meanwhile"), daemon=True).start()
        deadline = time.monotonic() + 5
        while not entries(engine, acts=[Act.VISIT]) and time.monotonic() < deadline:
            time.sleep(0.01)
        return bool(entries(engine, acts=[Act.VISIT]))

    monkeypatch.setattr(signing_in, "matches", slowly)
    assert sign_in(engine, known, GOOD)


def test_a_password_changed_while_it_is_checked_opens_nothing(
    engine: Engine, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(password: str, kept: str | None) -> bool:
        set_password(engine, known, "un tout autre mot de passe")
        return passwords.matches(password, kept)

    monkeypatch.setattr(signing_in, "matches", changed)
    with pytest.raises(Refused):
        sign_in(engine, known, GOOD)


def test_whoever_tries_many_accounts_from_one_address_is_slowed_down(
    engine: Engine, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "matches", lambda _password, _kept: False)
    for attempt in range(MOST_FROM_ADDRESS):
        with pytest.raises(Refused):
            sign_in(engine, f"inconnu{attempt}@ville.test", "x", "203.0.113.9")
    with pytest.raises(Throttled):
        sign_in(engine, known, GOOD, "203.0.113.9")


def test_a_slowed_account_opens_again_after_a_while(
    engine: Engine, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MOST_FOR_ACCOUNT):
        with pytest.raises(Refused):
            sign_in(engine, known, "autre chose encore")
    later = now() + signing_in.WINDOW + timedelta(seconds=1)
    monkeypatch.setattr(signing_in, "now", lambda: later)
    assert sign_in(engine, known, GOOD)


def test_a_password_costs_what_the_standard_asks(real_cost: None) -> None:
    assert hashed(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, section 4, second choice


def test_an_unknown_account_and_a_wrong_password_are_refused_alike(real_cost: None, engine: Engine, known: str) -> None:
    said, spent = set(), []
    for email in (known, "personne@ville.test"):
        begun = time.process_time()
        with pytest.raises(Refused) as refusal:
            sign_in(engine, email, "autre chose encore")
        spent.append(time.process_time() - begun)
        said.add(str(refusal.value))
    assert len(said) == 1
    assert min(spent) > 0.2 * max(spent)


def test_a_provider_opens_the_account_of_a_verified_address_and_keeps_to_its_own_name(engine: Engine) -> None:
    add_account(engine, "ada@ville.test", "Ada", Role.GUEST)
    claims = {"iss": "https://idp.test", "sub": "42", "email": "ADA@ville.test", "email_verified": True}
    assert sign_in_by_provider(engine, claims).email == "ada@ville.test"
    assert sign_in_by_provider(engine, {**claims, "email": "nouveau@nom.test"}).email == "ada@ville.test"
    with pytest.raises(Refused):  # someone else at the provider, who now bears that address
        sign_in_by_provider(engine, {**claims, "sub": "43"})


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"iss": "i", "sub": "1", "email": "ada@ville.test"},
        {"iss": "i", "sub": "1", "email": "ada@ville.test", "email_verified": False},
        {"iss": "i", "sub": "1", "email": "ada@ville.test", "email_verified": "true"},
        {"iss": "i", "sub": "1", "email": "inconnue@ville.test", "email_verified": True},
    ],
)
def test_a_provider_opens_nothing_else(claims: dict[str, object], engine: Engine, known: str) -> None:
    with pytest.raises(Refused):
        sign_in_by_provider(engine, claims)


def test_accounts_and_the_log_are_the_administrators(engine: Engine, known: str) -> None:
    anyone = as_viewer(engine, Viewer("Ursule", Role.URBANIST))
    asked: tuple[Callable[[], object], ...] = (
        lambda: accounts(anyone),
        lambda: entries(anyone),
        lambda: first_broken(anyone),
        lambda: purge(anyone),
        lambda: disable(anyone, known),
        lambda: add_account(anyone, "moi@ville.test", "Moi", Role.URBANIST, administrator=True),
    )
    for ask in asked:
        with pytest.raises(NotAllowed):
            ask()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET what = 'rien'",
        "DELETE FROM audit_entry",
        "UPDATE change SET object_id = 0",
        "DELETE FROM change",
        "UPDATE change_set SET reason = 'rien'",
        "UPDATE change_set SET author = 'personne'",
        "DELETE FROM change_set",
    ],
)
def test_the_database_refuses_to_alter_the_log_and_the_history(statement: str, engine: Engine, known: str) -> None:
    with pytest.raises(IntegrityError, match="ne se modifie pas"), writing(engine) as connection:
        connection.execute(text(statement))


def test_a_log_altered_behind_the_guards_is_seen(engine: Engine) -> None:
    for number in range(4):
        record(engine, Act.VISIT, f"page {number}")
    assert first_broken(engine) is None
    altered = entries(engine)[2]
    with writing(engine) as connection:
        lift_guards(connection)
        connection.execute(text("UPDATE audit_entry SET what = 'autre' WHERE id = :id"), {"id": altered.id})
    broken = first_broken(engine)
    assert broken is not None
    assert broken.id == altered.id


def test_what_has_had_its_time_goes_and_the_rest_stays(engine: Engine, known: str) -> None:
    add_account(engine, "chef@ville.test", "Chef", Role.URBANIST, administrator=True)
    old = now() - timedelta(days=800)
    with writing(engine) as connection:
        connection.execute(text("UPDATE account SET created_at = :old"), {"old": old})
        entry = {"at": old, "who": "x", "act": Act.VISIT, "what": "x", "digest": "x"}
        connection.execute(insert(AuditEntry).values(**entry))
    recent = len(entries(engine)) - 1
    gone = purge(engine)
    assert (gone.log, gone.accounts, gone.authors) == (1, 1, 0)
    assert [account.email for account in accounts(engine)] == ["chef@ville.test"]
    assert len(entries(engine)) == recent + 1
    assert entries(engine)[0].act is Act.PURGE


def test_no_period_is_shorter_than_what_the_database_keeps(engine: Engine) -> None:
    with pytest.raises(TooShort):
        purge(engine, Periods(log=30))
