"""What adverts are made of, one noun a file."""

from .campaign import Campaign
from .click_count import ClickCount
from .creative import Creative
from .placement import Placement

__all__ = ["Campaign", "ClickCount", "Creative", "Placement"]
