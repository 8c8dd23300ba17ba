"""The nouns of the picture desk, one a file."""

from .crop import Crop
from .likeness import LikenessPart
from .picture import Picture
from .rendition import Rendition
from .replacement import Replacement

__all__ = ["Crop", "LikenessPart", "Picture", "Rendition", "Replacement"]
