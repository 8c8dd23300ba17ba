"""The desk's doors to newsletters, in Django's own admin."""

from . import list_count, newsletter, subscriber

__all__ = ["list_count", "newsletter", "subscriber"]
