"""Settings come from the environment alone, and production does not start on a guess."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAIL_SERVER = """
import django; django.setup()
from django.core import mail
server = mail.mailers.default if django.VERSION >= (6, 1) else mail.get_connection()
print(server.host, server.port, server.username, server.use_tls)
"""


def python(code: str, **environment) -> subprocess.CompletedProcess:
    """Run a line of code in a process of its own, which reads the settings from just this environment."""
    known = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=known | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": "off"} | environment,
        capture_output=True,
        text=True,
    )


def test_production_refuses_to_start_without_a_secret():
    refused = python("import django; django.setup()")
    assert refused.returncode != 0
    assert "Set SECRET_KEY to a long random text" in refused.stderr
    assert python("import django; django.setup()", SECRET_KEY="a long random text").returncode == 0


def test_mail_goes_out_by_the_server_that_is_named():
    ran = python(MAIL_SERVER, SECRET_KEY="x", EMAIL_URL="smtp+tls://ana:secret@mail.newsroom.example:587")
    assert (ran.stdout.split(), ran.stderr) == (["mail.newsroom.example", "587", "ana", "True"], "")


def test_nobody_waits_for_ever_for_a_mail_server_that_says_nothing():
    ran = python(
        f"{MAIL_SERVER}print(server.timeout)", SECRET_KEY="x", EMAIL_URL="smtp://mail.example.org:25"
    )
    assert (ran.stdout.split()[-1], ran.stderr) == ("20", "")


WHO_GETS_IN = """
from newsroom import settings
print(len(settings.SECOND_FACTOR_FOR) > 0, settings.ALLAUTH_TRUSTED_PROXY_COUNT)
"""


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DEBUG": "on"}, "False 0"),
        ({"SECRET_KEY": "x"}, "True 0"),
        ({"SECRET_KEY": "x", "SITE_URL": "https://news.example.org"}, "True 1"),
        ({"SECRET_KEY": "x", "REQUIRE_SECOND_FACTOR": "off", "TRUSTED_PROXIES": "2"}, "False 2"),
    ],
)
def test_production_asks_for_a_second_factor_and_behind_https_believes_one_proxy(environment, said):
    assert python(WHO_GETS_IN, **environment).stdout.strip() == said
