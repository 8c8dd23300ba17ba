"""Where originals and renditions lie: in the storage of the settings, under names made from what is in them.

No web server serves them: whether a picture may be had, only the house knows.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

ORIGINALS = "pictures/originals"
RENDITIONS = "pictures/renditions"


def keep_original(digest: str, content: bytes) -> None:
    _keep(_original(digest), content)


def original(digest: str) -> bytes:
    """Raises FileNotFoundError where there is none."""
    return _read(_original(digest))


def keep_rendition(name: str, content: bytes) -> None:
    _keep(_rendition(name), content)


def rendition(name: str) -> bytes:
    """Raises FileNotFoundError where there is none."""
    return _read(_rendition(name))


def forget(digest: str, names: list[str]) -> None:
    """Delete an original and what was made of it."""
    for path in [*map(_rendition, names), _original(digest)]:
        default_storage.delete(path)


def _original(digest: str) -> str:
    return f"{ORIGINALS}/{digest[:2]}/{digest}"


def _rendition(name: str) -> str:
    return f"{RENDITIONS}/{name[:2]}/{name}"


def _read(path: str) -> bytes:
    with default_storage.open(path) as file:
        return file.read()


def _keep(path: str, content: bytes) -> None:
    """What has the name has the content: it is written once."""
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
