"""The paper as production runs it, with a bare view beside it to be measured against."""

import os

os.environ.setdefault("SECRET_KEY", "a key for the bench, worth nothing")
os.environ["DEBUG"] = "off"
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,testserver")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import BASE_DIR, STORAGES, TEMPLATES

ROOT_URLCONF = "bench.urls"
WSGI_APPLICATION = "bench.wsgi.application"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "templates", BASE_DIR / "bench"]}]
# The names with hashes in them need collectstatic, and cost a page nothing that these do not.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING = {"version": 1, "disable_existing_loggers": True}
