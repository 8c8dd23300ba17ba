"""In production the settings keep their word, asked of a process with nothing but the environment a test names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from articles.models import Edition

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "DEBUG": "off",
    "SECRET_KEY": "a key for a test, worth nothing",
    "SITE_URL": "http://newsroom.example",
    "ALLOWED_HOSTS": "newsroom.example",
    "DATABASE_URL": "sqlite://:memory:",
}
ASK = """
import json, sys
from newsroom import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""
VISIT = """
import sys, django
django.setup()
from django.test import Client
print(Client(raise_request_exception=False).get(sys.argv[1], headers={"host": sys.argv[2]}).status_code)
"""


def run(program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        | PRODUCTION
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def settings(*names: str, **environment: str) -> dict:
    done = run(ASK, *names, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_an_address_asks_of_postgresql_is_kept_beside_the_pool():
    said = settings("DATABASES", DATABASE_URL="postgres://paper@db.example/paper?sslmode=verify-full")
    options = said["DATABASES"]["default"]["OPTIONS"]
    assert options["sslmode"] == "verify-full"
    assert options["pool"]["max_size"] == 12


def test_sqlite_lets_readers_read_while_somebody_writes():
    options = settings("DATABASES")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_an_https_paper_keeps_its_cookies_to_https():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "CSRF_TRUSTED_ORIGINS")
    said = settings(*names, SITE_URL="https://newsroom.example/")
    assert said == dict(zip(names, (True, True, True, ["https://newsroom.example"]), strict=True))


def test_what_goes_wrong_before_a_reader_is_in_the_log_with_its_traceback():
    done = run(
        VISIT, "/", "newsroom.example", DJANGO_SETTINGS_MODULE="tests.settings"
    )  # There are no tables.
    assert done.stdout == "500\n"
    assert "ERROR django.request: Internal Server Error: /" in done.stderr
    assert "no such table" in done.stderr


def test_requests_for_other_names_are_refused_and_do_not_fill_the_log():
    done = run(VISIT, "/healthz", "stranger.example", DJANGO_SETTINGS_MODULE="tests.settings")
    assert (done.stdout, done.stderr) == ("400\n", "")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_connections_that_died_while_they_waited_are_given_to_nobody():
    # A pool of this test's own: others may have left threads that hold what they got.
    connection.close()
    connection.close_pool()
    Edition.objects.exists()
    params = connection.get_connection_params()
    connection.close()
    address = {name: params.get(name) for name in ("host", "port", "user", "password", "dbname")}
    with psycopg.connect(**address) as other:
        died = other.execute(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    assert (True,) in died
    assert not Edition.objects.exists()
