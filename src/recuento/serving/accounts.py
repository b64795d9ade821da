"""Who may review: accounts by invitation, passwords hashed with Argon2id, sessions, and how often a password may be tried.

In SQLite unless an address of another database is given (`postgresql+psycopg://...`). Of what lets somebody in (an invitation, a session) only
the SHA-256 is kept, so that a copy of the database lets in nobody. Which reviewer decided what stands in each case's journal and not here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass

import sqlalchemy as sql
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recuento.errors import InputError

INVITED_FOR = dt.timedelta(days=7)
SESSION = dt.timedelta(hours=12)
TRIES, ADDRESS_TRIES, WITHIN = 5, 30, dt.timedelta(minutes=15)
"""So many wrong passwords of one name, and from one address, within that time."""
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
_NAME = re.compile(r"[\w][\w .'-]{0,58}[\w.]")

_META = sql.MetaData()
_ACCOUNTS = sql.Table(
    "accounts",
    _META,
    sql.Column("name", sql.String(60), primary_key=True),
    sql.Column("password", sql.String(200), nullable=False),
)
_INVITATIONS = sql.Table(
    "invitations",
    _META,
    sql.Column("token", sql.String(64), primary_key=True),
    sql.Column("name", sql.String(60), nullable=False),
    sql.Column("until", sql.Float, nullable=False),
)
_SESSIONS = sql.Table(
    "sessions",
    _META,
    sql.Column("token", sql.String(64), primary_key=True),
    sql.Column("name", sql.String(60), nullable=False),
    sql.Column("until", sql.Float, nullable=False),
)
_FAILURES = sql.Table(
    "failures",
    _META,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("name", sql.String(60), nullable=False),
    sql.Column("address", sql.String(60), nullable=False),
    sql.Column("at", sql.Float, nullable=False),
)


@dataclass(frozen=True)
class Session:
    """Who is signed in; `csrf` goes with every form of the session, so that no page elsewhere can send one."""

    name: str
    csrf: str


class TooManyTries(Exception):  # noqa: N818 - an answer, not a fault
    """A name or an address has tried too often; it may again later."""


class Accounts:
    """The accounts in one database."""

    def __init__(self, address: str, *, schema: str | None = None) -> None:
        """Opens the database and makes its tables where they are not there; with a `schema` of PostgreSQL, in that, which is made too.

        Raises InputError where it cannot be opened.
        """
        try:
            engine = sql.create_engine(address)
            if schema is not None:
                with engine.begin() as database:
                    database.execute(sql.schema.CreateSchema(schema, if_not_exists=True))
                engine = engine.execution_options(schema_translate_map={None: schema})
            self._engine = engine
            _META.create_all(self._engine)
        except (sql.exc.SQLAlchemyError, ImportError) as error:
            what = str(error).splitlines()[0][:200]
            raise InputError(
                f"the accounts cannot be opened: {what}", where="--accounts", mend="see docs/review.md"
            ) from error
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def invite(self, name: str) -> str:
        """A word that lets whoever has it set the password of `name` once, within a week: also of an account that is there."""
        if not _NAME.fullmatch(name):
            raise InputError(f"{name!r} is no name", mend="letters, digits, spaces and . ' - , at most 60")
        token = secrets.token_urlsafe(24)
        until = (_now() + INVITED_FOR).timestamp()
        with self._engine.begin() as database:
            database.execute(_INVITATIONS.insert().values(token=_digest(token), name=name, until=until))
        return token

    def invited(self, token: str) -> str | None:
        """Whom an invitation is for; None where it is none, or used, or too old."""
        with self._engine.connect() as database:
            query = sql.select(_INVITATIONS.c.name).where(
                _INVITATIONS.c.token == _digest(token), _INVITATIONS.c.until > _now().timestamp()
            )
            return database.execute(query).scalar_one_or_none()

    def accept(self, token: str, password: str) -> str | None:
        """Sets the password, uses the invitation up and ends earlier sessions; the name, or None where it is no invitation.

        Raises InputError for a password that is too short or too long.
        """
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise InputError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
        hashed = self._hasher.hash(password)
        with self._engine.begin() as database:
            gone = database.execute(
                _INVITATIONS.delete()
                .where(_INVITATIONS.c.token == _digest(token), _INVITATIONS.c.until > _now().timestamp())
                .returning(_INVITATIONS.c.name)
            ).scalar_one_or_none()
            if gone is None:
                return None
            database.execute(_SESSIONS.delete().where(_SESSIONS.c.name == gone))
            database.execute(_ACCOUNTS.delete().where(_ACCOUNTS.c.name == gone))
            database.execute(_ACCOUNTS.insert().values(name=gone, password=hashed))
            return str(gone)

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A new session's word; None for a wrong name or password. Raises TooManyTries."""
        since = (_now() - WITHIN).timestamp()
        with self._engine.begin() as database:
            database.execute(_FAILURES.delete().where(_FAILURES.c.at < since))
            for column, value, most in (
                (_FAILURES.c.name, name[:60], TRIES),
                (_FAILURES.c.address, address[:60], ADDRESS_TRIES),
            ):
                tried = database.execute(sql.select(sql.func.count()).select_from(_FAILURES).where(column == value))
                if tried.scalar_one() >= most:
                    raise TooManyTries
            held = database.execute(
                sql.select(_ACCOUNTS.c.password).where(_ACCOUNTS.c.name == name)
            ).scalar_one_or_none()
        if not self._fits(held or self._nobody, password) or held is None:  # as long for a name that is not there
            with self._engine.begin() as database:
                failed = {"name": name[:60], "address": address[:60], "at": _now().timestamp()}
                database.execute(_FAILURES.insert().values(**failed))
            return None
        token = secrets.token_urlsafe(32)
        with self._engine.begin() as database:
            now = _now()
            database.execute(_SESSIONS.delete().where(_SESSIONS.c.until < now.timestamp()))
            session = {"token": _digest(token), "name": name, "until": (now + SESSION).timestamp()}
            database.execute(_SESSIONS.insert().values(**session))
        return token

    def session(self, token: str) -> Session | None:
        """Who is signed in by this word."""
        with self._engine.connect() as database:
            query = sql.select(_SESSIONS.c.name).where(
                _SESSIONS.c.token == _digest(token), _SESSIONS.c.until > _now().timestamp()
            )
            name = database.execute(query).scalar_one_or_none()
        return Session(str(name), _digest(f"form {token}")) if name is not None else None

    def sign_out(self, token: str) -> None:
        """Ends the session."""
        with self._engine.begin() as database:
            database.execute(_SESSIONS.delete().where(_SESSIONS.c.token == _digest(token)))

    def close(self) -> None:
        """Closes the database."""
        self._engine.dispose()

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False


def place_of_accounts() -> str:
    """The address of the database that is taken where none is given: a file among the user's own state."""
    from pathlib import Path

    from platformdirs import user_state_dir

    folder = Path(user_state_dir("recuento"))
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'accounts.db'}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
