"""The desk's doors to adverts, in Django's own admin."""

from . import campaign, click_count

__all__ = ["campaign", "click_count"]
