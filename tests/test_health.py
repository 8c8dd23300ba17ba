"""Signs of life say the truth when the database is away, hangs or is behind, and say it in time."""

import http.client
import os
import socket
import tempfile
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from threading import Event
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections

from bench import servers
from newsroom.in_time import in_time
from tests.test_production import run

VISIT = """
import sys, time, django
django.setup()
from django.test import Client
for path in sys.argv[1:]:
    began = time.monotonic()
    answer = Client(raise_request_exception=False).get(path, headers={"host": "newsroom.example"})
    print(answer.status_code, answer["Cache-Control"], answer.content.decode().strip())
    print(time.monotonic() - began)
"""
ALIVE = "200 no-store alive"
AWAY = "503 no-store the database does not answer"
# What a probe of Kubernetes or of a balancer may be told to wait at least.
A_PROBE_WAITS = 10


def asked_of(database: str) -> tuple[list[str], float]:
    """What a new process says of itself with a database at an address, and how many seconds that took at most."""
    done = run(VISIT, "/healthz", "/readyz", DATABASE_URL=database)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return lines[::2], max(map(float, lines[1::2]))


def test_a_path_that_leads_nowhere_is_a_database_that_does_not_answer():
    assert asked_of("sqlite:////nowhere/at/all.sqlite3")[0] == [ALIVE, AWAY]


def test_a_file_that_is_no_database_does_not_answer(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"This is no database. " * 500)
    assert asked_of(f"sqlite:///{broken}")[0] == [ALIVE, AWAY]


def test_a_database_without_our_tables_waits_for_migrate(tmp_path):
    said, _ = asked_of(f"sqlite:///{tmp_path}/new.sqlite3")
    assert said == [ALIVE, "503 no-store the database waits for migrate"]


@pytest.mark.slow
def test_where_no_postgresql_listens_it_is_said_in_time():
    said, took = asked_of(f"postgres://paper@127.0.0.1:{servers.free_port()}/paper")
    assert said[0] == ALIVE
    assert said[1].startswith(AWAY)
    assert took < A_PROBE_WAITS


@pytest.mark.slow
def test_a_postgresql_that_takes_the_call_and_never_speaks_is_said_to_be_away_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        said, took = asked_of(f"postgres://paper@127.0.0.1:{silent.getsockname()[1]}/paper")
    assert said[0] == ALIVE
    assert said[1].startswith(AWAY)
    assert took < A_PROBE_WAITS


@pytest.mark.slow
@pytest.mark.skipif(not servers.postgresql_programs(), reason="no PostgreSQL server on this machine")
def test_a_real_postgresql_that_is_stopped_hangs_and_comes_back(folder):
    with servers.postgresql(folder) as database:
        environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        with servers.granian(environment | {"PYTHONWARNINGS": "ignore"}) as port:
            waits = (503, "the database waits for migrate")
            assert says(port, "/readyz")[:2] == waits
            servers.stop_postgresql(folder)
            try:
                status, words, took = says(port, "/readyz")
                assert (status, took < A_PROBE_WAITS) == (503, True)
                assert words.startswith("the database does not answer")
                assert says(port, "/healthz")[:2] == (200, "alive")
            finally:
                servers.start_postgresql(folder, urlsplit(database).port)
            assert comes_to(port, waits)
            hung = processes_of(folder)
            signal_all(hung, SIGSTOP)
            try:
                for _ in range(3):
                    status, words, took = says(port, "/readyz")
                    assert (status, words) == (503, "the database does not answer in time")
                    assert took < A_PROBE_WAITS
                assert says(port, "/healthz")[2] < 1
            finally:
                signal_all(hung, SIGCONT)
            assert comes_to(port, waits)


def test_a_question_that_hangs_is_waited_for_once_and_no_longer():
    free, began = Event(), monotonic()

    def hang() -> str:
        free.wait(30)
        return "at last"

    assert in_time(hang, seconds=0.2) is None
    assert in_time(lambda: "another", seconds=0.2) is None, "it waits behind the one that hangs"
    assert monotonic() - began < 2
    free.set()
    assert in_time(lambda: "another", seconds=5) == "another"


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_leaves_no_connection_open():
    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert connections["default"].connection
        return connections["default"]

    asked, until = in_time(ask), monotonic() + 10
    while asked.connection is not None:
        assert monotonic() < until
        sleep(0.01)


@pytest.fixture
def folder():
    """A folder that PostgreSQL’s own user may enter."""
    with tempfile.TemporaryDirectory(prefix="newsroom-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def says(port: int, path: str) -> tuple[int, str, float]:
    began = monotonic()
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked.request("GET", path)
    answer = asked.getresponse()
    words = answer.read().decode().strip()
    asked.close()
    return answer.status, words, monotonic() - began


def comes_to(port: int, wanted: tuple[int, str], seconds: float = 30) -> bool:
    until = monotonic() + seconds
    while says(port, "/readyz")[:2] != wanted:
        if monotonic() > until:
            return False
        sleep(0.2)
    return True


def processes_of(folder: Path) -> list[int]:
    """PostgreSQL's first process, and all that it has begun."""
    first = int((folder / "postgresql/cluster/postmaster.pid").read_text().split()[0])
    begun = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [first, *map(int, begun)]


def signal_all(processes: list[int], which: int) -> None:
    for process in processes:
        os.kill(process, which)
