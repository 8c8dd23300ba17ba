from django.conf import settings
from django.db import models


class AltWaiver(models.Model):
    """“It goes undescribed”: one use of a picture in one story, which somebody who may publish let stand so."""

    LONGEST = 500  # Characters of an address; a longer one is known by its beginning.

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="alt_waivers")
    place = models.CharField(max_length=10, help_text="Where it stands: lead, body or gallery.")
    picture = models.CharField(
        max_length=LONGEST, help_text="Its number in the library; of one that is not there, its address."
    )
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("story", "place", "picture"), name="description_is_waived_once_for_a_use"
            ),
        )

    def __str__(self):
        return f"Picture {self.picture} ({self.place}) goes undescribed"
