from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from pictures import names

from .picture import Picture


class RenditionQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Those of pictures that readers may fetch."""
        return self.filter(Exists(Picture.objects.public().filter(pk=OuterRef("crop__picture"))))

    def nearest(self, key: str, width: int, extension: str) -> Self:
        """Of a crop, in a format: the one so wide, or while it is not made yet the widest before it."""
        found = self.filter(crop__key=key, extension=extension, width__lte=width)
        return found.select_related("crop__picture").order_by("-width")


class Rendition(models.Model):
    """A file made of a crop: so wide, in this format."""

    crop = models.ForeignKey("pictures.Crop", models.CASCADE, related_name="renditions")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    extension = models.CharField(max_length=4)
    bytes = models.PositiveIntegerField()

    objects = RenditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["crop", "extension", "width"], name="crop_has_one_rendition_of_a_width_and_format"
            ),
        )

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return names.rendition(self.crop.key, self.width, self.extension)
