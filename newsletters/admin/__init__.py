"""The desk's doors to newsletters, their issues and who has them, one noun a file."""

from . import issue, list_count, newsletter, subscriber, suppression

__all__ = ["issue", "list_count", "newsletter", "subscriber", "suppression"]
