"""How the reference site opens SQLite: many readers, writers that queue."""

import pytest
from django.db import ConnectionHandler, OperationalError

from config.settings.base import SQLITE_OPTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def connect(tmp_path):
    """Open the same file as often as one likes, each time as a process would."""
    opened = []

    def connect(**options):
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": tmp_path / "two.sqlite3",
            "OPTIONS": {**SQLITE_OPTIONS, **options},
        }
        opened.append(ConnectionHandler({"default": database})["default"])
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


def ask(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def test_readers_do_not_wait_for_a_writer(connect):
    writer, reader = connect(), connect()
    ask(writer, "CREATE TABLE note (text)")
    ask(writer, "BEGIN IMMEDIATE")
    ask(writer, "INSERT INTO note VALUES ('a')")
    assert ask(reader, "SELECT count(*) FROM note") == 0
    ask(writer, "COMMIT")
    assert ask(reader, "SELECT count(*) FROM note") == 1
    assert ask(reader, "PRAGMA journal_mode") == "wal"


def test_a_writer_waits_twenty_seconds_for_its_turn(connect):
    assert ask(connect(), "PRAGMA busy_timeout") == 20_000


def test_a_transaction_takes_the_write_lock_at_its_start(connect):
    """Else two that read first and write later could only fail."""
    connection, other = connect(), connect(timeout=0.05)
    ask(connection, "CREATE TABLE note (text)")
    ask(connection, "BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        begin(other)
    ask(connection, "ROLLBACK")
    begin(other)


def begin(connection) -> None:
    connection.set_autocommit(
        False, force_begin_transaction_with_broken_autocommit=True
    )
    try:
        ask(connection, "SELECT count(*) FROM note")
    finally:
        connection.rollback()
        connection.set_autocommit(True)
