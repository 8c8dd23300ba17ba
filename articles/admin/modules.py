"""Where browsers find the modules of a page's scripts: under names that change with what is in them."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from js_asset import ImportMap

_DESK = settings.BASE_DIR / "static" / "desk"


def import_map(request, room: str, others: Mapping[str, str] | None = None) -> str:
    """The import map of a page: all modules in a folder of the desk's, and others by the names that they go by.

    The page's policy lets it through by a nonce of this answer alone.
    """
    found = ImportMap({**(others or {}), **_of_room(room)})
    return found.render(attrs={"nonce": _nonce_of(request)})


@cache
def _of_room(room: str) -> dict[str, str]:
    paths = (f"desk/{room}/{path.name}" for path in sorted((_DESK / room).glob("*.js")))
    return {f"{settings.STATIC_URL}{path}": path for path in paths}


def _nonce_of(request) -> str:
    """What lets the page's import map through the Content-Security-Policy: a nonce of this answer alone."""
    if settings.DJANGO_6:
        from django.middleware.csp import get_nonce

        return str(get_nonce(request))
    return str(request.csp_nonce)
