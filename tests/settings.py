"""The house as the tests run it: a key of its own, quick passwords, and a database no other run shares."""

import os
import tempfile
from pathlib import Path

# Said here, so that no `.env` of a workbench can say otherwise.
os.environ |= {
    "DEBUG": "off",
    "TIME_ZONE": "UTC",
    "SITE_NAME": "Newsroom",
    "SITE_URL": "http://127.0.0.1:8000",
    "REQUIRE_SECOND_FACTOR": "off",
    "C2PA_CERTIFICATE": "",
    "C2PA_KEY": "",
    "C2PA_TIME_AUTHORITY": "",
}
os.environ.setdefault("SECRET_KEY", "a key for tests, worth nothing")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, STORAGES

# Real password hashing is slow on purpose, and every signed-in test would pay for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The hashed names of static files exist only after collectstatic, which tests do not run.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# A file, since tests press buttons from many threads at once; one a process, so that two runs never meet.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    database = Path(tempfile.gettempdir()) / f"newsroom-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": database}
    # Nor is memory what the environment says: a live server whose first test it is would share one connection.
    DATABASES["default"]["NAME"] = database.with_suffix(".never-made")

# Uploads of tests never lie among those of a workbench.
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"newsroom-test-{os.getpid()}-media"

# What tests send is nothing that a workbench has sent.
SENT_MARK = Path(tempfile.gettempdir()) / f"newsroom-test-{os.getpid()}-sent-mark"

# A test that changes what readers see and looks again wants to see it; those of the page cache turn it on.
PAGE_CACHE_SECONDS = 0

# Static files come straight from where they are written, since there is no folder of collected ones.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
