"""The one public address of pictures: a rendition, by its name."""

from django.urls import path, register_converter

from pictures import views
from pictures.names import EXTENSIONS, KEY


class Key:
    """What the names of a crop's renditions begin with."""

    regex = f"[0-9a-f]{{{KEY}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Extension(Key):
    regex = "|".join(EXTENSIONS)


register_converter(Key, "picture_key")
register_converter(Extension, "picture_extension")

urlpatterns = [
    path(
        "pictures/<picture_key:key>-<int:width>.<picture_extension:extension>",
        views.rendition,
        name="picture",
    ),
]
