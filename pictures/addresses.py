"""How renditions are named in addresses, for readers and for the desk alike."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from pictures.names import EXTENSIONS, KEY

# A rendition’s name, in three parts.
RENDITION = "<picture_key:key>-<int:width>.<picture_extension:extension>"


class Key(StringConverter):
    """What the names of a crop's renditions begin with."""

    regex = f"[0-9a-f]{{{KEY}}}"


class Extension(StringConverter):
    regex = "|".join(EXTENSIONS)


register_converter(Key, "picture_key")
register_converter(Extension, "picture_extension")
