"""The desk's doors to pictures: `picture.py` says which there are, and who comes in by each."""

from . import picture

__all__ = ["picture"]
