"""Where files lie, out of one address in the environment: STORAGE_URL. Left out, they lie in the folder MEDIA_ROOT."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = "django.core.files.storage.FileSystemStorage"
S3 = "storages.backends.s3.S3Storage"
NEEDED = {"storages": "django-storages", "boto3": "boto3"}
UNKNOWN = "STORAGE_URL begins with s3:// (s3://KEY:SECRET@BUCKET/PREFIX); not with {scheme}://."
MISSING = "STORAGE_URL asks for S3, and {packages} is missing: pip install 'django-storages[s3]'."
# What may stand behind the question mark, by the name that django-storages has for it.
_ASKED = {"endpoint": "endpoint_url", "region": "region_name", "addressing": "addressing_style"}


def storage(url: str) -> dict[str, Any]:
    """Django's `STORAGES["default"]`. Raises ImproperlyConfigured with what is to be put right.

    `s3://KEY:SECRET@BUCKET/PREFIX?endpoint=https://…&region=…` is a bucket of S3 or of what speaks as it does. Without
    a key it is asked for as Amazon's own programs ask: in the environment, or of the machine.
    """
    if not url:
        return {"BACKEND": FOLDER}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured(UNKNOWN.format(scheme=parts.scheme or "nothing"))
    if missing := [name for module, name in NEEDED.items() if find_spec(module) is None]:
        raise ImproperlyConfigured(MISSING.format(packages=missing[0]))
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if unknown := asked.keys() - _ASKED.keys():
        raise ImproperlyConfigured(
            f"STORAGE_URL knows {', '.join(_ASKED)}; not {', '.join(sorted(unknown))}."
        )
    options = {
        "bucket_name": parts.netloc.rpartition("@")[2].partition(":")[0],
        "location": parts.path.strip("/"),
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        # No address leads to a file but through the house, and what has a name has the content.
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": True,
    } | {_ASKED[name]: value for name, value in asked.items()}
    return {"BACKEND": S3, "OPTIONS": {name: value for name, value in options.items() if value != ""}}
