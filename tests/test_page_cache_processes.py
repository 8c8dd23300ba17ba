"""The page cache as production runs it: a real server, several processes, a PostgreSQL that is stopped."""

import http.client
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest

from bench import servers

pytestmark = pytest.mark.slow

SET_UP = "import django; django.setup(); from tests.factories import *; from articles.models import *; "
PUBLISH = "print(Staff().published(headline='Vaccine tests').editions.get().path)"
KILL = "workflow.kill(Story.objects.get(), by=Staff().another_publisher, notice='It was not so.')"


@pytest.fixture
def folder():
    """A folder that PostgreSQL’s own user may enter."""
    with tempfile.TemporaryDirectory(prefix="newsroom-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


class Paper:
    """A paper of its own, with the database at an address and a cache in each process."""

    def __init__(self, database: str) -> None:
        self.environment = os.environ | {
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PAGE_CACHE_SECONDS": "60",
            "PYTHONWARNINGS": "ignore",
        }
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.path = self.say(PUBLISH)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode().strip()

    def say(self, code: str) -> str:
        return self.run("-c", SET_UP + code)


def get(port: int, path: str) -> http.client.HTTPResponse:
    """An answer on a connection of its own, so that any process may give it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def is_stale(answer) -> bool:
    return "stale-if-error" in (answer.getheader("Cache-Status") or "")


def test_each_of_several_processes_hears_of_a_kill_within_a_second(folder):
    paper = Paper(f"sqlite:///{folder}/paper.sqlite3")
    with servers.granian(paper.environment, workers=2) as port:
        said = [get(port, paper.path).getheader("Cache-Status") for _ in range(40)]
        assert 1 <= said.count("newsroom; fwd=uri-miss; stored") <= 2
        assert said[-1] == "newsroom; hit"
        paper.say(KILL)
        sleep(1.1)
        assert {get(port, paper.path).status for _ in range(40)} == {410}


@pytest.mark.skipif(not servers.postgresql_programs(), reason="no PostgreSQL server on this machine")
def test_postgresql_stopped_and_started_again(folder):
    with servers.postgresql(folder) as database:
        paper = Paper(database)
        with servers.granian(paper.environment) as port:
            assert get(port, paper.path).status == 200
            servers.stop_postgresql(folder)
            try:
                sleep(1.1)
                start = monotonic()
                answers = [get(port, paper.path) for _ in range(20)]
                assert monotonic() - start < 10
                assert {answer.status for answer in answers} == {200}
                assert all(is_stale(answer) for answer in answers)
                assert get(port, "/world/").status == 500
            finally:
                servers.start_postgresql(folder, urlsplit(database).port)
            deadline = monotonic() + 20
            while is_stale(answer := get(port, paper.path)) and monotonic() < deadline:
                sleep(0.2)
            assert (answer.status, is_stale(answer)) == (200, False)
            assert get(port, "/world/").status == 200
