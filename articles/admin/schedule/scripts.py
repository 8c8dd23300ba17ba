"""Where browsers find the schedule's modules: under names that change with what is in them."""

from django.conf import settings
from js_asset import ImportMap

from articles.admin.room import nonce_of

_MODULES = settings.BASE_DIR / "static" / "desk" / "schedule"


def import_map(request) -> str:
    """The page's import map, which its policy lets through by a nonce of this answer alone."""
    ours = (f"desk/schedule/{path.name}" for path in sorted(_MODULES.glob("*.js")))
    found = ImportMap({f"{settings.STATIC_URL}{name}": name for name in ours})
    return found.render(attrs={"nonce": nonce_of(request)})
