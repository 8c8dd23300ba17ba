from django.db import models


class LikenessPart(models.Model):
    """A part of how a picture looks: those that resemble have one in common, by index (`pictures.likeness`)."""

    picture = models.ForeignKey("pictures.Picture", models.CASCADE, related_name="likeness_parts")
    position = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=["position", "value"], name="likeness_part"),)
        constraints = (
            models.UniqueConstraint(
                fields=["picture", "position"], name="picture_has_each_part_of_its_look_once"
            ),
        )

    def __str__(self):
        return f"{self.position}: {self.value:02x}"
