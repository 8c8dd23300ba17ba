from django.conf import settings
from django.db import models


class Presence(models.Model):
    """That somebody has a story open, and in which field they are: forgotten within a minute of their last sign."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    run = models.CharField(max_length=36, help_text="The open page, of which one person may have several.")
    field = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="The story’s version that the page stands on.")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "run"), name="presence_is_one_row_a_page"),)

    def __str__(self):
        return f"{self.user} in {self.story}"
