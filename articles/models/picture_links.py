"""Which pictures are used where: what readers may see is what editions hold, and the desk's copy is beside it."""

from django.db import models

from articles.pictured import BODY, GALLERY, LEAD


class EditionPicture(models.Model):
    """That an edition shows a picture, and where. While the edition is live, readers may fetch it (decision 21)."""

    class Place(models.TextChoices):
        LEAD = LEAD, "At the head"
        BODY = BODY, "In the text"
        GALLERY = GALLERY, "In a gallery"

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="picture_links")
    picture = models.ForeignKey("pictures.Picture", models.PROTECT, related_name="edition_links")
    place = models.CharField(max_length=10, choices=Place)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "picture", "place"), name="edition_shows_a_picture_once_in_a_place"
            ),
        )

    def __str__(self):
        return f"{self.edition}: {self.picture}"


class StoryPicture(models.Model):
    """That the working copy of a story uses a picture. Readers may not see it for that."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="picture_links")
    picture = models.ForeignKey("pictures.Picture", models.PROTECT, related_name="story_links")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("story", "picture"), name="story_uses_a_picture_once"),
        )

    def __str__(self):
        return f"{self.story}: {self.picture}"
