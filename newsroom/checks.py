"""What an administrator should know of the settings before readers do: `manage.py check --deploy`."""

from django.conf import settings
from django.core.checks import Info, register


@register(deploy=True)
def pages_are_kept_by_each_process(**_):
    """Each process with a cache of its own makes each page once more, and hears of a kill a second later."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not settings.PAGE_CACHE_SECONDS or not backend.endswith("LocMemCache"):
        return []
    return [
        Info(
            "Finished pages are kept by each process for itself.",
            hint="Where there is more than one, set CACHE_URL to a Redis: pages are made once for all of them, "
            "and what one changes the others show at once, not a second later.",
            id="newsroom.I001",
        )
    ]
